import type { Queryable } from '@/db';
import { listUnbalancedPostings, listVisitBalances, sumLayers, sumPaid } from '@/db/queries/ledger';
import type { Fen } from '@/server/domain/kernel/money';
import { formatAccount } from '@/server/domain/ledger/account';
import { formatLayerAccount, postLayerDifference } from '@/server/domain/ledger/layer-account';
import { isSpecialFee } from '@/server/domain/visit/is-special-fee';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { checkDecided } from './check-decided';
import { type StaleAdjudication, checkFolds } from './check-folds';

export interface LedgerCheck {
  readonly accounts: number;
  /** Postings whose entries do not sum to zero. */
  readonly unbalanced: readonly { readonly postingId: string; readonly differenceFen: Fen }[];
  /** Accounts where the books differ from the adjudications as they stand, or from what was decided. */
  readonly differences: readonly { readonly account: string; readonly booksFen: Fen; readonly recomputedFen: Fen }[];
  /** Visits that come to something else than their adjudications say. */
  readonly stale: readonly StaleAdjudication[];
}

/**
 * Adjudicate every visit once more and hold what is kept against it; then hold the books, account by account, against the
 * adjudications, and against what was decided: runs of prepayments and service fees that were approved, settlements that were confirmed
 * and closed. All is read as it stood at one moment. The lists are empty unless something is badly wrong.
 */
export async function verifyLedger(context: ServiceContext): Promise<LedgerCheck> {
  const { regionCode } = permit(context, 'ledger:read');
  return context.store.snapshot((q) => checkLedger(q, regionCode));
}

async function checkLedger(q: Queryable, regionCode: string): Promise<LedgerCheck> {
  const books = new Map((await listVisitBalances(q, regionCode)).map(({ account, balanceFen }) => [account, balanceFen]));
  const recomputed = new Map<string, Fen>();
  const add = (account: string, amountFen: Fen) => recomputed.set(account, (recomputed.get(account) ?? 0) + amountFen);
  for (const { pool, institutionCode, payFen, ...kind } of await sumPaid(q, regionCode)) {
    add(formatAccount({ kind: 'fund', pool }), -payFen);
    add(formatAccount({ kind: 'claim', pool, institutionCode, claim: isSpecialFee(kind) ? 'special_fee' : 'ordinary' }), payFen);
  }
  for (const sum of await sumLayers(q, regionCode)) {
    for (const { account, amountFen } of postLayerDifference(sum, null, sum)) add(formatLayerAccount(account), amountFen);
  }
  const accounts = [...new Set([...books.keys(), ...recomputed.keys()])].sort();
  const ofVisits = accounts.map((account) => ({ account, booksFen: books.get(account) ?? 0, recomputedFen: recomputed.get(account) ?? 0 }));
  const decided = await checkDecided(q, regionCode);
  const differences = [...ofVisits, ...decided].filter(({ booksFen, recomputedFen }) => booksFen !== recomputedFen);
  const unbalanced = await listUnbalancedPostings(q, regionCode);
  return { accounts: ofVisits.length + decided.length, unbalanced, differences, stale: await checkFolds(q, regionCode) };
}
