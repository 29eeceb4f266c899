import { describe, expect, test } from 'vitest';
import { computeBase, explainBase } from '@/server/domain/budget/compute-base';
import { dealBudget } from '@/server/domain/budget/deal-budget';
import { packOf } from '../policy/packs';

const clausesOf = (region: string) => ({ budget: packOf(region).budget, composite: packOf(region).settlement.composite ?? null });
const yuan = (amount: number) => amount * 100;

describe('a budget by the mean of past years', () => {
  const years = (weights: readonly string[], ...funds: number[]) =>
    funds.map((fund, at) => ({ year: String(2025 - funds.length + at), fundFen: yuan(fund), weight: weights[at] ?? '0' }));

  test.each([
    // Rizhao: the mean of the two years before, and growth.
    ['371100', years(['1', '1'], 1_000_000, 1_200_000), '0.05', 1_155_000],
    ['371100', years(['1', '1'], 1_000_000, 1_200_000), '0', 1_100_000],
    // Zhejiang: 20, 30 and 50 per cent, the oldest first.
    ['331100', years(['0.2', '0.3', '0.5'], 900_000, 1_000_000, 1_200_000), '0.05', 1_134_000],
    ['331100', years(['0.2', '0.3', '0.5'], 1_200_000, 1_000_000, 900_000), '0.05', 1_039_500],
    // A year of falling costs.
    ['371100', years(['1', '1'], 1_000_000, 1_200_000), '-0.02', 1_078_000],
  ])('%s: %j × (1 + %s)', (region, list, growth, base) => {
    expect(computeBase({ method: 'mean_of_years', years: list, growth }, clausesOf(region)).baseFen).toBe(yuan(base));
  });

  test('is rounded once, at the end', () => {
    const list = [{ year: '2023', fundFen: 101, weight: '1' }, { year: '2024', fundFen: 100, weight: '1' }, { year: '2025', fundFen: 100, weight: '1' }];
    // 100.333… × 1.05 = 105.35; rounding the mean first would give 105.
    expect(computeBase({ method: 'mean_of_years', years: list, growth: '0.05' }, clausesOf('371100')).baseFen).toBe(105);
    expect(computeBase({ method: 'mean_of_years', years: list, growth: '0.0517' }, clausesOf('371100')).baseFen).toBe(106);
  });

  test('says which years it took and by which clause', () => {
    const [step] = computeBase({ method: 'mean_of_years', years: years(['1', '1'], 1, 2), growth: '0.05' }, clausesOf('371100')).working;
    expect(step).toMatchObject({ step: 'budget.mean', confidence: 'official', operands: { '2023': { value: 100 }, '2024': { value: 200 }, weights: { value: '1 : 1' }, growth: { value: '0.05' } } });
    expect(step?.clause).toContain('前两个年度');
  });
});

describe('a budget by heads', () => {
  test('leaves out whose costs stay outside (Qinhuangdao)', () => {
    const heads = [{ insutype: '390', insured: 50_000, excluded: 1_200, perHeadFen: yuan(900) }] as const;
    const base = computeBase({ method: 'per_head', countedOn: '2025-01-01', heads }, clausesOf('130300'));
    expect(base.baseFen).toBe(yuan(48_800 * 900));
    expect(base.working.map(({ step, confidence, result }) => [step, confidence, result.value])).toEqual([
      ['budget.heads', 'official', 48_800],
      ['budget.per_head', null, yuan(48_800 * 900)],
    ]);
  });
});

describe('a composite budget (Shenyang)', () => {
  test('adds outpatient heads, points at one rate and bed-days', () => {
    const parts = { outpatientHeads: 20_000, perHeadFen: yuan(600), drgPoints: '1523.4567', drgRateFen: yuan(9_000), bedDays: 3_100, bedDayRateFen: yuan(260) };
    const base = computeBase({ method: 'composite', ...parts }, clausesOf('210100'));
    // 12,000,000 + 13,711,110.30 + 806,000
    expect(base.baseFen).toBe(2_651_711_030);
    expect(base.working.map(({ result }) => result.value)).toEqual([1_200_000_000, 1_371_111_030, 80_600_000, 2_651_711_030]);
  });
});

describe('dealing the region’s budget', () => {
  const from = { pool: '390-ordinary', version: 2, totalFen: 100 } as const;
  const claim = (code: string, weight: number) => ({ code, weight, scope: { kind: 'institution', institutionCode: code } as const });

  test('gives everybody their part, to the 分, ties by code', () => {
    const dealt = dealBudget(from, 'members', [claim('H3', 1), claim('H1', 1), claim('H2', 1), claim('H4', 0)]);
    expect(dealt).toMatchObject({ ok: true, value: [{ baseFen: 33 }, { baseFen: 34 }, { baseFen: 33 }, { baseFen: 0 }] });
    const [first] = dealt.ok ? dealt.value : [];
    expect(first?.basis).toEqual({ method: 'dealt', by: 'members', fromVersion: 2, totalFen: 100, weight: 1, totalWeight: 3 });
    expect(first && explainBase(first.basis, first.baseFen, clausesOf('130300'))).toMatchObject([{ step: 'budget.dealt', operands: { weight: { unit: 'count', value: 1 } }, result: { value: 33 } }]);
  });

  test('needs something to deal by; who gave more back than they cost gets nothing', () => {
    expect(dealBudget(from, 'past_spending', [claim('H1', 0), claim('H2', -5)])).toMatchObject({ ok: false, refusals: [{ code: 'budget.no_weight_to_deal_by' }] });
    expect(dealBudget(from, 'past_spending', [claim('H1', 10), claim('H2', -5)])).toMatchObject({ ok: true, value: [{ baseFen: 100 }, { baseFen: 0 }] });
  });
});
