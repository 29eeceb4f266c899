import { describe, expect, test } from 'vitest';
import { checkVisit, isCivilTime, type VisitContext, type VisitReport } from '@/server/domain/visit/check-visit';
import { compareVisits, visitKeyText } from '@/server/domain/visit/compare-visits';
import { packOf } from '../policy/packs';

const report: VisitReport = {
  institutionCode: 'H21010200001',
  settlementId: 'S1',
  residentName: '王 小明',
  certificateEnding: '1234',
  insutype: '310',
  medType: '11',
  settledAt: '2024-03-01 09:00:00',
  diagnosisCode: null,
  diagnosisName: null,
  totalFen: 12_000,
  fullSelfPayFen: 1_000,
  overLimitSelfPayFen: 500,
  advanceSelfPayFen: 500,
  inScopeFen: 10_000,
  startedAt: null,
  endedAt: null,
  essentialDrugFen: null,
  prescriptionDays: null,
  reportedDeductibleFen: null,
  reportedPoolFen: null,
  reportedAccountFen: null,
  reportedCashFen: null,
  reportedFundFen: null,
  specialFee: false,
  referralNumber: null,
  isRefund: false,
  originalSettlementId: null,
};

const shenyang = packOf('210100');
const withoutPlans = { ...shenyang, benefit: { ...shenyang.benefit, plans: [] } };

const context: VisitContext = {
  today: '2024-12-31',
  regionCode: '210100',
  institutionKnown: true,
  resident: { id: 'resident-1', name: '王小明', birthDay: '1960-05-01', deathDay: null },
  policies: [shenyang],
};

const resident = { id: 'resident-1', name: '王小明', birthDay: '1960-05-01', deathDay: null };

function refusalsOf(reportChange: Partial<VisitReport>, contextChange: Partial<VisitContext> = {}) {
  const outcome = checkVisit({ ...report, ...reportChange }, { ...context, ...contextChange });
  return outcome.ok ? [] : outcome.refusals;
}

describe('what a visit tells besides its amounts', () => {
  test.each<[string, Partial<VisitReport>, string[]]>([
    ['nothing', {}, []],
    ['a stay of a week', { startedAt: '2024-02-23 08:00:00', endedAt: '2024-03-01 10:00:00' }, []],
    ['a bill settled before the patient left', { startedAt: '2024-02-23 08:00:00', endedAt: '2024-03-04 10:00:00' }, []],
    ['clocks that differ on one day', { startedAt: '2024-03-01 09:05:00' }, []],
    ['a beginning after the settlement', { startedAt: '2024-03-02 00:00:00' }, ['visit.started_after_settlement']],
    ['an end before the beginning', { startedAt: '2024-02-23 08:00:00', endedAt: '2024-02-23 07:59:59' }, ['visit.ended_before_start']],
    ['an end that has not come', { endedAt: '2025-01-01 00:00:00' }, ['visit.ended_in_future']],
    ['a beginning before birth', { startedAt: '1960-04-30 08:00:00' }, ['visit.started_before_birth']],
    ['times that are none', { startedAt: '2024-3-1', endedAt: '2024-02-30 08:00:00' }, ['visit.time_malformed', 'visit.time_malformed']],
    ['essential drugs only', { essentialDrugFen: 10_000 }, []],
    ['more essential drugs than care', { essentialDrugFen: 10_001 }, ['visit.essential_drugs_outside_scope']],
    ['essential drugs below nothing', { essentialDrugFen: -1 }, ['visit.essential_drugs_outside_scope']],
    ['a refund of them', { essentialDrugFen: -10_000, inScopeFen: -10_000, totalFen: -8_000, isRefund: true, originalSettlementId: 'S0' }, []],
    ['no days', { prescriptionDays: 0 }, ['visit.prescription_days_out_of_range']],
    ['a year of medicine', { prescriptionDays: 366 }, []],
    ['more than a year of it', { prescriptionDays: 367 }, ['visit.prescription_days_out_of_range']],
  ])('%s', (_, told, codes) => {
    expect(refusalsOf(told).map(({ code }) => code)).toEqual(codes);
  });
});

