import { describe, expect, test } from 'vitest';
import { entitlements } from '@/server/domain/fulfilment/entitlements';
import { type RecordingFacts, decideRecording } from '@/server/domain/fulfilment/record-service';
import { packagesNamed } from './packages';

const packages = packagesNamed('basic', 'hypertension');
const contract = { startDay: '2024-03-01', endDay: '2026-02-28', termYears: 2 };
const one = (itemCode: string, day: string, beyondPackage = false) => ({ itemCode, day, beyondPackage });

function facts(change: Partial<RecordingFacts> = {}): RecordingFacts {
  return {
    ...{ contract, packages, today: '2025-03-10', deathDay: null, day: '2025-03-10', itemCodes: ['bp_follow_up'], giver: { name: '王建国', isMember: true }, teamName: '柳河镇团队' },
    ...{ bySubstitute: false, beyondPackage: false, measurements: {}, given: [] },
    ...change,
  };
}

const codes = (change: Partial<RecordingFacts>) => {
  const decision = decideRecording(facts(change));
  return decision.ok ? [] : decision.refusals.map(({ code }) => code);
};

describe('a service', () => {
  test('takes one of its year’s count', () => {
    expect(decideRecording(facts())).toEqual({ ok: true, value: [{ packageCode: 'hypertension', itemCode: 'bp_follow_up', yearStart: '2025-03-01', perYear: 4, beyondPackage: false }] });
    expect(decideRecording(facts({ day: '2025-02-28' }))).toMatchObject({ ok: true, value: [{ yearStart: '2024-03-01' }] });
  });

  test('of several items at one visit is recorded item by item', () => {
    expect(decideRecording(facts({ itemCodes: ['bp_follow_up', 'bp_medication', 'consult'] }))).toMatchObject({
      ok: true,
      value: [{ packageCode: 'basic', itemCode: 'consult', perYear: null }, { itemCode: 'bp_follow_up' }, { itemCode: 'bp_medication', perYear: null }],
    });
  });

  test.each([
    ['tomorrow', { day: '2025-03-11' }, ['service.in_future']],
    ['before the contract', { day: '2024-02-29' }, ['service.not_in_force']],
    ['after its last day', { day: '2026-03-01', today: '2026-03-05' }, ['service.not_in_force']],
    ['after the resident’s death', { deathDay: '2025-03-09' }, ['service.after_death']],
    ['by somebody of another team', { giver: { name: '周涛', isMember: false } }, ['service.giver_not_in_team']],
    ['by a stand-in who is said to be one', { giver: { name: '周涛', isMember: false }, bySubstitute: true }, []],
    ['that is in no package of the contract', { itemCodes: ['elderly_check'] }, ['service.item_unknown']],
    ['entered twice', { given: [one('bp_follow_up', '2025-03-10')] }, ['service.already_recorded']],
    ['on the day of death', { deathDay: '2025-03-10' }, []],
    ['with a pressure nobody survives', { measurements: { systolic: 310, diastolic: 10 } }, ['service.measurement_out_of_range', 'service.measurement_out_of_range']],
    ['with the two pressures the wrong way round', { measurements: { systolic: 80, diastolic: 130 } }, ['service.pressure_upside_down']],
    ['with everything wrong', { day: '2026-03-01', deathDay: '2025-03-09', giver: { name: '周涛', isMember: false }, itemCodes: ['x'], measurements: { heartRate: 5 } }, ['service.in_future', 'service.not_in_force', 'service.after_death', 'service.giver_not_in_team', 'service.item_unknown', 'service.measurement_out_of_range']],
  ] as const)('%s', (_, change, expected) => expect(codes(change)).toEqual(expected));

  const four = ['2025-03-01', '2025-03-02', '2025-03-03', '2025-03-04'].map((day) => one('bp_follow_up', day));

  test('beyond the count is recorded only when said to be so, and counts for no package', () => {
    expect(decideRecording(facts({ given: four }))).toMatchObject({ ok: false, refusals: [{ code: 'service.used_up', facts: { itemName: '高血压面对面随访', perYear: 4, yearEnd: '2026-02-28' } }] });
    expect(decideRecording(facts({ given: four, beyondPackage: true }))).toMatchObject({ ok: true, value: [{ beyondPackage: true }] });
    // Said without need it changes nothing.
    expect(decideRecording(facts({ beyondPackage: true }))).toMatchObject({ ok: true, value: [{ beyondPackage: false }] });
  });

  test('of last year’s count is not carried into this year’s', () => {
    const lastYear = four.map((each) => ({ ...each, day: each.day.replace('2025', '2024') }));
    expect(codes({ given: lastYear })).toEqual([]);
  });
});

describe('entitlements', () => {
  test('hold each year of the term anew', () => {
    const given = [one('bp_follow_up', '2024-06-01'), one('bp_follow_up', '2025-06-01'), one('bp_follow_up', '2025-07-01', true), one('consult', '2025-06-01')];
    const of = (day: string) => entitlements(packages, contract, day, given).filter(({ itemCode }) => ['bp_follow_up', 'consult'].includes(itemCode)).map(({ itemCode, perYear, used, left, beyond, lastGivenDay }) => [itemCode, perYear, used, left, beyond, lastGivenDay]);
    expect(of('2024-03-01')).toEqual([['consult', null, 0, null, 0, null], ['bp_follow_up', 4, 1, 3, 0, '2024-06-01']]);
    expect(of('2026-02-28')).toEqual([['consult', null, 1, null, 0, '2025-06-01'], ['bp_follow_up', 4, 1, 3, 1, '2025-07-01']]);
    expect(of('2026-03-01')).toEqual([]);
  });
});
