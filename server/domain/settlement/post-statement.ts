import { type LedgerEntry, type PoolId, poolIds } from '@/server/domain/ledger/account';
import { postSettlement } from '@/server/domain/ledger/post';
import type { SettlementBasis } from './basis';
import { membersOf } from './check-books';
import type { Statement, StatementLine } from './statement';
import type { YearClaim } from './year-books';

export interface StatementPosting {
  readonly pool: PoolId;
  readonly institutionCode: string;
  readonly entries: readonly LedgerEntry[];
}

/**
 * What a confirmed settlement moves in the ledger: each line's claims give way to its entitlement. Where a line stands
 * for several institutions the first, whose code it has, is entitled, and the claims of the others close against the fund.
 */
export function postStatement(statement: Statement, basis: SettlementBasis, claims: readonly YearClaim[]): StatementPosting[] {
  return statement.lines.flatMap((line) => postingsOf(line, basis, claims)).filter(({ entries }) => entries.length > 0);
}

function postingsOf(line: StatementLine, basis: SettlementBasis, claims: readonly YearClaim[]): StatementPosting[] {
  const pool = poolIds.find((id) => id === line.poolId);
  if (pool === undefined) throw new RangeError(`not a pool: ${line.poolId}`);
  return membersOf(basis, line.code).map((institutionCode) => {
    const claim = claims.find((each) => each.pool === pool && each.institutionCode === institutionCode);
    const entitled = institutionCode === line.code;
    const entries = postSettlement(pool, {
      institutionCode,
      claimedOrdinaryFen: claim?.ordinaryFen ?? 0,
      claimedSpecialFen: claim?.specialFen ?? 0,
      entitlementFen: entitled ? line.entitlementFen : 0,
      specialFen: entitled ? line.specialFen : 0,
      deductionsFen: entitled ? line.deductionsFen : 0,
    });
    return { pool, institutionCode, entries };
  });
}
