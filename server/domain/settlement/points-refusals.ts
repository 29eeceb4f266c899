import { sumFen } from '@/server/domain/kernel/money';
import { institutionsTwice, invalidAmounts, malformedPoints, namesTwice, shareOutOfRange } from './guards';
import type { PointsInput, PointsPool } from './points-inputs';
import { poolTotals } from './points-totals';
import type { SettlementRefusal } from './refusals';
import { keepsBack, scoreProblems } from './withholding';

/**
 * Why inputs cannot be settled by points; what is malformed first, then what does not fit together. What was taken back in a year
 * may outweigh what was claimed, so claims may be negative; budgets, prepayments and deductions may not.
 */
export function pointsRefusals(input: PointsInput): SettlementRefusal[] {
  if (input.pools.length === 0) return [{ code: 'settlement.nothing_to_settle', facts: { method: input.method } }];
  const shares = [
    ...shareOutOfRange('institutionShare', input.institutionShare, '0.5', '1'),
    ...(input.assessment === undefined ? [] : shareOutOfRange('withheldShare', input.assessment.withheldShare, '0', '1')),
  ];
  const twice = namesTwice(input.pools.map((pool) => pool.id)).map(
    (poolId): SettlementRefusal => ({ code: 'settlement.pool_twice', facts: { poolId } }),
  );
  return [
    ...shares,
    ...twice,
    ...input.pools.flatMap((pool) => {
      const malformed = malformedPool(pool, keepsBack(input.assessment));
      // Sums of amounts that are no amounts, and totals by a share that is none, would only add noise.
      return malformed.length > 0 || shares.length > 0 ? malformed : inconsistentPool(pool, input);
    }),
  ];
}

function malformedPool(pool: PointsPool, isScoreNeeded: boolean): SettlementRefusal[] {
  const { id, budgetFen, adjustmentFen, feeForServiceFen, outOfRegionFen, specialFeesFen, persons, institutions, scoring } = pool;
  const amounts = { budgetFen, adjustmentFen, feeForServiceFen, outOfRegionFen, specialFeesFen, persons, rateFen: scoring?.rateFen ?? 0 };
  return [
    ...institutionsTwice(id, institutions),
    ...invalidAmounts(id, null, amounts, ['adjustmentFen', 'feeForServiceFen', 'outOfRegionFen', 'specialFeesFen']),
    ...institutions.flatMap(({ code, fundFen, specialFen, prepaidFen, deductionsFen, points, score }) => [
      ...invalidAmounts(id, code, { fundFen, specialFen, prepaidFen, deductionsFen }, ['fundFen', 'specialFen']),
      ...(scoring === undefined ? [] : malformedPoints(id, code, points ?? '')),
      ...scoreProblems(id, code, score, isScoreNeeded),
    ]),
  ];
}

function inconsistentPool(pool: PointsPool, input: PointsInput): SettlementRefusal[] {
  const poolId = pool.id;
  const institutionsFen = sumFen(pool.institutions.map((claim) => claim.fundFen));
  const specialFen = sumFen(pool.institutions.map((claim) => claim.specialFen));
  const expectedFen = pool.feeForServiceFen - pool.outOfRegionFen - pool.specialFeesFen;
  const { settlementTotalFen, totalPoints } = poolTotals(pool, input);
  const refusals: SettlementRefusal[] = [];
  if (institutionsFen !== expectedFen) {
    const differenceFen = institutionsFen - expectedFen;
    refusals.push({ code: 'settlement.parts_do_not_add_up', facts: { poolId, expectedFen, institutionsFen, differenceFen } });
  }
  if (specialFen > pool.specialFeesFen) {
    const facts = { poolId, specialFeesFen: pool.specialFeesFen, institutionsFen: specialFen };
    refusals.push({ code: 'settlement.special_fees_exceed_total', facts });
  }
  if (settlementTotalFen < 0) refusals.push({ code: 'settlement.total_negative', facts: { poolId, settlementTotalFen } });
  if (pool.scoring !== undefined) {
    if (settlementTotalFen > 0 && totalPoints.isZero()) refusals.push({ code: 'settlement.no_points', facts: { poolId, settlementTotalFen } });
    return refusals;
  }
  const claimedFen = sumFen(pool.institutions.map((claim) => Math.max(0, claim.fundFen)));
  // What some give back is dealt to the others together with S.
  const toDealFen = settlementTotalFen - sumFen(pool.institutions.map((claim) => Math.min(0, claim.fundFen)));
  if (toDealFen > 0 && settlementTotalFen >= 0 && claimedFen === 0) {
    refusals.push({ code: 'settlement.no_fund_to_weigh_by', facts: { poolId, settlementTotalFen: toDealFen } });
  }
  if (claimedFen > 0 && pool.persons === 0) refusals.push({ code: 'settlement.no_persons', facts: { poolId } });
  return refusals;
}
