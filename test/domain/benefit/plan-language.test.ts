import { describe, expect, test } from 'vitest';
import type { ContractInterval } from '@/server/domain/benefit/adjudication';
import { type BenefitContext, foldBenefitYear, type Place } from '@/server/domain/benefit/fold-benefit-year';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { Visit } from '@/server/domain/visit/visit';
import { packOf } from '../policy/packs';
import { cite, flat, policyWith } from './documents';
import { community, contextOf, hospital, paidOf, signed2024, visitOf } from './people';

const clinic = 'H21010200011';
const otherCommunity = 'H21010200012';
const countyHospital = 'H21010200020';

const places: Record<string, Place> = {
  [community]: { level: 'township', allianceIds: ['urban-1'] },
  [clinic]: { level: 'village', allianceIds: [], parentCode: community },
  [otherCommunity]: { level: 'township', allianceIds: [] },
  [countyHospital]: { level: 'level2', allianceIds: ['urban-1'] },
  [hospital]: { level: 'level3', allianceIds: ['urban-1'] },
};

function year(policy: PolicyVersion, visits: readonly Visit[], change: Partial<BenefitContext> = {}) {
  return paidOf(foldBenefitYear(visits, contextOf(policy, { placeOf: (code) => places[code] ?? { level: 'level2', allianceIds: [] }, ...change })));
}

const on = (day: string, change: Partial<Visit> = {}) => visitOf({ settledAt: `${day} 09:00:00`, ...change });
const signed: { contracts: ContractInterval[] } = { contracts: [signed2024] };

describe('a deductible of the year', () => {
  const separate = policyWith((_, plans) => {
    const plan = plans['310-outpatient'];
    if (plan?.deductible) plan.deductible.acrossLevels = cite('separate');
  });

  test('is topped up at a higher level where levels share it, and asked for anew where each has its own', () => {
    const visits = [on('2024-02-01', { inScopeFen: 100_000 }), on('2024-03-01', { inScopeFen: 100_000, institutionCode: hospital }), on('2024-04-01')];
    expect(year(packOf('210100'), visits).map((row) => row.deductiblePaidFen)).toEqual([20_000, 20_000, 0]);
    expect(year(separate, visits).map((row) => row.deductiblePaidFen)).toEqual([20_000, 40_000, 0]);
  });

  test('begins anew with the benefit year, on 1 July where that is its first day', () => {
    const policy = policyWith((benefit) => (benefit.benefitYearStart = cite('07-01')));
    const visits = ['2024-03-01', '2024-06-30', '2024-07-01'].map((day) => on(day, { inScopeFen: 50_000 }));
    expect(year(policy, visits).map((row) => [row.benefitYear, row.deductiblePaidFen])).toEqual([
      ['2023-07-01', 20_000],
      ['2023-07-01', 0],
      ['2024-07-01', 20_000],
    ]);
  });

  test('is not taken from essential drugs, as in Xiamen', () => {
    const policy = policyWith((_, plans) => {
      const plan = plans['310-outpatient'];
      if (plan?.deductible) plan.deductible.essentialDrugsExempt = cite(true);
    });
    const rows = year(policy, [on('2024-02-01', { inScopeFen: 30_000, essentialDrugFen: 18_000 }), on('2024-02-02', { inScopeFen: 30_000 })]);
    expect(rows.map((row) => [row.dueFen, row.deductiblePaidFen, row.baseFen])).toEqual([
      [20_000, 12_000, 18_000],
      [8_000, 8_000, 22_000],
    ]);
  });
});

