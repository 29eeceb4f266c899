import type { Queryable } from '@/db';
import { listBenefitPeople } from '@/db/queries/adjudication';
import { listRecognizedDays } from '@/db/queries/recognition';
import { listIdentityIntervals } from '@/db/queries/resident-identity';
import { listCoverageAndGroups } from '@/db/queries/resident-standing';
import type { BenefitContext } from '@/server/domain/benefit/fold-benefit-year';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { type RecognizedDays, recognitionLookup } from '@/server/domain/recognition/find-recognition';
import { type CoverageTimeline, coverageOn } from '@/server/domain/registry/coverage';
import { type KeyGroupInterval, keyGroupsOn } from '@/server/domain/registry/key-groups-on';
import { identityClassesOn, type IdentityInterval } from '@/server/domain/registry/identity-classes';

/** What the registers say of a person beside visits and contracts, as benefits ask for it. */
export interface PersonCircumstances {
  readonly birthDay: Day;
  readonly coverage: CoverageTimeline;
  readonly keyGroups: readonly KeyGroupInterval[];
  readonly homeInstitutionCode: string | null;
  readonly identities: readonly IdentityInterval[];
  readonly recognitions: readonly RecognizedDays[];
}

/** The circumstances of many residents, by id. */
export async function readCircumstances(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<Map<string, PersonCircumstances>> {
  const people = await listBenefitPeople(q, regionCode, residentIds);
  const standings = await listCoverageAndGroups(q, regionCode, residentIds);
  const identities = await listIdentityIntervals(q, regionCode, residentIds);
  const recognitions = await listRecognizedDays(q, regionCode, residentIds);
  return new Map(people.map(({ id, ...person }) => [id, { ...person, ...standings.get(id), identities: identities.get(id) ?? [], recognitions: recognitions.get(id) ?? [] }]));
}

/** The same as the fold of the person's benefit years asks for it. */
export function circumstancesOf(
  person: PersonCircumstances,
  policies: readonly PolicyVersion[],
): Pick<BenefitContext, 'retiredOn' | 'homeInstitutionCode' | 'keyGroupsOn' | 'identityClassesOn' | 'recognitionFor'> {
  return {
    retiredOn: (day) => coverageOn(person.coverage, day)?.retired ?? false,
    homeInstitutionCode: person.homeInstitutionCode,
    keyGroupsOn: (day) => keyGroupsOn(person, day),
    identityClassesOn: (day) => identityClassesOn(person.identities, day),
    recognitionFor: recognitionLookup(person.recognitions, policies),
  };
}
