import { describe, expect, test } from 'vitest';
import type { CompositeInput, TotalKeptInput } from '@/server/domain/settlement/alliance-inputs';
import type { PointsInput } from '@/server/domain/settlement/points-inputs';
import { type HeldScores, scoreChanges } from '@/server/domain/settlement/score-changes';
import type { YearScore } from '@/server/domain/settlement/year-books';

const rule = { withheldShare: '0.05', fullScore: 90 };
const claim = { code: 'H1', budgetFen: 0, adjustmentFen: 0, elsewhere: [], deductionsFen: 0 };
const stay = (points: string, more: Partial<YearScore> = {}): YearScore => ({ pool: '310-inpatient', institutionCode: 'H1', scheme: 'DRG', points, bedDays: 0, stays: 1, ...more });
const held = (more: Partial<HeldScores> = {}): HeldScores => ({ ofAlliances: new Map(), ofInstitutions: new Map(), allianceOf: () => 'A1', stays: [], ...more });

describe('an assessment that a part is kept back by', () => {
  const input: TotalKeptInput = {
    method: 'total_kept_or_borne',
    assessment: rule,
    pools: [
      { id: '390-total', kind: 'total', alliances: [{ ...claim, members: [], heads: { insured: 0, excluded: 0, perHeadFen: 0 }, score: '92.5' }] },
      { id: '390-special', kind: 'capitation', alliances: [{ ...claim, members: [], heads: { insured: 0, excluded: 0, perHeadFen: 0 }, score: null }] },
    ],
  };

  test.each([
    ['92.5', []],
    ['88', [{ of: 'assessment', poolId: '390-total', code: 'H1', used: '92.5', current: '88' }]],
    [null, [{ of: 'assessment', poolId: '390-total', code: 'H1', used: '92.5', current: null }]],
  ])('of an alliance, approved at %s now', (score, changes) => {
    expect(scoreChanges(input, { ledgerPools: {}, pools: [] }, held({ ofAlliances: new Map(score === null ? [] : [['A1', score]]) }))).toEqual(changes);
  });

  test('says nothing where nothing is kept back', () => {
    expect(scoreChanges({ ...input, assessment: { ...rule, withheldShare: '0' } }, { ledgerPools: {}, pools: [] }, held())).toEqual([]);
  });
});

test('points of an institution, and its assessment', () => {
  const input: PointsInput = {
    ...{ method: 'points', institutionShare: '0.5', reading: 'literal', assessment: rule },
    pools: [{ ...{ id: '310-inpatient', budgetFen: 0, adjustmentFen: 0, feeForServiceFen: 0, outOfRegionFen: 0, specialFeesFen: 0, persons: 0, scoring: { scheme: 'DRG' } }, institutions: [{ code: 'H1', fundFen: 0, specialFen: 0, prepaidFen: 0, deductionsFen: 0, points: '1.7', score: '90' }] }],
  };
  const basis = { ledgerPools: {}, pools: ['310-inpatient'] } as const;
  const ofInstitutions = new Map([['H1', '90']]);
  expect(scoreChanges(input, basis, held({ ofInstitutions, stays: [stay('0.85', { stays: 2 })] }))).toEqual([]);
  expect(scoreChanges(input, basis, held({ ofInstitutions: new Map([['H1', '91']]), stays: [stay('0.85')] }))).toEqual([
    { of: 'points', poolId: '310-inpatient', code: 'H1', used: '1.7', current: '0.85' },
    { of: 'assessment', poolId: '310-inpatient', code: 'H1', used: '90', current: '91' },
  ]);
});

test('weights and days of an alliance’s member', () => {
  const members = [{ code: 'H1', insideFen: 0, outsideFen: 0, prepaidFen: 0, staysFen: 0, drgPoints: '0.85', bedDays: 9 }];
  const input: CompositeInput = { method: 'composite', drgRateFen: 1, bedDayRateFen: 1, pools: [{ id: '310-total', outpatientPerHeadFen: 1, alliances: [{ ...claim, outpatientHeads: 0, members }] }] };
  const basis = { ledgerPools: { '310-total': ['310-ordinary', '310-inpatient'] }, pools: ['310-ordinary', '310-inpatient'] } as const;
  const day = stay('0', { scheme: 'bed_day', bedDays: 9 });
  expect(scoreChanges(input, basis, held({ stays: [stay('0.85'), day] }))).toEqual([]);
  expect(scoreChanges(input, basis, held({ stays: [stay('0.85'), { ...day, bedDays: 8 }, stay('1', { pool: '390-inpatient' })] }))).toEqual([
    { of: 'bed_days', poolId: '310-total', code: 'H1', used: '9', current: '8' },
  ]);
});
