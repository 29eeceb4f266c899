import { exact, type Exact, type Fen } from '@/server/domain/kernel/money';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { type Dealt, type PointsDealing, dealByPoints } from './deal-by-points';
import type { PointsClaim, PointsInput, PointsPool } from './points-inputs';
import { pointsRefusals } from './points-refusals';
import { type PoolTotals, poolTotals } from './points-totals';
import { pointsLineWorking, pointsPoolWorking } from './points-working';
import type { SettlementRefusal } from './refusals';
import type { Statement, StatementLine, StatementPool } from './statement';
import { finalOf, totalsOf } from './totals';
import { keepsBack, withholdingOf } from './withholding';

/**
 * Settle a year by points (丽水, and inpatient stays by 病种分值 or DRG). Per pool: S = B + A − X − T ± R with R = |P − B| × (1 − k),
 * and S dealt by points, so that entitlements add up to S to the 分. The literal reading takes R = |P − B| × k instead; at
 * k = 50 % both agree. Points are N × 100 parted by fee-for-service payments, or the recorded scores of stays; at a rate fixed
 * beforehand S is the worth of the points, and R what that makes of B + A − X − T.
 *
 * The number of people N scales the value of a point only; the money follows from the payments alone.
 */
export function settleByPoints(input: PointsInput): Outcome<Statement, SettlementRefusal> {
  return unlessRefused(pointsRefusals(input), () => {
    const settled = input.pools.map((pool) => settlePool(pool, input));
    const lines = settled.flatMap((each) => each.lines);
    return { method: 'points', input, pools: settled.map((each) => each.pool), lines, totals: totalsOf(lines) };
  });
}

/** What a claim is weighed by; points recorded for stays where the pool has them, otherwise its fee-for-service payments. */
function weightOf(claim: PointsClaim, pool: PointsPool): Exact {
  return pool.scoring === undefined ? exact(Math.max(0, claim.fundFen)) : exact(claim.points ?? 0);
}

/** What an institution owes that had more taken back than it claimed: all of it, and the others share what it gives back. */
function owedBackFen(claim: PointsClaim, pool: PointsPool): Fen {
  return pool.scoring === undefined ? Math.min(0, claim.fundFen) : 0;
}

function settlePool(pool: PointsPool, input: PointsInput): { pool: StatementPool; lines: StatementLine[] } {
  const totals = poolTotals(pool, input);
  const { retainedOrSharedFen, settlementTotalFen, totalPoints } = totals;
  const claims = pool.institutions.map((claim) => ({ code: claim.code, weight: weightOf(claim, pool), owedBackFen: owedBackFen(claim, pool) }));
  const dealing = dealByPoints(settlementTotalFen, totalPoints, claims);
  return {
    pool: {
      id: pool.id,
      retainedOrSharedFen,
      settlementTotalFen,
      totalPoints: pool.scoring === undefined ? totalPoints.toNumber() : totalPoints.toFixed(6),
      pointValue: dealing.valueFen === null ? null : dealing.valueFen.dividedBy(100).toFixed(6),
      working: pointsPoolWorking(pool, input, totals, dealing),
    },
    lines: pool.institutions.flatMap((claim, index) => {
      const dealt = dealing.shares[index];
      return dealt === undefined ? [] : [lineOf(claim, pool, input, { totals, dealing, dealt })];
    }),
  };
}

export interface DealtLine {
  readonly totals: PoolTotals;
  readonly dealing: PointsDealing;
  readonly dealt: Dealt;
}

function lineOf(claim: PointsClaim, pool: PointsPool, input: PointsInput, of: DealtLine): StatementLine {
  const { entitlementFen, points, weight } = of.dealt;
  const { specialFen, prepaidFen, deductionsFen } = claim;
  const withholding = keepsBack(input.assessment) ? withholdingOf(entitlementFen, input.assessment, claim.score ?? null) : null;
  const settled = { entitlementFen, specialFen, outsideFen: 0, withheldFen: withholding?.withheldFen ?? 0, prepaidFen, deductionsFen };
  return {
    poolId: pool.id,
    code: claim.code,
    points: points.toFixed(6),
    weight: weight.toFixed(8),
    ceilingFen: null,
    feeForServiceFen: claim.fundFen,
    ...settled,
    finalFen: finalOf(settled),
    balance: null,
    parts: [],
    working: pointsLineWorking(claim, pool, input, of, settled, withholding),
  };
}
