import fc from 'fast-check';
import { institutionLevels } from '@/server/domain/registry/codes';
import { readPolicyFile } from '../domain/policy/packs';
import type { PlainBenefit, PlainEnhancement, PlainPerson, PlainPlan, PlainVisit } from './plain-benefit';

/** Random plans in every shape the language has, and random visits of a person, small enough that all of it meets. */

const cite = <Value>(value: Value) => ({ value, clause: '随机', confidence: 'assumed' as const });
const cited = <Value>(arbitrary: fc.Arbitrary<Value>) => arbitrary.map(cite);
/** A key that is sometimes absent. */
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 2 });

const coveredLevels = ['township', 'level2', 'level3'] as const;
const uncovered = institutionLevels.filter((level) => !coveredLevels.some((covered) => covered === level));
const places = ['H21010200001', 'H21010200002', 'H21010200003', 'H21010200004', 'H21010200005'] as const;

const yuan = (mostFen: number) => fc.integer({ min: 0, max: mostFen }).map((fen) => (fen / 100).toFixed(2));
const byStatus = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.oneof(arbitrary, fc.record({ working: arbitrary, retired: arbitrary }));
const rate = fc.integer({ min: 0, max: 10_000 }).map((tenThousandths) => (tenThousandths / 10_000).toFixed(4));
const scale = fc.oneof(
  rate,
  fc.tuple(rate, rate, rate).map(([one, two, three]) => [
    { from: '0.00', rate: one },
    { from: '300.00', rate: two },
    { from: '1200.50', rate: three },
  ]),
);
const allLevels = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.record({ township: arbitrary, level2: arbitrary, level3: arbitrary });

function deductible(basis: 'year' | 'visit'): fc.Arbitrary<PlainPlan['deductible']> {
  const common = {
    basis: fc.constant(cite(basis)),
    byLevel: allLevels(cited(byStatus(yuan(60_000)))),
    essentialDrugsExempt: maybe(cited(fc.boolean())),
  };
  if (basis === 'year') return withoutUndefined(fc.record({ ...common, acrossLevels: maybe(cited(fc.constantFrom('shared' as const, 'separate' as const))) }));
  return withoutUndefined(
    fc.record({
      ...common,
      byAdmission: maybe(cited(fc.array(rate, { minLength: 1, maxLength: 3 }))),
      referralChain: maybe(fc.record({ withinDays: cited(fc.integer({ min: 0, max: 30 })) })),
    }),
  );
}

const designated = fc.record({
  whose: cited(fc.constantFrom('contract_institution', 'home_institution', 'contract_or_home')),
  levels: cited(fc.subarray([...coveredLevels], { minLength: 1 })),
  elsewhereFactor: cited(fc.constantFrom('0', '0.5', '0.7', '1')),
  exceptReferred: cited(fc.boolean()),
});

const exceptions = withoutUndefined(fc.record({
  name: fc.constant('点名机构'),
  institutions: fc.constant(cite([{ code: places[4], name: '某院' }])),
  deductibleAs: fc.option(cited(fc.constantFrom(...coveredLevels))),
  rateAs: fc.option(cited(fc.constantFrom(...coveredLevels))),
  ownDeductible: maybe(cited(byStatus(yuan(90_000)))),
}));

type Shape = { id: string; medTypes: string[]; accumulation: fc.Arbitrary<string> };

function plan({ id, medTypes, accumulation }: Shape): fc.Arbitrary<PlainPlan> {
  return withoutUndefined(
    fc.record({
      ...{ id: fc.constant(id), name: fc.constant(id), insutype: fc.constant('310'), medTypes: fc.constant(medTypes), accumulation },
      maximumGroup: maybe(fc.constant('together')),
      deductible: fc.constantFrom('year' as const, 'visit' as const).chain(deductible),
      rates: allLevels(cited(byStatus(scale))),
      slicesOver: maybe(cited(fc.constantFrom('visit' as const, 'year' as const))),
      annualMaximum: fc.option(cited(byStatus(yuan(300_000)))),
      uncovered: fc.constant(cite(uncovered)),
      designated: maybe(designated),
      exceptions: maybe(fc.tuple(exceptions).map(([each]) => [each])),
    }),
  );
}

