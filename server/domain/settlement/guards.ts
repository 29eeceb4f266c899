import { compareCodes } from '@/server/domain/kernel/allocate';
import { exact, type DecimalText } from '@/server/domain/kernel/money';
import type { SettlementRefusal } from './refusals';

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

export function institutionsTwice(poolId: string, claims: readonly { readonly code: string }[]): SettlementRefusal[] {
  return namesTwice(claims.map((claim) => claim.code)).map((code) => ({ code: 'settlement.institution_twice', facts: { poolId, code } }));
}

export function namesTwice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].sort(compareCodes);
}
