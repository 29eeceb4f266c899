import { exact, roundHalfUp, type Fen } from '@/server/domain/kernel/money';
import { inCount, inFen, inRate, type WorkingStep } from '@/server/domain/policy/cited';
import type { BudgetedClaim, BudgetedSection } from './ceiling-inputs';
import { ceilingPool } from './ceiling-pool';
import { growthOutOfRange, institutionsTwice, invalidAmounts, shareOutOfRange } from './guards';
import { overOrUnder } from './over-or-under';
import type { SettlementRefusal } from './refusals';
import type { StatementLine, StatementPool } from './statement';
import { finalOf, finalStep } from './totals';

const clause = '日照市：前两个年度统筹基金实际支出额的平均数结合增长率，超预算额由基金和定点医疗机构合理分担';

/**
 * 住院与特殊疾病门诊 (日照): each institution's budget is the mean of past years with growth; it bears its share of what it spent
 * beyond, and keeps its share of what it did not spend.
 */
export function settleBudgeted(section: BudgetedSection | undefined): { pools: StatementPool[]; lines: StatementLine[] } {
  if (section === undefined) return { pools: [], lines: [] };
  const settled = section.pools.map((pool) => {
    const lines = pool.institutions.map((claim) => settleInstitution(pool.id, claim, section));
    return { pool: ceilingPool(pool.id, lines, clause), lines };
  });
  return { pools: settled.map((each) => each.pool), lines: settled.flatMap((each) => each.lines) };
}

/** Σ fund × weight ÷ Σ weight × (1 + growth), rounded half-up once; null where no past years were given. */
export function budgetOfYears({ years, growth }: Pick<BudgetedClaim, 'years' | 'growth'>): Fen | null {
  const weights = years.reduce((sum, { weight }) => sum.plus(weight), exact(0));
  if (weights.isZero()) return null;
  const weighted = years.reduce((sum, { fundFen, weight }) => sum.plus(exact(fundFen).times(weight)), exact(0));
  return roundHalfUp(weighted.times(exact(1).plus(growth)).dividedBy(weights));
}

function settleInstitution(poolId: string, claim: BudgetedClaim, section: BudgetedSection): StatementLine {
  const { code, budgetFen, adjustmentFen, feeForServiceFen, prepaidFen, deductionsFen } = claim;
  const ceilingFen = budgetFen + adjustmentFen;
  const shared = overOrUnder(feeForServiceFen - ceilingFen, { borne: section.overspendShare, kept: section.surplusShare }, clause);
  const settled = { entitlementFen: feeForServiceFen + shared.changeFen, specialFen: 0, outsideFen: 0, withheldFen: 0, prepaidFen, deductionsFen };
  return {
    poolId,
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
      ...yearsStep(claim),
      step('settlement.budgeted.limit', 'C = B + A', { B: inFen(budgetFen), A: inFen(adjustmentFen) }, ceilingFen),
      shared.step,
      step('settlement.ceiling.entitlement', 'entitlement = A + reward − borne', { A: inFen(feeForServiceFen), change: inFen(shared.changeFen) }, settled.entitlementFen),
      finalStep(settled, clause),
    ],
  };
}

function yearsStep(claim: BudgetedClaim): WorkingStep[] {
  if (claim.years.length === 0) return [];
  const operands = { years: inCount(claim.years.length), mean: inFen(budgetOfYears({ ...claim, growth: '0' }) ?? 0), growth: inRate(claim.growth) };
  return [step('settlement.budgeted.base', 'B = half-up(mean of past years × (1 + growth))', operands, claim.budgetFen)];
}

function step(name: string, formula: string, operands: WorkingStep['operands'], resultFen: Fen): WorkingStep {
  return { step: name, clause, confidence: null, formula, operands, result: inFen(resultFen) };
}

export function budgetedRefusals(section: BudgetedSection | undefined): SettlementRefusal[] {
  if (section === undefined) return [];
  return [
    ...shareOutOfRange('budgetedOverspendShare', section.overspendShare, '0', '1'),
    ...shareOutOfRange('budgetedSurplusShare', section.surplusShare, '0', '1'),
    ...section.pools.flatMap((pool) => [...institutionsTwice(pool.id, pool.institutions), ...pool.institutions.flatMap((claim) => claimProblems(pool.id, claim))]),
  ];
}

function claimProblems(poolId: string, claim: BudgetedClaim): SettlementRefusal[] {
  const { code, years, growth, budgetFen, adjustmentFen, feeForServiceFen, prepaidFen, deductionsFen } = claim;
  const malformed = [
    ...growthOutOfRange('growth', growth),
    ...years.flatMap(({ weight }) => shareOutOfRange('weight', weight, '0', '1000')),
    ...invalidAmounts(poolId, code, { budgetFen, adjustmentFen, feeForServiceFen, prepaidFen, deductionsFen }, ['adjustmentFen', 'feeForServiceFen']),
    ...years.flatMap(({ fundFen }) => invalidAmounts(poolId, code, { fundFen })),
  ];
  if (malformed.length > 0) return malformed;
  const computedFen = budgetOfYears(claim);
  const limitFen = budgetFen + adjustmentFen;
  const problems: SettlementRefusal[] = [];
  if (computedFen !== null && computedFen !== budgetFen) problems.push({ code: 'settlement.budget_basis_differs', facts: { poolId, code, computedFen, budgetFen } });
  if (limitFen < 0) problems.push({ code: 'settlement.limit_negative', facts: { poolId, code, limitFen } });
  return problems;
}
