import { compareCodes } from '@/server/domain/kernel/allocate';
import { exact, type DecimalText } from '@/server/domain/kernel/money';
import type { SettlementRefusal } from './refusals';
import { pointsPattern } from './scored-stay';

/** A share of the inputs that is no number or lies outside its limits. */
export function shareOutOfRange(name: string, found: DecimalText, least: string, most: string): SettlementRefusal[] {
  const isNumber = /^\d{1,6}(\.\d{1,12})?$/.test(found);
  if (isNumber && exact(found).gte(least) && exact(found).lte(most)) return [];
  return [{ code: 'settlement.share_out_of_range', facts: { name, least, most, found } }];
}

/** Counts and amounts that are not whole, or negative where nothing negative makes sense. */
export function invalidAmounts(
  poolId: string,
  code: string | null,
  amounts: Readonly<Record<string, number>>,
  signed: readonly string[] = [],
): SettlementRefusal[] {
  return Object.entries(amounts)
    .filter(([name, found]) => !Number.isSafeInteger(found) || (found < 0 && !signed.includes(name)))
    .map(([name, found]) => ({ code: 'settlement.amount_invalid', facts: { poolId, code, name, found } }));
}

/** A growth rate: signed decimal text between a total loss and tenfold. */
export function growthOutOfRange(name: string, found: DecimalText): SettlementRefusal[] {
  const isNumber = /^-?\d{1,3}(\.\d{1,12})?$/.test(found);
  if (isNumber && exact(found).gte(-1) && exact(found).lte(10)) return [];
  return [{ code: 'settlement.share_out_of_range', facts: { name, least: '-1', most: '10', found } }];
}

export function malformedPoints(poolId: string, code: string, found: DecimalText): SettlementRefusal[] {
  return pointsPattern.test(found) ? [] : [{ code: 'settlement.points_malformed', facts: { poolId, code, found: found.slice(0, 50) } }];
}

export function institutionsTwice(poolId: string, claims: readonly { readonly code: string }[]): SettlementRefusal[] {
  return namesTwice(claims.map((claim) => claim.code)).map((code) => ({ code: 'settlement.institution_twice', facts: { poolId, code } }));
}

export function namesTwice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].sort(compareCodes);
}
