import { describe, expect, test } from 'vitest';
import { checkPolicy } from '@/server/domain/policy/check/check-policy';
import { findPlan, findPolicyInForce } from '@/server/domain/policy/find-policy';
import { listParameters } from '@/server/domain/policy/list-parameters';
import { insutypes, medTypes } from '@/server/domain/registry/codes';
import { listPolicyFiles, packOf, readPolicyFile } from './packs';

type Json = Record<string, never>;

/** A fresh copy of Shenyang's document with one change made to it. */
function brokenDocument(change: (document: ReturnType<typeof anyJson>) => void): unknown {
  const document = anyJson();
  change(document);
  return document;
}

function anyJson() {
  return structuredClone(readPolicyFile('210100/2024-01-01.json')) as {
    [key: string]: unknown;
    objectionWorkingDays: Json;
    quota: { slotShare: { value: string }; leadDays: { value: unknown } };
    contract: { termYears: { value: number[] } };
    benefit: {
      plans: {
        id: string;
        medTypes: string[];
        rates: Record<string, { value?: unknown; clause?: string; confidence?: string }>;
        deductible: { byLevel: Record<string, unknown> };
        uncovered: { value: string[] } | null;
      }[];
    };
    capitation: { prepaymentShare: { value: string }; ageBands: { fromAge: number; toAge: number | null }[] };
    settlement: { points: { institutionShare: { value: unknown } }; composite?: unknown };
  };
}

function problemsOf(document: unknown) {
  const outcome = checkPolicy(document);
  return outcome.ok ? [] : outcome.refusals.map(({ code, facts }) => ({ code, ...facts }));
}

describe('the five policy packs', () => {
  test('are the five regions of the design', () => {
    expect(listPolicyFiles().map((file) => file.slice(0, 6))).toEqual(['130300', '210100', '331100', '371100', '630000']);
  });

  test.each(listPolicyFiles())('%s passes the checker', (file) => {
    expect(problemsOf(readPolicyFile(file))).toEqual([]);
  });

  test.each(listPolicyFiles())('%s has a plan for every kind of visit, and lies where its region and day say', (file) => {
    const policy = packOf(file.slice(0, 6));
    expect(file).toBe(`${policy.regionCode}/${policy.inForceFrom}.json`);
    for (const insutype of insutypes) {
      for (const medType of medTypes) expect(findPlan(policy, insutype, medType)?.insutype).toBe(insutype);
    }
  });

  test('Shenyang can also be settled by points and by a per-head ceiling', () => {
    expect(Object.keys(packOf('210100').settlement)).toEqual(['method', 'points', 'per_head_ceiling', 'composite']);
  });
});

describe('a broken document', () => {
  test('lists everything that is wrong with it, each with its place', () => {
    const document = brokenDocument((json) => {
      const rates = json.benefit.plans[0]?.rates ?? {};
      delete rates['level2']?.clause;
      if (rates['level3']) rates['level3'].value = { working: 0.55, retired: '1.60' };
      json.quota.slotShare.value = '0.33';
      json.quota.leadDays.value = -1;
      json.capitation.prepaymentShare.value = '0.85';
      json.settlement.points.institutionShare.value = '0.4';
      json['remark'] = 'free text';
      delete json['title'];
    });
    expect(problemsOf(document)).toEqual([
      { code: 'policy.key_unknown', path: '', key: 'remark' },
      { code: 'policy.key_missing', path: '', key: 'title' },
      { code: 'policy.wrong_kind', path: 'quota.slotShare.value', expected: 'fraction', found: '"0.33"' },
      { code: 'policy.out_of_range', path: 'quota.leadDays.value', least: '0', most: '366', found: '-1' },
      { code: 'policy.key_missing', path: 'benefit.plans[0].rates.level2', key: 'clause' },
      { code: 'policy.wrong_kind', path: 'benefit.plans[0].rates.level3.value.working', expected: 'decimal_text', found: '0.55' },
      { code: 'policy.out_of_range', path: 'benefit.plans[0].rates.level3.value.retired', least: '0', most: '1', found: '1.60' },
      { code: 'policy.out_of_range', path: 'capitation.prepaymentShare.value', least: '0.90', most: '1', found: '0.85' },
      { code: 'policy.out_of_range', path: 'settlement.points.institutionShare.value', least: '0.5', most: '1', found: '0.4' },
    ]);
  });

  test('a covered level without a rate or deductible is named', () => {
    const document = brokenDocument((json) => {
      const [plan] = json.benefit.plans;
      delete plan?.rates['level3'];
      delete plan?.deductible.byLevel['village'];
      const resident = json.benefit.plans[1];
      if (resident?.uncovered) resident.uncovered.value.push('township');
    });
    expect(problemsOf(document)).toEqual([
      { code: 'policy.level_without_rule', path: 'benefit.plans[0]', level: 'village', lacks: 'deductible' },
      { code: 'policy.level_without_rule', path: 'benefit.plans[0]', level: 'level3', lacks: 'rate' },
      { code: 'policy.level_covered_and_uncovered', path: 'benefit.plans[1]', level: 'township' },
    ]);
  });

  test('two plans for one kind of visit, and plans of one name', () => {
    const document = brokenDocument((json) => {
      json.benefit.plans[2]?.medTypes.push('11');
      if (json.benefit.plans[3]) json.benefit.plans[3].id = '310-inpatient';
    });
    expect(problemsOf(document)).toEqual([
      { code: 'policy.duplicate', path: 'benefit.plans', value: '310-inpatient' },
      { code: 'policy.plans_overlap', path: 'benefit.plans', insutype: '310', medType: '11', planIds: ['310-inpatient', '310-outpatient'] },
      // An enhancement that named the second plan has lost it.
      { code: 'policy.not_allowed', path: 'benefit.enhancements[2].asPlan', allowed: ['390-outpatient', '310-inpatient', '390-special'], found: '390-inpatient' },
    ]);
  });

  test('age bands with a gap or without an end, a default term that is no choice, a method without its numbers', () => {
    const document = brokenDocument((json) => {
      json.capitation.ageBands.pop();
      if (json.capitation.ageBands[1]) json.capitation.ageBands[1].fromAge = 8;
      json.contract.termYears.value = [2, 3];
      delete json.settlement.composite;
    });
    expect(problemsOf(document)).toEqual([
      { code: 'policy.not_allowed', path: 'contract.defaultTermYears', allowed: ['2', '3'], found: '1' },
      { code: 'policy.out_of_order', path: 'capitation.ageBands[1]', before: '7', after: '8' },
      { code: 'policy.ages_not_covered', path: 'capitation.ageBands', fromAge: 65, toAge: null },
      { code: 'policy.method_without_terms', path: 'settlement', method: 'composite' },
    ]);
  });

  test.each([
    ['slices that do not begin at nothing', [{ from: '100.00', rate: '0.5' }], 'policy.out_of_range', 'value[0].from'],
    ['slices out of order', [{ from: '0.00', rate: '0.5' }, { from: '0.00', rate: '0.6' }], 'policy.out_of_order', 'value[1].from'],
    ['no slices', [], 'policy.out_of_range', 'value'],
    ['more than six decimals', '0.1234567', 'policy.wrong_kind', 'value'],
    ['no text', null, 'policy.wrong_kind', 'value'],
  ])('a rate with %s', (_, value, code, place) => {
    const document = brokenDocument((json) => {
      const rate = json.benefit.plans[0]?.rates['level3'];
      if (rate) rate.value = value;
    });
    expect(problemsOf(document)).toMatchObject([{ code, path: `benefit.plans[0].rates.level3.${place}` }]);
  });

  test.each([[null], [[]], ['policy'], [undefined]])('%j is no document at all', (document) => {
    expect(problemsOf(document)).toMatchObject([{ code: 'policy.wrong_kind', path: '', expected: 'object' }]);
  });
});

