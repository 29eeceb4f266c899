import { describe, expect, test } from 'vitest';
import { countDayOf, countResident } from '@/server/domain/capitation/count-members';
import { memberMonth, type Membership } from '@/server/domain/capitation/member-month';
import { prepayment } from '@/server/domain/capitation/prepayment';
import type { CapitationTerms, PolicyVersion } from '@/server/domain/policy/policy-version';
import { coveredSinceEver } from '@/server/domain/registry/coverage';
import { packOf } from '../policy/packs';

const shenyang = packOf('210100');
const insured = coveredSinceEver({ insutype: '310', retired: false });
let serial = 0;

function member(change: Partial<Membership> = {}): Membership {
  serial += 1;
  return {
    contractId: `contract-${serial}`,
    residentId: `resident-${serial}`,
    institutionCode: 'H1',
    teamId: 'team-1',
    from: '2024-01-01',
    to: '2024-12-31',
    birthDay: '1980-06-15',
    deathDay: null,
    away: [],
    coverage: coveredSinceEver({ insutype: '310', retired: false }),
    sex: 'male',
    keyGroups: [],
    ...change,
  };
}

function policyWith(change: Partial<CapitationTerms>): PolicyVersion {
  return { ...shenyang, capitation: { ...shenyang.capitation, ...change } };
}

const countedOn15 = (membership: Partial<Membership>) => memberMonth([member(membership)], '2024-03', shenyang).heads;

describe('who is a member in March, counted on the 15th', () => {
  test.each([
    ['signed all year', {}, 1],
    ['signed from that day', { from: '2024-03-15' }, 1],
    ['signed the day after', { from: '2024-03-16' }, 0],
    ['ended on that day', { to: '2024-03-15' }, 1],
    ['ended the day before', { to: '2024-03-14' }, 0],
    ['died that day', { deathDay: '2024-03-15' }, 0],
    ['died the day after', { deathDay: '2024-03-16' }, 1],
    ['moved away that day', { away: [{ from: '2024-03-15', to: null }] }, 0],
    ['moved away later', { away: [{ from: '2024-03-16', to: null }] }, 1],
    ['back from away that day', { away: [{ from: '2023-01-01', to: '2024-03-14' }] }, 1],
    ['away until that day', { away: [{ from: '2023-01-01', to: '2024-03-15' }] }, 0],
    ['no longer insured that day', { coverage: [...insured, { from: '2024-03-15', value: null }] }, 0],
    ['no longer insured the day after', { coverage: [...insured, { from: '2024-03-16', value: null }] }, 1],
    ['born that day', { birthDay: '2024-03-15' }, 1],
    ['not born yet', { birthDay: '2024-03-16' }, 0],
  ])('%s: %j', (_, change, heads) => {
    expect(countedOn15(change)).toBe(heads);
  });

  test('one resident is one head, whatever the order of two contracts', () => {
    const one = member({ contractId: 'a', residentId: 'same', institutionCode: 'H1' });
    const two = member({ contractId: 'b', residentId: 'same', institutionCode: 'H2' });
    expect(memberMonth([one, two], '2024-03', shenyang)).toEqual(memberMonth([two, one], '2024-03', shenyang));
    expect(memberMonth([two, one], '2024-03', shenyang).cells).toMatchObject([{ institutionCode: 'H1', heads: 1 }]);
  });

  test.each([
    ['2018-03-15', '0-6'],
    ['2017-03-16', '0-6'],
    ['2017-03-15', '7-17'],
    ['1959-03-16', '45-64'],
    ['1959-03-15', '65+'],
    ['1915-04-04', '65+'],
  ])('born on %s counts in %s', (birthDay, ageBand) => {
    expect(memberMonth([member({ birthDay })], '2024-03', shenyang).cells).toMatchObject([{ ageBand }]);
  });

  test('an age without a band is a fault of the policy, not of the resident', () => {
    expect(() => countResident([member()], '2024-03', { ...shenyang.capitation, ageBands: [] })).toThrow(RangeError);
  });
});

describe('the count day', () => {
  test.each([
    ['first', '2024-02-01'],
    ['fifteenth', '2024-02-15'],
    ['last', '2024-02-29'],
    ['daily', '2024-02-29'],
  ] as const)('%s of February', (countDay, day) => {
    expect(countDayOf('2024-02', countDay)).toBe(day);
  });
});

