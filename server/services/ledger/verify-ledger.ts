import type { Queryable } from '@/db';
import { type VisitMove, listMonthTotals, listVisitMoves } from '@/db/queries/closed-month';
import { countPersons, recountPersons } from '@/db/queries/paid-person';
import { listUnbalancedPostings, sumLayers, sumPaid } from '@/db/queries/ledger';
import type { Fen } from '@/server/domain/kernel/money';
import { type PoolId, formatAccount, poolIds } from '@/server/domain/ledger/account';
import { formatLayerAccount, postLayerDifference } from '@/server/domain/ledger/layer-account';
import { isSpecialFee } from '@/server/domain/visit/is-special-fee';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { checkDecided } from './check-decided';
import { type FoldCheck, checkFolds } from './check-folds';

export interface LedgerCheck extends FoldCheck {
  readonly accounts: number;
  /** Postings whose entries do not sum to zero. */
  readonly unbalanced: readonly { readonly postingId: string; readonly differenceFen: Fen }[];
  /** Accounts where the books differ from the adjudications as they stand, or from what was decided. */
  readonly differences: readonly { readonly account: string; readonly booksFen: Fen; readonly recomputedFen: Fen }[];
  /** What a closed month's entries add up to otherwise than was kept when it was closed. */
  readonly totals: readonly TotalDifference[];
  /** Closed years in which another number of people was paid for than was counted when their months were closed. */
  readonly persons: readonly { readonly year: string; readonly pool: PoolId; readonly booksPersons: number; readonly keptPersons: number }[];
}

export interface TotalDifference extends Omit<VisitMove, 'amountFen'> {
  readonly booksFen: Fen;
  readonly keptFen: Fen;
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
  const moves = await listVisitMoves(q, regionCode);
  const books = new Map<string, Fen>();
  for (const { account, amountFen } of moves) books.set(account, (books.get(account) ?? 0) + amountFen);
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
  return { accounts: ofVisits.length + decided.length, unbalanced, differences, totals: await checkTotals(q, regionCode, moves), persons: await checkPersons(q, regionCode, moves), ...(await checkFolds(q, regionCode)) };
}

/** Closed months as they were added up, held against their entries. */
async function checkTotals(q: Queryable, regionCode: string, moves: readonly VisitMove[]): Promise<TotalDifference[]> {
  const { months, totals } = await listMonthTotals(q, regionCode);
  const found = new Map<string, TotalDifference>();
  const note = ({ month, account, institutionCode }: VisitMove, change: (at: TotalDifference) => Partial<TotalDifference>) => {
    const key = `${month} ${account} ${institutionCode}`;
    const at = found.get(key) ?? { month, account, institutionCode, booksFen: 0, keptFen: 0 };
    found.set(key, { ...at, ...change(at) });
  };
  for (const move of moves) if (months.has(move.month)) note(move, ({ booksFen }) => ({ booksFen: booksFen + move.amountFen }));
  for (const total of totals) note(total, ({ keptFen }) => ({ keptFen: keptFen + total.amountFen }));
  return [...found.values()].filter(({ booksFen, keptFen }) => booksFen !== keptFen);
}

async function checkPersons(q: Queryable, regionCode: string, moves: readonly VisitMove[]): Promise<LedgerCheck['persons'][number][]> {
  const found: LedgerCheck['persons'][number][] = [];
  for (const year of new Set(moves.map(({ month }) => month.slice(0, 4)))) {
    const [kept, books] = [await countPersons(q, regionCode, `${year}-01`, `${year}-12`), await recountPersons(q, regionCode, `${year}-01`, `${year}-12`)];
    for (const pool of poolIds) {
      const [booksPersons, keptPersons] = [books.get(pool) ?? 0, kept.get(pool) ?? 0];
      if (booksPersons !== keptPersons) found.push({ year, pool, booksPersons, keptPersons });
    }
  }
  return found;
}
