import type { Queryable } from '@/db';
import { listReferralLinks } from '@/db/queries/adjudication';
import { listAllianceSpells } from '@/db/queries/alliance-membership';
import { listContractIntervals } from '@/db/queries/contract-interval';
import { listSuccessions } from '@/db/queries/handover';
import { listInstitutions } from '@/db/queries/registry';
import type { Place } from '@/server/domain/benefit/fold-benefit-year';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { allianceOn } from '@/server/domain/registry/alliance-membership';
import { successorOn } from '@/server/domain/registry/succession';
import type { Visit } from '@/server/domain/visit/visit';
import type { PersonFacts } from './fold-person';
import { readCircumstances } from './person-circumstances';

/** The visits of some people, by resident id; a person without any may be in it. */
export type VisitsByPerson = ReadonlyMap<string, readonly Visit[]>;

/**
 * What the fold asks of these people, read at once: their contracts and circumstances, and the places and referrals of
 * the visits.
 *
 * @returns the facts of one of them. @throws for a resident or an institution that is not registered.
 */
export async function readPeopleFacts(q: Queryable, regionCode: string, visits: VisitsByPerson, policies: readonly PolicyVersion[]): Promise<(residentId: string) => PersonFacts> {
  const residentIds = [...visits.keys()];
  const all = [...visits.values()].flat();
  const contracts = await listContractIntervals(q, regionCode, residentIds);
  const successions = await listSuccessions(q, regionCode);
  const successorOf = (code: string, day: Day) => successorOn(successions, code, day);
  const placeOf = await placesOf(q, regionCode, all, successorOf);
  const referrals = await referralsOf(q, regionCode, all);
  const circumstances = await readCircumstances(q, regionCode, residentIds);
  return (residentId) => {
    const person = circumstances.get(residentId);
    if (person === undefined) throw new Error(`visits of a resident who is not registered: ${residentId}`);
    return { regionCode, person, policies, placeOf, successorOf, referrals, visits: visits.get(residentId) ?? [], contracts: contracts.get(residentId) ?? [] };
  };
}

async function placesOf(q: Queryable, regionCode: string, visits: readonly Visit[], successorOf: (code: string, day: Day) => string): Promise<(code: string, day: Day) => Place> {
  const codes = new Set(visits.map((visit) => visit.institutionCode));
  const places = new Map<string, Place>();
  const spells = await listAllianceSpells(q, regionCode, [...codes]);
  for (const { code, level, allianceId, parentCode } of await listInstitutions(q, regionCode, [...codes])) {
    places.set(code, { level, allianceIds: allianceId === null ? [] : [allianceId], parentCode });
  }
  return (code, day) => {
    const place = places.get(code);
    if (place === undefined) throw new Error(`a held visit is at an institution that is not registered: ${code}`);
    const own = spells.get(code);
    const parentCode = place.parentCode === null || place.parentCode === undefined ? null : successorOf(place.parentCode, day);
    if (own === undefined) return parentCode === place.parentCode ? place : { ...place, parentCode };
    const { allianceId } = allianceOn(own, { allianceId: null, role: null }, day);
    return { ...place, parentCode, allianceIds: allianceId === null ? [] : [allianceId] };
  };
}

async function referralsOf(q: Queryable, regionCode: string, visits: readonly Visit[]) {
  const numbers = new Set<string>();
  for (const visit of visits) if (visit.referralNumber !== null) numbers.add(visit.referralNumber);
  return new Map((await listReferralLinks(q, regionCode, [...numbers])).map((link) => [link.chainId, link]));
}
