import { exact, roundHalfUp, type Exact, type Fen } from '@/server/domain/kernel/money';
import { worthOfPoints } from './deal-by-points';
import type { PointsInput, PointsPool } from './points-inputs';

/** Points a person with a visit brings to the pool. */
const pointsPerPerson = 100;

/** What a pool comes to before it is dealt. */
export interface PoolTotals {
  /** R with its sign: positive adds the fund's part of an overspend to S, negative takes the fund's part of a surplus out. */
  readonly retainedOrSharedFen: Fen;
  readonly settlementTotalFen: Fen;
  readonly totalPoints: Exact;
}

export function poolTotals(pool: PointsPool, input: PointsInput): PoolTotals {
  const totalPoints = totalPointsOf(pool);
  const beforeFen = pool.budgetFen + pool.adjustmentFen - pool.outOfRegionFen - pool.specialFeesFen;
  if (pool.scoring?.rateFen !== undefined) {
    const settlementTotalFen = worthOfPoints(totalPoints, pool.scoring.rateFen);
    return { retainedOrSharedFen: settlementTotalFen - beforeFen, settlementTotalFen, totalPoints };
  }
  const retainedOrSharedFen = retainedOrShared(pool, input);
  return { retainedOrSharedFen, settlementTotalFen: beforeFen + retainedOrSharedFen, totalPoints };
}

function retainedOrShared(pool: PointsPool, { institutionShare, reading }: PointsInput): Fen {
  const fundsPart = reading === 'institution_share' ? exact(1).minus(institutionShare) : exact(institutionShare);
  return roundHalfUp(exact(pool.feeForServiceFen).minus(pool.budgetFen).times(fundsPart));
}

function totalPointsOf(pool: PointsPool): Exact {
  if (pool.scoring === undefined) return exact(pool.persons).times(pointsPerPerson);
  return pool.institutions.reduce((sum, { points }) => sum.plus(points ?? 0), exact(0));
}
