import type { Fen } from '@/server/domain/kernel/money';
import type { Insutype, MedType } from '@/server/domain/registry/codes';

/** The funds that are budgeted and settled apart. Inpatient stays have their own, since the outpatient rules never cover them. */
export const poolIds = [
  '310-ordinary',
  '310-special',
  '310-inpatient',
  '390-ordinary',
  '390-special',
  '390-inpatient',
] as const;
export type PoolId = (typeof poolIds)[number];

/** The pool a visit is paid from: med_type 14 is special disease, 21 is inpatient, everything else is ordinary. */
export function poolOf(insutype: Insutype, medType: MedType): PoolId {
  if (medType === '14') return `${insutype}-special`;
  if (medType === '21') return `${insutype}-inpatient`;
  return `${insutype}-ordinary`;
}

/** A claim for ordinary care, or for special fees (T), which are paid beside the points. */
export const claimKinds = ['ordinary', 'special_fee'] as const;
export type ClaimKind = (typeof claimKinds)[number];

/**
 * Where money stands. `fund` is the pool itself; `claim` is what visits earned an institution by fee for service;
 * `prepayment` is what it was paid ahead; `settlement` is what it is owed beyond that, negative until the year is settled.
 */
export type Account =
  | { readonly kind: 'fund'; readonly pool: PoolId }
  | { readonly kind: 'claim'; readonly pool: PoolId; readonly institutionCode: string; readonly claim: ClaimKind }
  | { readonly kind: 'prepayment'; readonly pool: PoolId; readonly institutionCode: string }
  | { readonly kind: 'settlement'; readonly pool: PoolId; readonly institutionCode: string };

/** One side of a posting. What flows into an account is positive; the entries of a posting sum to zero. */
export interface LedgerEntry {
  readonly account: Account;
  readonly amountFen: Fen;
}

/** `claim/310-ordinary/H21010200001/special_fee`: how an account is written in the database and on exports. */
export function formatAccount(account: Account): string {
  switch (account.kind) {
    case 'fund':
      return `fund/${account.pool}`;
    case 'claim':
      return `claim/${account.pool}/${account.institutionCode}/${account.claim}`;
    case 'prepayment':
    case 'settlement':
      return `${account.kind}/${account.pool}/${account.institutionCode}`;
  }
}

/** The account that `formatAccount` wrote, or null for any other text. */
export function parseAccount(text: string): Account | null {
  const [kind, poolText, institutionCode, claimText, ...rest] = text.split('/');
  const pool = poolIds.find((id) => id === poolText);
  const claim = claimKinds.find((each) => each === claimText);
  if (pool === undefined || rest.length > 0) return null;
  if (kind === 'fund') return institutionCode === undefined ? { kind, pool } : null;
  if (!institutionCode) return null;
  if (kind === 'claim') return claim === undefined ? null : { kind, pool, institutionCode, claim };
  if ((kind === 'prepayment' || kind === 'settlement') && claimText === undefined) return { kind, pool, institutionCode };
  return null;
}