const condition: fc.Arbitrary<PlainEnhancement['when']> = withoutUndefined(
  fc.record({
    keyGroups: maybe(cited(fc.subarray(['elderly65', 'hypertension', 'diabetes'], { minLength: 1 }))),
    identityClasses: maybe(cited(fc.subarray(['subsistence', 'marginal'], { minLength: 1 }))),
    referred: maybe(cited(fc.boolean())),
    diagnoses: maybe(cited(fc.subarray([{ prefix: 'I10', name: '高血压' }, { prefix: 'E11.9', name: '糖尿病' }, { prefix: 'J', name: '呼吸系统疾病' }], { minLength: 1 }))),
    prescriptionDays: maybe(cited(fc.constantFrom({ least: 29, most: 84 }, { least: 8, most: null }))),
  }),
);

const effects = withoutUndefined(
  fc.record({
    points: maybe(cited(fc.constantFrom('0.05', '0.10', '0.3333'))),
    deductibleCut: maybe(cited(fc.oneof(fc.constant('waived'), byStatus(yuan(30_000))))),
    maximumRaise: maybe(cited(byStatus(yuan(100_000)))),
    asPlan: maybe(fc.constant(cite('310-inpatient'))),
  }),
).filter((each) => Object.keys(each).length > 0);

function enhancement(index: number): fc.Arbitrary<PlainEnhancement> {
  const facts = withoutUndefined(
    fc.record({
      ...{ id: fc.constant(`enhancement-${index}`), name: fc.constant(`增补${index}`), insutypes: fc.constant<string[]>(['310']) },
      medTypes: fc.subarray<string>(['11', '14', '21', '41'], { minLength: 1 }),
      scope: cited(fc.constantFrom<string[]>('team_institution', 'alliance_member', 'any_primary', 'anywhere')),
      when: maybe(condition),
    }),
  );
  return fc.tuple(facts, effects).map(([one, other]) => ({ ...one, ...other }));
}

/** A plan under which all terms of an enhancement may be taken, and no visit is by itself. */
const primaryTerms = plan({ id: 'primary-terms', medTypes: [], accumulation: fc.constant('none') });
const primaryTermsTaken: fc.Arbitrary<PlainEnhancement> = enhancement(9).map((each) => ({ ...each, asPlan: cite('primary-terms') }));

export const randomBenefit: fc.Arbitrary<PlainBenefit> = fc.record({
  benefitYearStart: cited(fc.constantFrom('01-01', '07-01')),
  rateCeiling: cited(fc.constantFrom('0.95', '0.8', '1')),
  plans: fc.tuple(
    plan({ id: '310-outpatient', medTypes: ['11', '14'], accumulation: fc.constant('outpatient') }),
    plan({ id: '310-pharmacy', medTypes: ['13', '41'], accumulation: fc.constantFrom('outpatient', 'pharmacy') }),
    plan({ id: '310-inpatient', medTypes: ['21'], accumulation: fc.constant('inpatient') }),
    primaryTerms,
  ),
  enhancements: fc.tuple(enhancement(1), enhancement(2), primaryTermsTaken),
});

/** The random terms in the place of Shenyang's, as a document to be checked like any other. */
export function documentOf(benefit: PlainBenefit): unknown {
  const document = structuredClone(readPolicyFile('210100/2024-01-01.json')) as { benefit: Record<string, unknown> };
  Object.assign(document.benefit, benefit, { recognition: null, layeredMedTypes: cite(['21']), ladders: [], assistance: [] });
  return document;
}

const dayOf = (offset: number) => new Date(Date.UTC(2024, 0, 1 + offset)).toISOString().slice(0, 10);
const referralNumbers = ['R1', 'R2', 'R3'] as const;

