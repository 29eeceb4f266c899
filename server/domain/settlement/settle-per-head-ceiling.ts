import type { Fen } from '@/server/domain/kernel/money';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { inCount, inFen, type WorkingStep } from '@/server/domain/policy/cited';
import type { CeilingClaim, PerHeadCeilingInput } from './ceiling-inputs';
import { ceilingPool } from './ceiling-pool';
import { institutionsTwice, invalidAmounts, namesTwice, shareOutOfRange } from './guards';
import { overOrUnder } from './over-or-under';
import type { SettlementRefusal } from './refusals';
import { budgetedRefusals, settleBudgeted } from './settle-budgeted';
import type { Statement, StatementLine } from './statement';
import { finalOf, finalStep, totalsOf } from './totals';

const clause = '日照市门诊统筹“超支分担、结余奖励”的具体做法';

/**
 * Settle a year by a per-head ceiling (日照). C = amount × people insured in the township, with its approved adjustments; of
 * what was paid above it the township hospital bears its share, of what stayed below it gets its reward. Inpatient care and
 * special diseases follow each institution's own budget; see `settleBudgeted`.
 */
export function settlePerHeadCeiling(input: PerHeadCeilingInput): Outcome<Statement, SettlementRefusal> {
  return unlessRefused(refusalsOf(input), () => {
    const townships = input.institutions.map((claim) => settleTownship(claim, input));
    const others = settleBudgeted(input.budgeted);
    const lines = [...townships, ...others.lines];
    return { method: 'per_head_ceiling', input, pools: [ceilingPool(input.poolId, townships, clause), ...others.pools], lines, totals: totalsOf(lines) };
  });
}

function settleTownship(claim: CeilingClaim, input: PerHeadCeilingInput): StatementLine {
  const { code, feeForServiceFen, prepaidFen, deductionsFen, adjustmentFen } = claim;
  const ceilingFen = ceilingOf(claim, input) + (adjustmentFen ?? 0);
  const shared = overOrUnder(feeForServiceFen - ceilingFen, { borne: input.overspendShare, kept: input.surplusReward }, clause);
  const settled = { entitlementFen: feeForServiceFen + shared.changeFen, specialFen: 0, outsideFen: 0, withheldFen: 0, prepaidFen, deductionsFen };
  const atCeiling = { amount: inFen(input.perHeadFen), insured: inCount(claim.insured) };
  const ceiling =
    adjustmentFen === undefined
      ? step('settlement.ceiling.ceiling', 'C = amount × insured', atCeiling, ceilingFen)
      : step('settlement.ceiling.ceiling', 'C = amount × insured + adjustment', { ...atCeiling, adjustment: inFen(adjustmentFen) }, ceilingFen);
  return {
    poolId: input.poolId,
    code,
    points: null,
    weight: null,
    ceilingFen,
    feeForServiceFen,
    ...settled,
    finalFen: finalOf(settled),
    balance: shared.balance,
    parts: [],
    working: [
      ceiling,
      shared.step,
      step('settlement.ceiling.entitlement', 'entitlement = A + reward − borne', { A: inFen(feeForServiceFen), change: inFen(shared.changeFen) }, settled.entitlementFen),
      finalStep(settled, clause),
    ],
  };
}

/** What the heads come to, before adjustments. */
function ceilingOf(claim: CeilingClaim, { perHeadFen }: PerHeadCeilingInput): Fen {
  return claim.insured * perHeadFen;
}

function step(name: string, formula: string, operands: WorkingStep['operands'], resultFen: Fen): WorkingStep {
  return { step: name, clause, confidence: null, formula, operands, result: inFen(resultFen) };
}

function refusalsOf(input: PerHeadCeilingInput): SettlementRefusal[] {
  const { method, poolId, institutions, perHeadFen, overspendShare, surplusReward, budgeted } = input;
  if (institutions.length === 0 && (budgeted?.pools ?? []).length === 0) return [{ code: 'settlement.nothing_to_settle', facts: { method } }];
  const twice = namesTwice([poolId, ...(budgeted?.pools ?? []).map((pool) => pool.id)]);
  return [
    ...shareOutOfRange('overspendShare', overspendShare, '0', '1'),
    ...shareOutOfRange('surplusReward', surplusReward, '0', '1'),
    ...twice.map((id): SettlementRefusal => ({ code: 'settlement.pool_twice', facts: { poolId: id } })),
    ...institutionsTwice(poolId, institutions),
    ...invalidAmounts(poolId, null, { perHeadFen }),
    ...institutions.flatMap((claim) => claimProblems(claim, input)),
    ...budgetedRefusals(budgeted),
  ];
}

function claimProblems(claim: CeilingClaim, input: PerHeadCeilingInput): SettlementRefusal[] {
  const { code, insured, feeForServiceFen, prepaidFen, deductionsFen, budgetFen, adjustmentFen } = claim;
  const amounts = { insured, feeForServiceFen, prepaidFen, deductionsFen, budgetFen: budgetFen ?? 0, adjustmentFen: adjustmentFen ?? 0 };
  const invalid = invalidAmounts(input.poolId, code, amounts, ['adjustmentFen', 'feeForServiceFen']);
  if (invalid.length > 0 || input.perHeadFen < 0) return invalid;
  const computedFen = ceilingOf(claim, input);
  const limitFen = computedFen + (adjustmentFen ?? 0);
  const { poolId } = input;
  const problems: SettlementRefusal[] = [];
  if (budgetFen !== undefined && budgetFen !== computedFen) problems.push({ code: 'settlement.budget_basis_differs', facts: { poolId, code, computedFen, budgetFen } });
  if (limitFen < 0) problems.push({ code: 'settlement.limit_negative', facts: { poolId, code, limitFen } });
  return problems;
}
