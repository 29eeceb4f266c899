import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adjudicate } from '@/server/domain/benefit/adjudicate';
import { explainAdjudication } from '@/server/domain/benefit/explain-adjudication';
import { type BenefitContext, type FoldedVisit, foldBenefitYear } from '@/server/domain/benefit/fold-benefit-year';
import { findContractInForce } from '@/server/domain/benefit/enhancements';
import { benefitYearOf } from '@/server/domain/benefit/benefit-year';
import { checkPolicy } from '@/server/domain/policy/check/check-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { institutionLevels, keyGroups } from '@/server/domain/registry/codes';
import { identityClasses } from '@/server/domain/registry/identity-classes';
import type { Visit } from '@/server/domain/visit/visit';
import { visitOf } from '../domain/benefit/people';
import { type PlainBenefit, type PlainPerson, type PlainVisit, plainBenefit } from './plain-benefit';
import { documentOf, randomBenefit, randomPerson, randomVisits } from './random-benefit';

fc.configureGlobal({ seed: 20_240_102 });

function policyOf(benefit: PlainBenefit): PolicyVersion {
  const policy = checkPolicy(documentOf(benefit));
  if (!policy.ok) throw new Error(JSON.stringify(policy.refusals));
  return { ...policy.value, inForceFrom: '2020-01-01' };
}

function visitFrom({ insutype: _310, medType, ...plain }: PlainVisit): Visit {
  return visitOf({ ...plain, insutype: '310', medType: medType as Visit['medType'], totalFen: plain.inScopeFen + 1_000, fullSelfPayFen: 1_000 });
}

function contextOf(policy: PolicyVersion, person: PlainPerson): BenefitContext {
  return {
    regionCode: policy.regionCode,
    policies: [policy],
    contracts: person.contracts.map((each, index) => ({ contractId: `contract-${index}`, ...each })),
    retiredOn: () => person.retired,
    placeOf: (code) => {
      const place = person.places[code];
      return { level: institutionLevels.find((level) => level === place?.level) ?? 'village', allianceIds: place?.allianceIds ?? [], parentCode: place?.parentCode ?? null };
    },
    homeInstitutionCode: person.home,
    keyGroupsOn: (day) => keyGroups.filter((group) => person.keyGroups.some((each) => each.group === group && each.from <= day)),
    identityClassesOn: (day) => identityClasses.filter((one) => person.identityClasses.some((each) => each.identityClass === one && each.from <= day)),
    recognitionFor: () => null,
    chainOf: ({ referralNumber }) => {
      const referral = referralNumber === null ? undefined : person.referrals[referralNumber];
      if (referralNumber === null || !referral) return null;
      return { chainId: referralNumber, direction: referral.direction as 'up' | 'down' | 'lateral', fromInstitutionCode: referral.from, referredOn: referral.on };
    },
  };
}

const paid = (rows: readonly FoldedVisit[]) => rows.flatMap((row) => (row.status === 'paid' ? [row] : []));

/** What of a row must be the same whatever else came in which order. */
const figuresOf = (rows: readonly FoldedVisit[]) =>
  new Map(
    paid(rows).map(({ visit, facts, adjudication }) => [
      visit.settlementId,
      { deductible: adjudication.deductiblePaidFen, pay: adjudication.payFen, enhancement: adjudication.enhancementFen, admission: facts.admission },
    ]),
  );