describe('a reported visit', () => {
  test('is taken under the resident it names', () => {
    const outcome = checkVisit(report, context);
    expect(outcome).toMatchObject({ ok: true, value: { residentId: 'resident-1', refundOf: null, totalFen: 12_000 } });
    expect(outcome.ok && Object.keys(outcome.value)).not.toContain('residentName');
  });

  test('of nothing at all is still a visit', () => {
    const none = { totalFen: 0, fullSelfPayFen: 0, overLimitSelfPayFen: 0, advanceSelfPayFen: 0, inScopeFen: 0 };
    expect(refusalsOf(none)).toEqual([]);
  });

  test('every reason against it comes at once, in the order of precedence', () => {
    const codes = refusalsOf(
      { settledAt: '2025-01-01 09:00:00', totalFen: -1, isRefund: false, residentName: '李四' },
      { institutionKnown: false, policies: [withoutPlans], resident: { ...resident, birthDay: '2025-02-01', deathDay: '2024-12-01' } },
    ).map(({ code }) => code);
    expect(codes).toEqual([
      'visit.institution_unknown',
      'visit.name_differs',
      'visit.settled_in_future',
      'visit.settled_before_birth',
      'visit.settled_after_death',
      'visit.amount_negative',
      'visit.parts_do_not_add_up',
      'policy.no_plan',
    ]);
  });

  test('before the first policy nothing is said about a death, since no rule says how long is too long', () => {
    const refusals = refusalsOf({ settledAt: '2023-05-01 09:00:00' }, { resident: { ...resident, deathDay: '2020-01-01' } });
    expect(refusals).toEqual([{ code: 'policy.none_in_force', facts: { regionCode: '210100', day: '2023-05-01' } }]);
  });

  test('parts that do not add up are shown beside the total', () => {
    expect(refusalsOf({ totalFen: 12_345 })).toEqual([
      { code: 'visit.parts_do_not_add_up', facts: { totalFen: 12_345, partsFen: 12_000, differenceFen: 345 } },
    ]);
  });

  test('every negative amount is named', () => {
    expect(refusalsOf({ inScopeFen: -10_000, totalFen: -8_000 })).toEqual([
      { code: 'visit.amount_negative', facts: { amount: 'totalFen', amountFen: -8_000 } },
      { code: 'visit.amount_negative', facts: { amount: 'inScopeFen', amountFen: -10_000 } },
    ]);
  });

  test('an unknown person is named by the end of the certificate only', () => {
    expect(refusalsOf({}, { resident: null })).toEqual([{ code: 'visit.resident_unknown', facts: { certificateEnding: '1234' } }]);
    expect(refusalsOf({ settledAt: '2025-01-01 00:00:00' }, { resident: null }).map(({ code }) => code)).toEqual([
      'visit.resident_unknown',
      'visit.settled_in_future',
    ]);
  });

  test.each([
    ['阿卜杜拉·买买提', '阿卜杜拉•买买提', true],
    ['王小明', '王 小明 ', true],
    ['Wang Ming', 'WANG　MING', true],
    ['王小明', '王晓明', false],
  ])('the registry says %s, the file says %s', (name, residentName, same) => {
    expect(refusalsOf({ residentName }, { resident: { ...resident, name } })).toHaveLength(same ? 0 : 1);
  });

  test.each([
    ['2024-06-30 23:59:59', true],
    ['2024-07-30 23:59:59', true],
    ['2024-07-31 00:00:00', false],
  ])('settled at %s for someone who died on 2024-06-30', (settledAt, taken) => {
    const refusals = refusalsOf({ settledAt }, { resident: { ...resident, deathDay: '2024-06-30' } });
    expect(refusals).toEqual(
      taken ? [] : [{ code: 'visit.settled_after_death', facts: { settledOn: '2024-07-31', deathDay: '2024-06-30', lastDay: '2024-07-30' } }],
    );
  });

  test('on the day of birth and today are both in time', () => {
    expect(refusalsOf({ settledAt: '2024-12-31 23:59:59' }, { resident: { ...resident, birthDay: '2024-12-31' } })).toEqual([]);
  });

  test.each(['2024-02-30 09:00:00', '2024-03-01 24:00:00', '2024-03-01T09:00:00', '2024-03-01'])('%s is no time', (settledAt) => {
    expect(isCivilTime(settledAt)).toBe(false);
    expect(refusalsOf({ settledAt })).toEqual([{ code: 'visit.settled_at_malformed', facts: { settledAt } }]);
  });

  test('a kind of visit that the policy of the day has no plan for', () => {
    expect(refusalsOf({}, { policies: [withoutPlans] })).toEqual([
      { code: 'policy.no_plan', facts: { policyId: '210100-2024-01-01', insutype: '310', medType: '11' } },
    ]);
  });
});

describe('a reported refund', () => {
  test('names the visit it takes back, with amounts of either sign', () => {
    const negated = { totalFen: -12_000, fullSelfPayFen: -1_000, overLimitSelfPayFen: -500, advanceSelfPayFen: -500, inScopeFen: -10_000 };
    const outcome = checkVisit({ ...report, ...negated, settlementId: 'S2', isRefund: true, originalSettlementId: 'S1' }, context);
    expect(outcome).toMatchObject({ ok: true, value: { refundOf: 'S1' } });
  });

  test('without an original, or naming itself, is refused', () => {
    expect(refusalsOf({ isRefund: true })).toEqual([{ code: 'visit.refund_names_no_original', facts: { settlementId: 'S1' } }]);
    expect(refusalsOf({ isRefund: true, originalSettlementId: 'S1' })).toEqual([
      { code: 'visit.refund_names_itself', facts: { settlementId: 'S1' } },
    ]);
  });
});

describe('the order of the fold', () => {
  test('is by time, then institution, then settlement number', () => {
    const at = (settledAt: string, institutionCode: string, settlementId: string) => ({ settledAt, institutionCode, settlementId });
    const inOrder = [
      at('2024-01-01 08:00:00', 'H2', '2'),
      at('2024-01-01 08:00:01', 'H1', '10'),
      at('2024-01-01 08:00:01', 'H1', '2'),
      at('2024-01-01 08:00:01', 'H2', '1'),
    ];
    expect([...inOrder].reverse().sort(compareVisits)).toEqual(inOrder);
    expect(visitKeyText({ institutionCode: 'H1', settlementId: '2' })).toBe('H1/2');
  });
});
