import { type Fen, sumFen } from '@/server/domain/kernel/money';
import { postFinal } from '@/server/domain/ledger/post-closing';
import { type SettlementBasis, ledgerPoolsOf, membersOf } from './basis';
import type { CarryBalance } from './carry';
import type { DisposalKind, LineDisposal } from './closing';
import type { StatementPosting } from './post-statement';
import type { StatementLine } from './statement';

type ClosedLine = Pick<StatementLine, 'poolId' | 'code'>;

/** What the books owe for one line: the settlement accounts of its institutions in its pools. */
export function owedFor(basis: SettlementBasis, line: ClosedLine, owed: readonly CarryBalance[]): CarryBalance[] {
  const pools = ledgerPoolsOf(basis, line.poolId);
  const members = membersOf(basis, line.code);
  return owed.filter(({ pool, institutionCode }) => pools.includes(pool) && (members.includes(institutionCode) || institutionCode === line.code));
}

export function sumOwed(owed: readonly CarryBalance[]): Fen {
  return sumFen(owed.map(({ amountFen }) => amountFen));
}

/** What closing moves for one line, a posting a pool of the books; nothing where its accounts stand at 0. */
export function postDisposal(basis: SettlementBasis, line: ClosedLine, kind: DisposalKind | null, owed: readonly CarryBalance[]): StatementPosting[] {
  const own = owedFor(basis, line, owed);
  return ledgerPoolsOf(basis, line.poolId).flatMap((pool): StatementPosting[] => {
    const entries = postFinal(pool, line.code, own.filter((each) => each.pool === pool), kind === 'carried' ? 'carry' : 'payment');
    return entries.length === 0 ? [] : [{ pool, institutionCode: line.code, entries }];
  });
}

/** What closing a settlement moves, line by line, as each was disposed of. */
export function postClosing(basis: SettlementBasis, lines: readonly ClosedLine[], disposals: readonly LineDisposal[], owed: readonly CarryBalance[]): StatementPosting[] {
  const kindOf = (line: ClosedLine) => disposals.find(({ poolId, code }) => poolId === line.poolId && code === line.code)?.disposal.kind ?? null;
  return lines.flatMap((line) => postDisposal(basis, line, kindOf(line), owed));
}