describe('any plan the language can say, for any visits', () => {
  test('pays what plain whole numbers pay', () => {
    fc.assert(
      fc.property(randomBenefit, randomPerson, randomVisits, (benefit, person, visits) => {
        const policy = policyOf(benefit);
        const rows = foldBenefitYear(visits.map(visitFrom), contextOf(policy, person));
        expect(figuresOf(rows)).toEqual(new Map([...plainBenefit(visits, benefit, person)].sort(([a], [b]) => order(rows, a) - order(rows, b))));
      }),
      { numRuns: 600 },
    );
  });

  test('ends the same whatever the order, the batches and the repetitions', () => {
    fc.assert(
      fc.property(randomBenefit, randomPerson, randomVisits, fc.nat(13), (benefit, person, visits, cut) => {
        const context = contextOf(policyOf(benefit), person);
        const all = visits.map(visitFrom);
        const shuffled = [...all.slice(cut).reverse(), ...all.slice(0, cut), ...all.slice(0, 2)];
        expect(foldBenefitYear(shuffled, context)).toEqual(foldBenefitYear(all, context));
      }),
      { numRuns: 200 },
    );
  });

  test('keeps its promises: nothing below zero, nothing above the maximum, nothing from a contract that is not there', () => {
    fc.assert(
      fc.property(randomBenefit, randomPerson, randomVisits, (benefit, person, visits) => {
        const policy = policyOf(benefit);
        const all = visits.map(visitFrom);
        for (const { visit, facts, adjudication } of paid(foldBenefitYear(all, contextOf(policy, person)))) {
          const { payFen, selfPaidFen, enhancementFen, deductiblePaidFen, baseFen, maximumLeftFen, contractId } = adjudication;
          expect(payFen + selfPaidFen).toBe(visit.totalFen);
          expect(Math.min(payFen, selfPaidFen, enhancementFen, deductiblePaidFen, baseFen)).toBeGreaterThanOrEqual(0);
          expect(deductiblePaidFen + payFen).toBeLessThanOrEqual(facts.inScopeFen);
          if (maximumLeftFen !== null) expect(payFen).toBeLessThanOrEqual(maximumLeftFen);
          if (contractId === null) expect(enhancementFen).toBe(0);
          expect(adjudication.benefitYear).toBe(benefitYearOf(facts.settledOn, benefit.benefitYearStart.value));
        }
        for (const row of paid(foldBenefitYear(all, contextOf(policy, { ...person, contracts: [] })))) {
          expect(row.adjudication.enhancementFen).toBe(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('plans that share a maximum stay below the highest of their maxima together', () => {
    fc.assert(
      fc.property(randomBenefit, randomPerson, randomVisits, (benefit, person, visits) => {
        const unraised = benefit.enhancements.map(({ maximumRaise: _raise, ...each }) => ({ points: { value: '0.01', clause: '随机', confidence: 'assumed' }, ...each }));
        const shared = { ...benefit, enhancements: unraised, plans: benefit.plans.map((plan) => ({ ...plan, maximumGroup: 'all', annualMaximum: { value: '500.00', clause: '随机', confidence: 'assumed' } })) };
        const years = new Map<string, number>();
        for (const { adjudication } of paid(foldBenefitYear(visits.map(visitFrom), contextOf(policyOf(shared), person)))) {
          years.set(adjudication.benefitYear, (years.get(adjudication.benefitYear) ?? 0) + adjudication.payFen);
        }
        for (const sumFen of years.values()) expect(sumFen).toBeLessThanOrEqual(50_000);
      }),
      { numRuns: 200 },
    );
  });

  test('is recomputed from its own operands, and explained to the last figure', () => {
    fc.assert(
      fc.property(randomBenefit, randomPerson, randomVisits, (benefit, person, visits) => {
        const policy = policyOf(benefit);
        const context = contextOf(policy, person);
        for (const { facts, adjudication } of paid(foldBenefitYear(visits.map(visitFrom), context))) {
          const contract = findContractInForce(context.contracts, facts.settledOn);
          expect(adjudicate(facts, policy, adjudication.before, contract)).toEqual({ ok: true, value: adjudication });
          const working = new Map(explainAdjudication(adjudication, facts, policy).map((each) => [each.step, each.result.value]));
          if (!adjudication.covered) continue;
          expect(working.get('benefit.deductible')).toBe(adjudication.deductiblePaidFen);
          expect(working.get('benefit.pay')).toBe(adjudication.payBeforeMaximumFen);
          expect(working.get('benefit.maximum') ?? adjudication.payFen).toBe(adjudication.payFen);
          expect(working.get('benefit.enhancement')).toBe(adjudication.enhancementFen);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function order(rows: readonly FoldedVisit[], settlementId: string): number {
  return rows.findIndex((row) => row.visit.settlementId === settlementId);
}