describe('stays in hospital', () => {
  const stay = (day: string, change: Partial<Visit> = {}) => on(day, { medType: '21', inScopeFen: 1_000_000, institutionCode: countyHospital, ...change });

  test('pay half the second time and nothing from the third, as in Lishui, and in full again next year', () => {
    const rows = year(packOf('331100'), ['2024-02-01', '2024-05-01', '2024-08-01', '2024-11-01', '2025-01-02'].map((day) => stay(day)));
    expect(rows.map((row) => row.deductiblePaidFen)).toEqual([50_000, 25_000, 0, 0, 50_000]);
  });

  test('that were taken back do not count as stays', () => {
    const first = stay('2024-02-01');
    const refund = stay('2024-02-05', { refundOf: first.settlementId });
    const rows = year(packOf('331100'), [first, refund, stay('2024-05-01'), stay('2024-08-01')]);
    expect(rows.map((row) => row.deductiblePaidFen)).toEqual([50_000, 25_000]);
  });

  const referrals: Record<string, { direction: 'up' | 'down' | 'lateral'; fromInstitutionCode: string; referredOn: string }> = {
    R1: { direction: 'up', fromInstitutionCode: community, referredOn: '2024-05-09' },
    R2: { direction: 'up', fromInstitutionCode: countyHospital, referredOn: '2024-05-20' },
    R3: { direction: 'down', fromInstitutionCode: hospital, referredOn: '2024-05-30' },
  };
  const chained: Partial<BenefitContext> = {
    chainOf: ({ referralNumber }) => {
      const referral = referralNumber === null ? undefined : referrals[referralNumber];
      return referralNumber !== null && referral ? { chainId: referralNumber, ...referral } : null;
    },
  };
  const first = stay('2024-05-08', { institutionCode: community });
  const second = stay('2024-05-19', { institutionCode: countyHospital, referralNumber: 'R1' });
  const third = stay('2024-05-29', { institutionCode: hospital, referralNumber: 'R2' });
  const last = stay('2024-06-08', { institutionCode: community, referralNumber: 'R3' });

  test('joined by referrals pay the difference at each step up and nothing on the way down', () => {
    const rows = year(packOf('210100'), [last, third, first, second], chained);
    expect(rows.map((row) => row.deductiblePaidFen)).toEqual([20_000, 30_000, 30_000, 0]);
  });

  test('joined by referrals count as one stay of the year', () => {
    const rows = year(packOf('331100'), [first, second, third, last, stay('2024-09-01')], chained);
    expect(rows.map((row) => row.deductiblePaidFen)).toEqual([20_000, 30_000, 30_000, 0, 25_000]);
  });

  test('a stay that was taken back leaves the chain', () => {
    const refund = stay('2024-05-09', { institutionCode: community, refundOf: first.settlementId });
    const rows = year(packOf('210100'), [first, refund, second, third], chained);
    expect(rows.map((row) => row.deductiblePaidFen)).toEqual([50_000, 30_000]);
  });

  test.each([
    ['13 days after the stay before it ended', '2024-05-21', 30_000],
    ['14 days after', '2024-05-22', 30_000],
    ['15 days after', '2024-05-23', 50_000],
    ['15 days after the referral was written', '2024-05-24', 50_000],
  ])('a stay that begins %s pays %i', (_, began, deductiblePaidFen) => {
    const late = stay('2024-06-01', { referralNumber: 'R1', startedAt: `${began} 08:00:00` });
    expect(year(packOf('210100'), [first, late], chained)[1]).toMatchObject({ deductiblePaidFen });
  });

  test('it ends when the patient left, not when the bill was paid', () => {
    const left = { ...first, startedAt: '2024-05-01 08:00:00', endedAt: '2024-05-05 10:00:00' };
    const next = { ...second, startedAt: '2024-05-20 08:00:00' };
    expect(year(packOf('210100'), [left, next], chained)[1]).toMatchObject({ deductiblePaidFen: 50_000 });
  });

  test('no chain where the plan does not carry deductibles along', () => {
    const policy = policyWith((_, plans) => delete plans['310-inpatient']?.deductible?.referralChain);
    expect(year(policy, [first, second, third], chained).map((row) => row.deductiblePaidFen)).toEqual([20_000, 50_000, 80_000]);
  });
});

describe('a place of one’s own choice', () => {
  const designated = (whose: string, factor: string, exceptReferred = true) =>
    policyWith((benefit, plans) => {
      Object.assign(benefit, { enhancements: [] });
      const terms = { whose: cite(whose), levels: cite(['village', 'township']), elsewhereFactor: cite(factor), exceptReferred: cite(exceptReferred) };
      Object.assign(plans['310-outpatient'] ?? {}, { designated: terms });
      flat(plans['310-outpatient'], { deductible: '0.00' });
    });
  const home = { homeInstitutionCode: otherCommunity };

  test.each([
    ['contract_institution', '0', 7_000, 0],
    ['contract_institution', '0.7', 7_000, 4_900],
    ['home_institution', '0.5', 3_500, 7_000],
    ['contract_or_home', '0', 7_000, 7_000],
  ])('%s, elsewhere times %s', (whose, factor, atTeamFen, nearHomeFen) => {
    const visits = [on('2024-02-01'), on('2024-02-02', { institutionCode: otherCommunity })];
    expect(year(designated(whose, factor), visits, { ...signed, ...home }).map((row) => row.payFen)).toEqual([atTeamFen, nearHomeFen]);
  });

  test('a clinic counts as the hospital it belongs to; levels that the plan does not name are not asked', () => {
    const policy = designated('contract_institution', '0');
    const rows = year(policy, [on('2024-02-01', { institutionCode: clinic }), on('2024-02-02', { institutionCode: hospital })], signed);
    expect(rows.map((row) => row.payFen)).toEqual([7_000, 5_500]);
  });

  test('a referral frees from it where the plan says so', () => {
    const referred = on('2024-02-01', { institutionCode: otherCommunity, referralNumber: 'R1' });
    const chainOf = () => ({ chainId: 'R1', direction: 'lateral' as const, fromInstitutionCode: community, referredOn: null });
    expect(year(designated('contract_institution', '0'), [referred], { ...signed, chainOf })[0]).toMatchObject({ covered: true, payFen: 7_000 });
    expect(year(designated('contract_institution', '0', false), [referred], { ...signed, chainOf })[0]).toMatchObject({ covered: false, payFen: 0 });
  });

  test('nobody’s contract and no known home is nowhere', () => {
    expect(year(designated('contract_or_home', '0'), [on('2024-02-01')])[0]).toMatchObject({ covered: false });
  });
});

