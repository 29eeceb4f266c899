import type { Fen } from '@/server/domain/kernel/money';
import type { FeePayer } from '@/server/domain/policy/service-fee-terms';
import type { Insutype, MedType } from '@/server/domain/registry/codes';
import { layerFundIds } from './layer-account';

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

/** Everything that entries are posted to: the pools, and money that no budget or settlement of a pool holds. */
export const fundIds = [...poolIds, ...layerFundIds, 'service-fee'] as const;
export type FundId = (typeof fundIds)[number];

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
 * `prepayment` is what it was paid ahead; `settlement` is what it is owed beyond that, negative until the year is settled;
 * `payment` is what a closed settlement paid it or, negative, got back; `carry` is what it takes into its next year.
 */
export type Account =
  | { readonly kind: 'fund'; readonly pool: PoolId }
  | { readonly kind: 'claim'; readonly pool: PoolId; readonly institutionCode: string; readonly claim: ClaimKind }
  | { readonly kind: 'prepayment'; readonly pool: PoolId; readonly institutionCode: string }
  | { readonly kind: 'settlement' | 'payment' | 'carry'; readonly pool: PoolId; readonly institutionCode: string };

const paidKinds = ['prepayment', 'settlement', 'payment', 'carry'] as const;

/**
 * 签约服务费, apart from the pools: what each payer owes for contracts, negative, and what an institution is due for them.
 */
export type ServiceFeeAccount =
  | { readonly kind: 'service_fee_payer'; readonly payer: FeePayer }
  | { readonly kind: 'service_fee_due'; readonly institutionCode: string };

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
    case 'payment':
    case 'carry':
      return `${account.kind}/${account.pool}/${account.institutionCode}`;
  }
}

/** `service_fee_payer/fund`, `service_fee_due/H21010200001`. */
export function formatServiceFeeAccount(account: ServiceFeeAccount): string {
  return `${account.kind}/${account.kind === 'service_fee_payer' ? account.payer : account.institutionCode}`;
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
  const paid = paidKinds.find((each) => each === kind);
  return paid !== undefined && claimText === undefined ? { kind: paid, pool, institutionCode } : null;
}