export const randomPerson: fc.Arbitrary<PlainPerson> = fc.record({
  retired: fc.boolean(),
  home: fc.option(fc.constantFrom(...places)),
  keyGroups: fc.array(fc.record({ group: fc.constantFrom('elderly65', 'hypertension', 'diabetes'), from: fc.nat(500).map(dayOf) }), { maxLength: 2 }),
  identityClasses: fc.array(fc.record({ identityClass: fc.constantFrom('subsistence', 'marginal'), from: fc.nat(500).map(dayOf) }), { maxLength: 2 }),
  contracts: fc.tuple(fc.constantFrom(...places), fc.nat(200), fc.nat(300)).map(([institutionCode, from, length]) => [
    { institutionCode, allianceIds: ['urban-1'], from: dayOf(from), to: dayOf(from + length) },
    { institutionCode: places[0], allianceIds: ['urban-2'], from: dayOf(from + length + 1), to: dayOf(from + length + 40) },
  ]),
  places: fc.constant({
    [places[0]]: { level: 'township', allianceIds: ['urban-1'], parentCode: null },
    [places[1]]: { level: 'township', allianceIds: [], parentCode: places[0] },
    [places[2]]: { level: 'level2', allianceIds: ['urban-1', 'urban-2'], parentCode: null },
    [places[3]]: { level: 'level3', allianceIds: ['urban-2'], parentCode: null },
    [places[4]]: { level: 'level3', allianceIds: [], parentCode: null },
  }),
  referrals: fc
    .array(fc.record({ direction: fc.constantFrom('up', 'down', 'lateral'), from: fc.constantFrom(...places), on: fc.nat(400).map(dayOf) }), { minLength: 3, maxLength: 3 })
    .map((list) => Object.fromEntries(list.map((each, index) => [referralNumbers[index] ?? '', each]))),
});

const visit = fc
  .record({
    institutionCode: fc.constantFrom(...places),
    medType: fc.constantFrom('11', '11', '13', '14', '21', '21', '41'),
    day: fc.nat(500),
    stayed: fc.option(fc.nat(12)),
    inScopeFen: fc.integer({ min: 0, max: 250_000 }),
    essentialShare: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    prescriptionDays: fc.option(fc.integer({ min: 1, max: 100 })),
    diagnosisCode: fc.option(fc.constantFrom('I10.x00x002', 'E11.900', 'J18.900', 'M51.202')),
    referralNumber: fc.option(fc.constantFrom(...referralNumbers), { freq: 2 }),
  })
  .map(({ day, stayed, essentialShare, ...facts }): Omit<PlainVisit, 'settlementId' | 'refundOf'> => ({
    ...facts,
    insutype: '310',
    settledAt: `${dayOf(day)} 10:00:00`,
    startedAt: stayed === null ? null : `${dayOf(day - stayed)} 08:00:00`,
    endedAt: stayed === null || stayed % 2 === 0 ? null : `${dayOf(day)} 12:00:00`,
    essentialDrugFen: essentialShare === null ? null : Math.floor(facts.inScopeFen * essentialShare),
  }));

/** Visits with distinct keys, some taken back, some taken back before they came. */
export const randomVisits: fc.Arbitrary<PlainVisit[]> = fc
  .tuple(fc.array(visit, { minLength: 1, maxLength: 14 }), fc.array(fc.nat(20), { maxLength: 2 }))
  .map(([records, refunds]) => {
    const paid = records.map((record, index): PlainVisit => ({ ...record, settlementId: `V${index}`, refundOf: null }));
    const [first] = paid;
    if (first === undefined) return paid;
    const back = refunds.map((target, index): PlainVisit => ({ ...first, ...paid[target], settlementId: `R${index}`, refundOf: `V${target}`, settledAt: '2025-07-01 10:00:00' }));
    return [...paid, ...back];
  });

function withoutUndefined<Value extends object>(arbitrary: fc.Arbitrary<{ [Key in keyof Value]: Value[Key] | undefined }>): fc.Arbitrary<Value> {
  return arbitrary.map((value) => Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Value);
}
