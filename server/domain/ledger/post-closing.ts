import type { Fen } from '@/server/domain/kernel/money';
import type { LedgerEntry, PoolId } from './account';

/** What stands on an institution's settlement account of one pool. */
export interface Owed {
  readonly institutionCode: string;
  readonly amountFen: Fen;
}

/**
 * 清算收付、结转: the settlement accounts of a line's institutions come to 0. Their sum is paid to the one that is paid for all (or,
 * negative, paid back by it), or waits on its carry account for the next year.
 */
export function postFinal(pool: PoolId, payeeCode: string, owed: readonly Owed[], to: 'payment' | 'carry'): LedgerEntry[] {
  const entries = owed.map(({ institutionCode, amountFen }): LedgerEntry => ({ account: { kind: 'settlement', pool, institutionCode }, amountFen: -amountFen }));
  const amountFen = owed.reduce((sum, each) => sum + each.amountFen, 0);
  return [...entries, { account: { kind: to, pool, institutionCode: payeeCode } as const, amountFen }].filter((entry) => entry.amountFen !== 0);
}

/** 期初结转: what was carried enters the year that is settled. */
export function postCarryIn(pool: PoolId, institutionCode: string, carriedFen: Fen): LedgerEntry[] {
  return [
    { account: { kind: 'carry', pool, institutionCode }, amountFen: -carriedFen },
    { account: { kind: 'settlement', pool, institutionCode }, amountFen: carriedFen },
  ];
}
