import { sumFen, timesRate, type Fen } from '@/server/domain/kernel/money';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { inCount, inFen, inRate, type WorkingStep } from '@/server/domain/policy/cited';
import { institutionsTwice, invalidAmounts, shareOutOfRange } from './guards';
import type { SettlementRefusal } from './refusals';
import type { CeilingClaim, PerHeadCeilingInput, Statement, StatementLine } from './statement';
import { finalOf, finalStep, totalsOf } from './totals';

const clause = '日照市门诊统筹“超支分担、结余奖励”的具体做法';

/**
 * Settle a year by a per-head ceiling (日照). C = amount × people insured in the township; of what was paid above it the
 * township hospital bears its share, of what stayed below it gets its reward. Each is rounded half-up once.
 */
export function settlePerHeadCeiling(input: PerHeadCeilingInput): Outcome<Statement, SettlementRefusal> {
  return unlessRefused(refusalsOf(input), () => {
    const lines = input.institutions.map((claim) => settleTownship(claim, input));
    const settlementTotalFen = sumFen(lines.map((line) => line.entitlementFen));
    const ceilingFen = sumFen(lines.map((line) => line.ceilingFen ?? 0));
    const pool = {
      id: input.poolId,
      retainedOrSharedFen: settlementTotalFen - ceilingFen,
      settlementTotalFen,
      totalPoints: null,
      pointValue: null,
      working: [poolStep(settlementTotalFen, ceilingFen)],
    };
    return { method: 'per_head_ceiling', input, pools: [pool], lines, totals: totalsOf(lines) };
  });
}

function settleTownship(claim: CeilingClaim, input: PerHeadCeilingInput): StatementLine {
  const { code, feeForServiceFen, prepaidFen, deductionsFen } = claim;
  const ceilingFen = claim.insured * input.perHeadFen;
  const shared = shareOf(feeForServiceFen - ceilingFen, input);
  const atCeiling = { amount: inFen(input.perHeadFen), insured: inCount(claim.insured) };
  const entitled = { A: inFen(feeForServiceFen), change: inFen(shared.changeFen) };
  const settled = { entitlementFen: feeForServiceFen + shared.changeFen, specialFen: 0, prepaidFen, deductionsFen };
  return {
    poolId: input.poolId,
    code,
    points: null,
    weight: null,
    ceilingFen,
    feeForServiceFen,
    ...settled,
    finalFen: finalOf(settled),
    working: [
      step('settlement.ceiling.ceiling', 'C = amount × insured', atCeiling, ceilingFen),
      shared.step,
      step('settlement.ceiling.entitlement', 'entitlement = A + reward − borne', entitled, settled.entitlementFen),
      finalStep(settled, clause),
    ],
  };
}

/** What over- or underspend does to the entitlement: minus what the hospital bears, plus what it is rewarded. */
function shareOf(excessFen: Fen, input: PerHeadCeilingInput): { changeFen: Fen; step: WorkingStep } {
  if (excessFen > 0) {
    const borneFen = timesRate(excessFen, input.overspendShare);
    const operands = { overspend: inFen(excessFen), share: inRate(input.overspendShare) };
    return { changeFen: -borneFen, step: step('settlement.ceiling.borne', 'borne = half-up((A − C) × share)', operands, borneFen) };
  }
  const rewardFen = timesRate(-excessFen, input.surplusReward);
  const operands = { surplus: inFen(0 - excessFen), share: inRate(input.surplusReward) };
  return { changeFen: rewardFen, step: step('settlement.ceiling.reward', 'reward = half-up((C − A) × share)', operands, rewardFen) };
}

function poolStep(settlementTotalFen: Fen, ceilingFen: Fen): WorkingStep {
  const operands = { entitlements: inFen(settlementTotalFen), ceilings: inFen(ceilingFen) };
  return step('settlement.ceiling.shared', 'shared = Σ entitlements − Σ ceilings', operands, settlementTotalFen - ceilingFen);
}

function step(name: string, formula: string, operands: WorkingStep['operands'], resultFen: Fen): WorkingStep {
  return { step: name, clause, confidence: null, formula, operands, result: inFen(resultFen) };
}

function refusalsOf(input: PerHeadCeilingInput): SettlementRefusal[] {
  const { method, poolId, institutions, perHeadFen, overspendShare, surplusReward } = input;
  if (institutions.length === 0) return [{ code: 'settlement.nothing_to_settle', facts: { method } }];
  return [
    ...shareOutOfRange('overspendShare', overspendShare, '0', '1'),
    ...shareOutOfRange('surplusReward', surplusReward, '0', '1'),
    ...institutionsTwice(poolId, institutions),
    ...invalidAmounts(poolId, null, { perHeadFen }),
    ...institutions.flatMap(({ code, insured, feeForServiceFen, prepaidFen, deductionsFen }) =>
      invalidAmounts(poolId, code, { insured, feeForServiceFen, prepaidFen, deductionsFen }),
    ),
  ];
}
