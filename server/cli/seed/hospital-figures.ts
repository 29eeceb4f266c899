import type { Chance } from '@/db/seed/chance';
import type { DemoContract } from '@/db/seed/contracts';
import type { DemoPerson } from '@/db/seed/people';
import { demoInstitutions, demoRegion } from '@/db/seed/places';
import type { DemoVisit } from '@/db/seed/visits';
import { type BenefitContext, foldBenefitYear, unknownCircumstances } from '@/server/domain/benefit/fold-benefit-year';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { type RecognizedDays, recognitionLookup } from '@/server/domain/recognition/find-recognition';
import type { Recognition } from '@/server/domain/recognition/recognition';
import { daysInForce } from '@/server/domain/recognition/validity';
import { identityClassesOn, type IdentityInterval } from '@/server/domain/registry/identity-classes';
import type { ReportedAmounts, Visit } from '@/server/domain/visit/visit';

const places = new Map(demoInstitutions.map((place) => [place.code, { level: place.level, allianceIds: place.allianceId ? [place.allianceId] : [] }]));
const alliancesOf = (code: string) => places.get(code)?.allianceIds ?? [];

export const nothingReported: ReportedAmounts = {
  reportedDeductibleFen: null,
  reportedPoolFen: null,
  reportedAccountFen: null,
  reportedCashFen: null,
  reportedFundFen: null,
};

export const nothingMoreTold = { startedAt: null, endedAt: null, essentialDrugFen: null, prescriptionDays: null } as const;

/** What the registers hold of a person beside what they are. */
export interface DemoStanding {
  readonly contracts: readonly DemoContract[];
  readonly identities: readonly IdentityInterval[];
  readonly recognitions: readonly Recognition[];
}

/**
 * What the hospital settled at its own counter, for one person's benefit year: mostly what the rules give, now and then
 * without the enhancement or with the deductible taken once more, and from some places nothing at all.
 */
export function hospitalFigures(person: DemoPerson, visits: readonly DemoVisit[], standing: DemoStanding, policies: readonly PolicyVersion[], chance: Chance): ReportedAmounts[] {
  const folded = foldBenefitYear(visits.map((visit) => plainVisit(visit, person)), contextOf(person, standing, policies));
  const byId = new Map(folded.map((one) => [one.visit.settlementId, one]));
  return visits.map(({ settlementId, totalFen }) => {
    const one = byId.get(settlementId);
    if (one?.status !== 'paid' || chance.happens(0.12)) return nothingReported;
    const { payFen, enhancementFen, deductiblePaidFen, layers } = one.adjudication;
    const fault = chance.next();
    const forgotten = enhancementFen > 0 && fault < 0.08 ? enhancementFen : 0;
    const takenAgain = fault > 0.99 ? Math.min(payFen - forgotten, 2_000) : 0;
    const poolFen = payFen - forgotten - takenAgain;
    // Now and then the counter did not settle the ladder and assistance along with basic insurance.
    const layersFen = layers === null || fault < 0.06 ? 0 : layers.ladderFen + layers.assistanceFen;
    return {
      reportedDeductibleFen: deductiblePaidFen + takenAgain,
      reportedPoolFen: poolFen,
      reportedAccountFen: 0,
      reportedCashFen: totalFen - poolFen - layersFen,
      reportedFundFen: poolFen + layersFen,
    };
  });
}

function contextOf(person: DemoPerson, { contracts, identities, recognitions }: DemoStanding, policies: readonly PolicyVersion[]): BenefitContext {
  return {
    regionCode: demoRegion.regionCode,
    policies,
    contracts: contracts.map(({ team, startDay, endDay }, at) => ({ contractId: String(at), institutionCode: team.institutionCode, allianceIds: alliancesOf(team.institutionCode), from: startDay, to: endDay })),
    retiredOn: () => person.retired,
    placeOf: (code) => places.get(code) ?? { level: 'out_of_region', allianceIds: [] },
    ...unknownCircumstances,
    identityClassesOn: (day) => identityClassesOn(identities, day),
    recognitionFor: recognitionLookup(recognitions.flatMap(daysOf), policies),
  };
}

function daysOf(held: Recognition): RecognizedDays[] {
  const days = daysInForce(held);
  return days === null ? [] : [{ recognitionId: held.id, diseaseCode: held.diseaseCode, ...days }];
}

function plainVisit({ person: _person, ...visit }: DemoVisit, person: DemoPerson): Visit {
  return { ...visit, ...nothingReported, ...nothingMoreTold, residentId: person.id, insutype: person.insutype, referralNumber: null, refundOf: null };
}
