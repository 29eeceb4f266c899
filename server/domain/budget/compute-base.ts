import { type Exact, type Fen, exact, roundHalfUp, sumFen, timesRate } from '@/server/domain/kernel/money';
import { unreachable } from '@/server/domain/kernel/outcome';
import { type BudgetTerms } from '@/server/domain/policy/budget-terms';
import { type Cited, type Quantity, type WorkingStep, citationOf, inCount, inFen, inNumber, inRate, inText } from '@/server/domain/policy/cited';
import type { CompositeTerms } from '@/server/domain/policy/policy-version';
import type { BudgetBasis, BudgetHeads, BudgetYear, CompositeParts, DealtBasis } from './budget';

export interface ComputedBase {
  readonly baseFen: Fen;
  readonly working: readonly WorkingStep[];
}

/** What a base cites: the policy's own numbers where it uses them, nothing where somebody gave others. */
export interface BaseClauses {
  readonly budget: BudgetTerms | null;
  readonly composite: CompositeTerms | null;
}

/** A base that is worked out; a fixed one is given, and the shares of a dealt one come from `dealBudget`. */
export type WorkedBasis = Exclude<BudgetBasis, { readonly method: 'fixed' | 'dealt' }>;

/**
 * 控费总额的测算, from frozen operands. Each is rounded half-up once.
 * per_head: Σ (insured − excluded) × amount (秦医保建议字〔2019〕6号 三); mean_of_years: Σ fund × weight ÷ Σ weight × (1 + growth) (日照：前两年平均数
 * 结合增长率); composite: outpatient heads × amount + points × rate + bed-days × day rate (沈阳 二（一）8).
 */
export function computeBase(basis: WorkedBasis, clauses: BaseClauses): ComputedBase {
  switch (basis.method) {
    case 'per_head':
      return byHeads(basis.heads, clauses.budget?.excludedIdentities ?? null);
    case 'mean_of_years':
      return byYears(basis.years, basis.growth, clauses.budget);
    case 'composite':
      return byParts(basis, clauses.composite);
    default:
      return unreachable(basis);
  }
}

/** 为什么是这个数: the working of any base. */
export function explainBase(basis: BudgetBasis, baseFen: Fen, clauses: BaseClauses): readonly WorkingStep[] {
  if (basis.method === 'fixed') return [step('budget.fixed', 'B as it was set', {}, inFen(baseFen))];
  return basis.method === 'dealt' ? [dealtStep(basis, baseFen, clauses.budget?.dealBy ?? null)] : computeBase(basis, clauses).working;
}

function byHeads(heads: readonly BudgetHeads[], excluding: Cited<unknown> | null): ComputedBase {
  const counting = heads.map((each) =>
    step('budget.heads', 'heads = insured − excluded', { insutype: inText(each.insutype), insured: inCount(each.insured), excluded: inCount(each.excluded) }, inCount(each.insured - each.excluded), excluding),
  );
  const parts = heads.map(({ insured, excluded, perHeadFen }) => (insured - excluded) * perHeadFen);
  const baseFen = sumFen(parts);
  const pricing = heads.map((each, at) =>
    step('budget.per_head', 'B = heads × amount', { heads: inCount(each.insured - each.excluded), perHead: inFen(each.perHeadFen) }, inFen(parts[at] ?? 0)),
  );
  return { baseFen, working: [...counting, ...pricing] };
}

function byYears(years: readonly BudgetYear[], growth: string, terms: BudgetTerms | null): ComputedBase {
  const total = (of: (year: BudgetYear) => Exact) => years.map(of).reduce((sum, each) => sum.plus(each), exact(0));
  const weighted = total(({ fundFen, weight }) => exact(fundFen).times(weight));
  const weights = total(({ weight }) => exact(weight));
  const baseFen = roundHalfUp(weighted.times(exact(growth).plus(1)).dividedBy(weights));
  const funds = Object.fromEntries(years.map(({ year, fundFen }) => [year, inFen(fundFen)]));
  const operands = { ...funds, weights: inText(years.map(({ weight }) => weight).join(' : ')), growth: inRate(growth) };
  return { baseFen, working: [step('budget.mean', 'B = half-up(Σ fund × weight ÷ Σ weight × (1 + growth))', operands, inFen(baseFen), terms?.yearWeights ?? null)] };
}

function byParts(parts: CompositeParts, terms: CompositeTerms | null): ComputedBase {
  const { outpatientHeads, perHeadFen, drgPoints, drgRateFen, bedDays, bedDayRateFen } = parts;
  const outpatientFen = outpatientHeads * perHeadFen;
  const drgFen = timesRate(drgRateFen, drgPoints);
  const bedFen = bedDays * bedDayRateFen;
  const baseFen = sumFen([outpatientFen, drgFen, bedFen]);
  return {
    baseFen,
    working: [
      step('budget.outpatient', 'outpatient = heads × amount', { heads: inCount(outpatientHeads), perHead: inFen(perHeadFen) }, inFen(outpatientFen), terms?.outpatientPerHead ?? null),
      step('budget.drg', 'inpatient = half-up(points × rate)', { drgPoints: inNumber(drgPoints), drgRate: inFen(drgRateFen) }, inFen(drgFen), terms?.drgRate ?? null),
      step('budget.bed_days', 'long stays = bed-days × day rate', { bedDays: inCount(bedDays), bedDayRate: inFen(bedDayRateFen) }, inFen(bedFen), terms?.bedDayRate ?? null),
      step('budget.composite', 'B = outpatient + inpatient + long stays', { outpatient: inFen(outpatientFen), inpatient: inFen(drgFen), longStays: inFen(bedFen) }, inFen(baseFen)),
    ],
  };
}

function dealtStep({ by, totalFen, weight, totalWeight }: DealtBasis, baseFen: Fen, parameter: Cited<unknown> | null): WorkingStep {
  const weightOf = by === 'past_spending' ? inFen : inCount;
  return step(
    'budget.dealt',
    'B = region × weight ÷ Σ weights, dealt by largest remainder',
    { region: inFen(totalFen), by: inText(by), weight: weightOf(weight), weights: weightOf(totalWeight) },
    inFen(baseFen),
    parameter,
  );
}

function step(name: string, formula: string, operands: Readonly<Record<string, Quantity>>, result: Quantity, parameter: Cited<unknown> | null = null): WorkingStep {
  return { step: name, ...citationOf(parameter), formula, operands, result };
}
