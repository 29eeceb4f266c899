import { allocate } from '@/server/domain/kernel/allocate';
import type { Fen } from '@/server/domain/kernel/money';
import type { LedgerEntry, PoolId } from '@/server/domain/ledger/account';
import { postSettlement } from '@/server/domain/ledger/post';
import { type SettlementBasis, ledgerPoolsOf, membersOf } from './basis';
import type { Statement, StatementLine } from './statement';
import { owedOf } from './totals';
import { type YearClaim, claimedFen } from './year-books';

export interface StatementPosting {
  readonly pool: PoolId;
  readonly institutionCode: string;
  readonly entries: readonly LedgerEntry[];
}

/**
 * What a confirmed settlement moves in the ledger: each line's claims give way to what it is owed. Where a line stands for
 * several institutions the one whose code it has is owed, and the claims of the others close against the fund. Where it stands
 * for several pools of the books, what is owed is dealt to them by what was claimed from each.
 */
export function postStatement(statement: Statement, basis: SettlementBasis, claims: readonly YearClaim[]): StatementPosting[] {
  return statement.lines.flatMap((line) => postingsOf(line, basis, claims)).filter(({ entries }) => entries.length > 0);
}

function postingsOf(line: StatementLine, basis: SettlementBasis, claims: readonly YearClaim[]): StatementPosting[] {
  const pools = ledgerPoolsOf(basis, line.poolId);
  if (pools.length === 0) throw new RangeError(`not a pool: ${line.poolId}`);
  const members = membersOf(basis, line.code);
  const owed = owedByPool(line, pools, claims.filter((claim) => members.includes(claim.institutionCode)));
  return pools.flatMap((pool, index) =>
    members.map((institutionCode) => {
      const claim = claims.find((each) => each.pool === pool && each.institutionCode === institutionCode);
      const entries = postSettlement(pool, {
        institutionCode,
        claimedOrdinaryFen: claim?.ordinaryFen ?? 0,
        claimedSpecialFen: claim?.specialFen ?? 0,
        entitlementFen: institutionCode === line.code ? (owed[index] ?? 0) : 0,
        specialFen: 0,
        deductionsFen: 0,
      });
      return { pool, institutionCode, entries };
    }),
  );
}

function owedByPool(line: StatementLine, pools: readonly PoolId[], claims: readonly YearClaim[]): Fen[] {
  const weights = pools.map((pool) => Math.max(0, claims.filter((claim) => claim.pool === pool).reduce((sum, claim) => sum + claimedFen(claim), 0)));
  const isClaimed = weights.some((weight) => weight > 0);
  return allocate(owedOf(line), pools.map((pool, index) => ({ code: pool, weight: isClaimed ? (weights[index] ?? 0) : index === 0 ? 1 : 0 })));
}
