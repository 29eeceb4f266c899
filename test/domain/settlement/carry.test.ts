import { describe, expect, test } from 'vitest';
import { type Carry, carriesInto, carryDifferences } from '@/server/domain/settlement/carry';
import { changesBehind, compareInputs } from '@/server/domain/settlement/compare-inputs';
import { compareStatements } from '@/server/domain/settlement/compare-statements';
import { settle, verifyStatement } from '@/server/domain/settlement/settle';
import type { PointsClaim, SettlementInput, Statement } from '@/server/domain/settlement/statement';

const pool = '310-ordinary';
const claim = (code: string, fundFen: number, more: Partial<PointsClaim> = {}): PointsClaim => ({ code, fundFen, specialFen: 0, prepaidFen: 0, deductionsFen: 0, ...more });

function year(carried?: readonly Carry[], institutions = [claim('H1', 600), claim('H2', 400)], budgetFen = 1000): SettlementInput {
  const feeForServiceFen = institutions.reduce((sum, { fundFen, specialFen }) => sum + fundFen + specialFen, 0);
  const amounts = { budgetFen, adjustmentFen: 0, feeForServiceFen, outOfRegionFen: 0, specialFeesFen: 0, persons: 10 };
  return { method: 'points', institutionShare: '0.5', reading: 'institution_share', pools: [{ id: pool, ...amounts, institutions }], ...(carried ? { carried } : {}) };
}

function settled(input: SettlementInput): Statement {
  const outcome = settle(input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
}

describe('what an institution brings along from years before', () => {
  test('is taken into its final, with a step of working, and into the totals', () => {
    const statement = settled(year([{ poolId: pool, code: 'H2', amountFen: -150 }]));
    expect(statement.lines.map(({ code, carriedFen, finalFen }) => [code, carriedFen, finalFen])).toEqual([['H1', undefined, 600], ['H2', -150, 250]]);
    expect(statement.lines[1]?.working.at(-1)).toMatchObject({ step: 'settlement.carried', result: { value: 250 } });
    expect(statement.totals).toMatchObject({ carriedFen: -150, finalFen: 850 });
    expect(verifyStatement(statement)).toEqual({ ok: true, value: [] });
  });

  test('is not forgotten when the institution has no line this year', () => {
    const statement = settled(year([{ poolId: pool, code: 'H7', amountFen: -99 }]));
    expect(statement.lines.at(-1)).toMatchObject({ code: 'H7', entitlementFen: 0, carriedFen: -99, finalFen: -99 });
  });

  test('changes nothing where there is none', () => {
    expect(settled(year([]))).toMatchObject({ lines: settled(year()).lines, totals: settled(year()).totals });
  });

  test('is found by the pools and the line that its institution belongs to now', () => {
    const basis = { pools: [pool, '310-special'] as const, ledgerPools: { both: [pool, '310-special'] as const }, groups: { T1: ['T1', 'V1'] }, leftOut: [] };
    const balances = [
      { pool, institutionCode: 'V1', amountFen: -10 },
      { pool: '310-special', institutionCode: 'T1', amountFen: -5 },
      { pool: '390-ordinary', institutionCode: 'T1', amountFen: -1000 },
    ] as const;
    expect(carriesInto(basis, balances)).toEqual([{ poolId: 'both', code: 'T1', amountFen: -15 }]);
    const leftOut = [{ reason: 'no_budget', pool, institutionCode: 'V1', feeForServiceFen: 70 }] as const;
    // Whose claims of the year stay open keeps its carry too: a line of it would close them.
    expect(carriesInto({ ...basis, leftOut }, balances)).toEqual([{ poolId: 'both', code: 'T1', amountFen: -5 }]);
    expect(carryDifferences([{ poolId: 'both', code: 'T1', amountFen: -15 }], carriesInto(basis, balances))).toEqual([]);
    expect(carryDifferences([], carriesInto(basis, balances))).toEqual([{ poolId: 'both', code: 'T1', amount: 'carried', inputFen: 0, ledgerFen: -15 }]);
  });
});

describe('two versions of a year', () => {
  test('tell line by line what changed and which inputs it comes from', () => {
    const before = settled(year(undefined, [claim('H1', 600), claim('H2', 400, { deductionsFen: 20 })]));
    const later = settled(year([{ poolId: pool, code: 'H2', amountFen: -7 }], [claim('H1', 600), claim('H2', 400, { deductionsFen: 50 })], 1200));
    const comparison = compareStatements(before, later);
    expect(comparison.inputs).toEqual([
      { poolId: pool, code: 'H2', part: null, field: 'carriedFen', before: null, after: -7 },
      { poolId: pool, code: 'H2', part: null, field: 'deductionsFen', before: 20, after: 50 },
      { poolId: pool, code: null, part: null, field: 'budgetFen', before: 1000, after: 1200 },
    ]);
    const [first, second] = comparison.lines;
    expect(first?.because.map(({ field }) => field)).toEqual(['budgetFen']);
    expect(second?.because.map(({ field }) => field)).toEqual(['carriedFen', 'deductionsFen', 'budgetFen']);
    expect(second?.changes.map(({ amount }) => amount)).toEqual(['entitlementFen', 'deductionsFen', 'carriedFen', 'finalFen']);
  });

  test('of equal inputs have nothing to tell', () => {
    expect(compareInputs(year(), year())).toEqual([]);
    expect(compareStatements(settled(year()), settled(year()))).toMatchObject({ inputs: [], lines: [], pools: [], unchangedLines: 2 });
  });

  test('are compared whatever the method, down to the parts of a line', () => {
    const alliance = (insideFen: number, insured: number): SettlementInput => ({
      method: 'alliance_total',
      staffShare: '0.5',
      reasonableOverspendFundShare: '0.5',
      pools: [{ id: pool, alliances: [{ code: 'L', budgetFen: insured * 10, adjustmentFen: 0, deductionsFen: 0, heads: { insured, excluded: 0, perHeadFen: 10 }, reasonable: null, elsewhere: [{ code: 'X', insideFen: 1 }], members: [{ code: 'L', insideFen, outsideFen: 0, prepaidFen: 0 }] }] }],
    });
    const changes = compareInputs(alliance(70, 10), alliance(80, 11));
    expect(changes.map(({ code, part, field, before, after }) => [code, part, field, before, after])).toEqual([
      ['L', 'L', 'insideFen', 70, 80],
      ['L', null, 'budgetFen', 100, 110],
      ['L', null, 'insured', 10, 11],
    ]);
    expect(changesBehind({ poolId: '390-ordinary', code: 'L' }, changes)).toEqual([]);
  });
});
