import type { Fen } from '@/server/domain/kernel/money';
import { isSpecialFee } from '@/server/domain/visit/is-special-fee';
import type { Visit } from '@/server/domain/visit/visit';
import { formatAccount, type LedgerEntry, type PoolId } from './account';

/** What a posting needs of a visit; none of it changes while the visit keeps its key. */
export type PostedVisit = Pick<Visit, 'institutionCode' | 'medType' | 'specialFee'>;
/** What a posting needs of an adjudication: the pay and the pool it comes from; null when the fund pays nothing, as for a refunded visit. */
export type PostedPay = { readonly payFen: Fen; readonly pool: PoolId } | null;

/** The fund owes the institution what it pays for the visit. Nothing is posted for a visit that the fund does not pay. */
export function postVisit(visit: PostedVisit, adjudication: PostedPay): LedgerEntry[] {
  return postDifference(visit, null, adjudication);
}

/**
 * What a visit's posting lacks after its person's year was folded again; nothing when its pay is what it was. A visit that is
 * now paid from another pool is taken out of the one before.
 */
export function postDifference(visit: PostedVisit, before: PostedPay, after: PostedPay): LedgerEntry[] {
  if (before !== null && after !== null && before.pool === after.pool) return postOwed(visit, after.pool, after.payFen - before.payFen);
  return [...(before === null ? [] : postOwed(visit, before.pool, -before.payFen)), ...(after === null ? [] : postOwed(visit, after.pool, after.payFen))];
}

function postOwed(visit: PostedVisit, pool: PoolId, amountFen: Fen): LedgerEntry[] {
  const claim = isSpecialFee(visit) ? 'special_fee' : 'ordinary';
  return posting([
    { account: { kind: 'fund', pool }, amountFen: -amountFen },
    { account: { kind: 'claim', pool, institutionCode: visit.institutionCode, claim }, amountFen },
  ]);
}

/** An institution is paid ahead: that much less is owed at settlement. */
export function postPrepayment(pool: PoolId, institutionCode: string, amountFen: Fen): LedgerEntry[] {
  return posting([
    { account: { kind: 'settlement', pool, institutionCode }, amountFen: -amountFen },
    { account: { kind: 'prepayment', pool, institutionCode }, amountFen },
  ]);
}

export interface SettledClaims {
  readonly institutionCode: string;
  /** What the year's visits had claimed by fee for service. */
  readonly claimedOrdinaryFen: Fen;
  readonly claimedSpecialFen: Fen;
  readonly entitlementFen: Fen;
  readonly specialFen: Fen;
  readonly deductionsFen: Fen;
}

/**
 * Close an institution's year: its claims give way to what the settlement entitles it to, and the fund bears or keeps
 * the difference. Its settlement account then stands at the final amount, entitlement less prepayments and deductions.
 */
export function postSettlement(pool: PoolId, settled: SettledClaims): LedgerEntry[] {
  const { institutionCode, claimedOrdinaryFen, claimedSpecialFen } = settled;
  const owedFen = settled.entitlementFen + settled.specialFen - settled.deductionsFen;
  return posting([
    { account: { kind: 'claim', pool, institutionCode, claim: 'ordinary' }, amountFen: -claimedOrdinaryFen },
    { account: { kind: 'claim', pool, institutionCode, claim: 'special_fee' }, amountFen: -claimedSpecialFen },
    { account: { kind: 'settlement', pool, institutionCode }, amountFen: owedFen },
    { account: { kind: 'fund', pool }, amountFen: claimedOrdinaryFen + claimedSpecialFen - owedFen },
  ]);
}

/** Account text → balance, over any number of postings. */
export function balancesOf(entries: Iterable<LedgerEntry>): Map<string, Fen> {
  const balances = new Map<string, Fen>();
  for (const { account, amountFen } of entries) {
    const text = formatAccount(account);
    balances.set(text, (balances.get(text) ?? 0) + amountFen);
  }
  return balances;
}

/** Entries that move nothing say nothing. */
function posting(entries: readonly LedgerEntry[]): LedgerEntry[] {
  return entries.filter((entry) => entry.amountFen !== 0);
}