describe('institutions that a text names as exceptions', () => {
  test('a Tianjin hospital asks Qinhuangdao’s residents for level III’s deductible at the rate of out-of-city care', () => {
    const qinhuangdao = packOf('130300');
    const plans = qinhuangdao.benefit.plans.map((plan) => ({
      ...plan,
      exceptions: plan.exceptions?.map((each) => ({ ...each, institutions: { ...each.institutions, value: [{ code: 'H12010100001', name: '天津某医院' }] } })),
    }));
    const policy = { ...qinhuangdao, benefit: { ...qinhuangdao.benefit, plans } };
    const stays = ['H12010100001', 'H11010100001'].map((institutionCode) => on('2020-05-01', { insutype: '390', medType: '21', institutionCode, inScopeFen: 1_000_000 }));
    const rows = year(policy, stays, { placeOf: () => ({ level: 'out_of_region', allianceIds: [] }) });
    expect(rows.map((row) => [row.deductiblePaidFen, row.rate, row.payFen])).toEqual([
      [400_000, '0.50', 300_000],
      [150_000, '0.50', 425_000],
    ]);
  });

  test('a hospital of the highest class asks Shenyang’s employees for its own deductible', () => {
    const shenyang = packOf('210100');
    const plans = shenyang.benefit.plans.map((plan) => ({
      ...plan,
      exceptions: plan.exceptions?.map((each) => ({ ...each, institutions: { ...each.institutions, value: [{ code: hospital, name: '某特三级医院' }] } })),
    }));
    const policy = { ...shenyang, benefit: { ...shenyang.benefit, plans } };
    const visits = [on('2024-02-01', { inScopeFen: 100_000 }), on('2024-03-01', { inScopeFen: 100_000, institutionCode: hospital })];
    expect(year(policy, visits).map((row) => [row.deductiblePaidFen, row.rate])).toEqual([
      [20_000, '0.70'],
      [40_000, '0.55'],
    ]);
  });
});

describe('rates in slices', () => {
  const beijing = (over: 'visit' | 'year') =>
    policyWith((_, plans) => {
      const plan = plans['310-outpatient'];
      flat(plan, { deductible: '1800.00', rate: [{ from: '0.00', rate: '0.70' }, { from: '20000.00', rate: '0.60' }] });
      if (plan) Object.assign(plan, { slicesOver: cite(over), annualMaximum: null });
    });
  const visits = [on('2024-02-01', { inScopeFen: 1_680_000 }), on('2024-05-01', { inScopeFen: 1_000_000 })];

  test.each([
    ['visit', [1_050_000, 700_000]],
    ['year', [1_050_000, 350_000 + 300_000]],
  ] as const)('over the %s: 20,000 and more at 60 %%', (over, pays) => {
    expect(year(beijing(over), visits).map((row) => row.payFen)).toEqual(pays);
  });
});

describe('an annual maximum shared by two plans', () => {
  const shared = policyWith((_, plans) => {
    for (const id of ['310-outpatient', '310-inpatient']) Object.assign(plans[id] ?? {}, { maximumGroup: '310-all', annualMaximum: cite('10000.00') });
  });

  test('is used up by both, their deductibles apart', () => {
    const visits = [
      on('2024-02-01', { medType: '21', institutionCode: hospital, inScopeFen: 1_080_000 }),
      on('2024-03-01', { inScopeFen: 220_000 }),
      on('2024-04-01', { inScopeFen: 100_000 }),
    ];
    expect(year(shared, visits).map((row) => [row.deductiblePaidFen, row.maximumLeftFen, row.payFen])).toEqual([
      [80_000, 1_000_000, 850_000],
      [20_000, 150_000, 140_000],
      [0, 10_000, 10_000],
    ]);
  });
});
