import type { Queryable } from '@/db';
import { listBalancesOf } from '@/db/queries/ledger';
import { listPostedPrepayments } from '@/db/queries/prepayment';
import { listPostedFees } from '@/db/queries/service-fee';
import type { Fen } from '@/server/domain/kernel/money';
import { formatAccount, formatServiceFeeAccount } from '@/server/domain/ledger/account';
import { balancesOf, postPrepayment } from '@/server/domain/ledger/post';
import { postServiceFees } from '@/server/domain/service-fee/post-fees';
import { recomputeSettled } from './check-settled';

/** An account, what the books hold on it, and what it comes to by what was decided. */
export interface DecidedBalance {
  readonly account: string;
  readonly booksFen: Fen;
  readonly recomputedFen: Fen;
}

/**
 * Prepayments and service fees account by account, from the lines of the runs that were approved; settlements and closings from the
 * statements that were confirmed and the disposals.
 */
export async function checkDecided(q: Queryable, regionCode: string): Promise<DecidedBalance[]> {
  const prepaid = new Map<string, Fen>();
  for (const { pool, institutionCode, amountFen } of await listPostedPrepayments(q, regionCode)) {
    for (const entry of postPrepayment(pool, institutionCode, amountFen)) add(prepaid, formatAccount(entry.account), entry.amountFen);
  }
  const fees = new Map<string, Fen>();
  for (const { institutionCode, ...sums } of await listPostedFees(q, regionCode)) {
    for (const entry of postServiceFees(institutionCode, sums)) add(fees, formatServiceFeeAccount(entry.account), entry.amountFen);
  }
  const settled = await recomputeSettled(q, regionCode);
  return [
    ...compare(await listBalancesOf(q, regionCode, 'prepayment'), prepaid),
    ...compare(await listBalancesOf(q, regionCode, 'service_fee'), fees),
    ...compare(await listBalancesOf(q, regionCode, 'settlement'), balancesOf(settled.settlement)),
    ...compare(await listBalancesOf(q, regionCode, 'closing'), balancesOf(settled.closing)),
  ];
}

function add(balances: Map<string, Fen>, account: string, amountFen: Fen): void {
  balances.set(account, (balances.get(account) ?? 0) + amountFen);
}

function compare(rows: readonly { readonly account: string; readonly balanceFen: Fen }[], recomputed: ReadonlyMap<string, Fen>): DecidedBalance[] {
  const books = new Map(rows.map(({ account, balanceFen }) => [account, balanceFen]));
  return [...new Set([...books.keys(), ...recomputed.keys()])].sort().map((account) => ({ account, booksFen: books.get(account) ?? 0, recomputedFen: recomputed.get(account) ?? 0 }));
}