describe('which version is in force', () => {
  const [early, late] = [
    { ...packOf('210100'), id: 'early', inForceTo: '2024-12-31' },
    { ...packOf('210100'), id: 'late', inForceFrom: '2024-07-01', inForceTo: null },
  ];
  test.each([
    ['2023-12-31', null],
    ['2024-01-01', 'early'],
    ['2024-06-30', 'early'],
    ['2024-07-01', 'late'],
    ['2030-01-01', 'late'],
  ])('on %s it is %s', (day, id) => {
    expect(findPolicyInForce([early, late], day)?.id ?? null).toBe(id);
    expect(findPolicyInForce([late, early], day)?.id ?? null).toBe(id);
  });
});

describe('the parameters of a policy screen', () => {
  const parameters = listParameters(packOf('210100'));
  const at = (path: string) => parameters.find((parameter) => parameter.path === path);

  test('every cited number of the document is there once', () => {
    const cited = JSON.stringify(readPolicyFile('210100/2024-01-01.json')).match(/"confidence":/g)?.length;
    expect(parameters).toHaveLength(cited ?? 0);
    expect(new Set(parameters.map((parameter) => parameter.path)).size).toBe(parameters.length);
  });

  test('each says what it is measured in, whom it holds for and how sure it is', () => {
    expect(at('benefit.plans[0].rates.level3')).toEqual({
      path: 'benefit.plans[0].rates.level3',
      key: 'benefit.plans[310-outpatient].rates.level3',
      subject: '职工门诊统筹',
      clause: '城市参数汇编：沈阳职工门诊统筹2024',
      confidence: 'secondary',
      note: null,
      values: [
        { group: 'working', fromFen: 0, quantity: { unit: 'rate', value: '0.55' } },
        { group: 'retired', fromFen: 0, quantity: { unit: 'rate', value: '0.60' } },
      ],
    });
    expect(at('benefit.plans[0].annualMaximum')?.values).toEqual([
      { group: null, fromFen: null, quantity: { unit: 'fen', value: 1_200_000 } },
    ]);
    expect(at('quota.slotShare')).toMatchObject({ confidence: 'official', values: [{ quantity: { unit: 'text', value: '1/3' } }] });
    expect(at('contract.termYears')?.values.map(({ quantity }) => quantity.value)).toEqual([1, 2, 3]);
    expect(at('settlement.per_head_ceiling.perHead')?.values[0]?.quantity).toEqual({ unit: 'fen', value: 5_000 });
    expect(at('settlement.per_head_ceiling.overspendShare')?.values[0]?.quantity.unit).toBe('rate');
    expect(at('capitation.ageBands[2].weight')?.values.map(({ group }) => group)).toEqual(['male', 'female']);
    expect(at('capitation.normaliseWeights')?.values[0]?.quantity).toEqual({ unit: 'text', value: 'false' });
  });
});