describe('counted by the day', () => {
  const daily = policyWith({ countDay: { ...shenyang.capitation.countDay, value: 'daily' } });
  const cellsOf = (...members: Membership[]) => memberMonth(members, '2024-02', daily).cells.map(({ ageBand, teamId, heads, memberDays }) => [ageBand, teamId, heads, memberDays]);

  test.each([
    ['signed all of February', {}, 29],
    ['signed from the 20th', { from: '2024-02-20' }, 10],
    ['ended on the 10th', { to: '2024-02-10' }, 10],
    ['died on the 10th', { deathDay: '2024-02-10' }, 9],
    ['moved away on the 2nd', { away: [{ from: '2024-02-02', to: null }] }, 1],
  ])('%s', (_, change, days) => {
    expect(cellsOf(member(change))).toEqual([['18-44', 'team-1', 1, days]]);
  });

  test('a birthday moves the band on its day, and the head is where the month ends', () => {
    expect(cellsOf(member({ birthDay: '1959-02-11' }))).toEqual([
      ['45-64', 'team-1', 0, 10],
      ['65+', 'team-1', 1, 19],
    ]);
  });

  test('one contract after another, at two teams', () => {
    const same = { residentId: 'same' };
    expect(cellsOf(member({ ...same, to: '2024-02-09' }), member({ ...same, teamId: 'team-2', from: '2024-02-10' }))).toEqual([
      ['18-44', 'team-1', 0, 9],
      ['18-44', 'team-2', 1, 20],
    ]);
  });

  test('pays the days as a part of the month, rounded once', () => {
    // 6.00 × 0.7 × 10 ÷ 29 = 1.448… and 6.00 × 0.7
    const month = memberMonth([member({ from: '2024-02-20' }), member()], '2024-02', daily);
    expect(month).toMatchObject({ heads: 2, incomeFen: 565 });
    expect(month.working[1]).toMatchObject({ formula: 'income = half-up(weighted member days ÷ days × rate)', operands: { memberDays: { value: 39 }, weightedDays: { value: '27.3' }, days: { value: 29 } } });
  });
});

describe('the income of a month', () => {
  const members = [
    member({ institutionCode: 'H1', teamId: 'team-1' }),
    member({ institutionCode: 'H1', teamId: 'team-2', birthDay: '1950-01-01' }),
    member({ institutionCode: 'H2', teamId: 'team-3', coverage: coveredSinceEver({ insutype: '390', retired: false }), sex: 'female' }),
  ];

  test('is heads × weight × rate, by cell, team and institution, those without members with nothing', () => {
    const month = memberMonth(members, '2024-03', shenyang, ['H3', 'H1']);
    // 6.00 × 0.7; 6.00 × 1.8 × 1.2; 5.00 × 0.9
    expect(month.byTeam).toEqual([
      { code: 'team-1', heads: 1, incomeFen: 420 },
      { code: 'team-2', heads: 1, incomeFen: 1_296 },
      { code: 'team-3', heads: 1, incomeFen: 450 },
    ]);
    expect(month.byInstitution).toEqual([
      { code: 'H1', heads: 2, incomeFen: 1_716 },
      { code: 'H2', heads: 1, incomeFen: 450 },
      { code: 'H3', heads: 0, incomeFen: 0 },
    ]);
    expect(month).toMatchObject({ heads: 3, incomeFen: 2_166, countedOn: '2024-03-15', policyId: shenyang.id });
    expect(month.working.map(({ step, result }) => [step, result.value])).toEqual([
      ['capitation.count', 3],
      ['capitation.income', 1_716],
      ['capitation.income', 450],
    ]);
  });

  test('with weights scaled to heads the total is heads × rate, dealt by weight', () => {
    const policy = policyWith({ normaliseWeights: { ...shenyang.capitation.normaliseWeights, value: true } });
    const month = memberMonth(members, '2024-03', policy);
    expect(month.incomeFen).toBe(600 + 600 + 500);
    expect(month.byTeam.map(({ incomeFen }) => incomeFen)).toEqual([294, 906, 500]);
  });

  test('weights of nothing pay nothing', () => {
    const ageBands = shenyang.capitation.ageBands.map((band) => ({ ...band, weight: { ...band.weight, value: { male: '0', female: '0' } } }));
    const policy = policyWith({ ageBands, normaliseWeights: { ...shenyang.capitation.normaliseWeights, value: true } });
    expect(memberMonth(members, '2024-03', policy)).toMatchObject({ heads: 3, incomeFen: 0 });
  });

  test('of nobody is nothing', () => {
    expect(memberMonth([], '2024-03', shenyang, ['H1'])).toMatchObject({ heads: 0, incomeFen: 0, byInstitution: [{ code: 'H1', heads: 0 }] });
  });
});

describe('prepayment', () => {
  test('is the share of fee for service, half-up, by institution and pool', () => {
    const claim = (feeForServiceFen: number) => ({ institutionCode: 'H1', poolId: '310-ordinary', feeForServiceFen });
    const run = prepayment([claim(12_345), claim(0), claim(-105)], packOf('331100').capitation.prepaymentShare);
    expect(run.lines.map((line) => line.amountFen)).toEqual([11_111, 0, -95]);
    expect(run).toMatchObject({ share: '0.90', totalFen: 11_016 });
    expect(run.lines[0]?.working).toMatchObject([{ step: 'capitation.prepayment', confidence: 'official', result: { value: 11_111 } }]);
  });
});
