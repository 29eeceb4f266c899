import type { Queryable } from '@/db';
import { type ContractBegun, listContractsBegun, listReferralContacts, listServiceContacts, listVisitContacts } from '@/db/queries/warning-facts';
import { listSuccessions } from '@/db/queries/handover';
import { listInstitutions } from '@/db/queries/registry';
import { type Month, addMonths, dayOfInstant, firstDayOf, lastDayOf } from '@/server/domain/kernel/calendar-day';
import type { MonitoringTerms } from '@/server/domain/policy/monitoring-terms';
import { successorOn } from '@/server/domain/registry/succession';
import { type ContractService, signingMonthDue } from '@/server/domain/warning/detect-unserved';

const contractsInTurn = 2000;

/** The contracts that have run for as many months as the policy waits, with what their institutions did for the residents since. */
export async function gatherContracts(q: Queryable, regionCode: string, month: Month, terms: MonitoringTerms): Promise<ContractService[]> {
  const begun = await listContractsBegun(q, regionCode, signingMonthDue(month, terms), lastDayOf(month));
  const successions = await listSuccessions(q, regionCode);
  const seat = new Map((await listInstitutions(q, regionCode)).map((place) => [place.code, successorOn(successions, place.parentCode ?? place.code, lastDayOf(month))]));
  const served: ContractService[] = [];
  for (let from = 0; from < begun.length; from += contractsInTurn) {
    served.push(...(await countService(q, regionCode, month, terms, begun.slice(from, from + contractsInTurn), seat)));
  }
  return served;
}

async function countService(
  q: Queryable,
  regionCode: string,
  month: Month,
  terms: MonitoringTerms,
  contracts: readonly ContractBegun[],
  seat: ReadonlyMap<string, string>,
): Promise<ContractService[]> {
  const ids = contracts.map((each) => each.residentId);
  const [first, end] = [firstDayOf(signingMonthDue(month, terms)), firstDayOf(addMonths(month, 1))];
  const visits = await listVisitContacts(q, regionCode, ids, first, end);
  const services = await listServiceContacts(q, regionCode, contracts.map((each) => each.contractId), end);
  const referrals = await listReferralContacts(q, regionCode, ids, first, end);
  return contracts.map((each) => {
    // A clinic works under its township hospital, so being seen at either is being seen by the team's house.
    const here = ({ residentId, institutionCode }: { residentId: string; institutionCode: string }) =>
      residentId === each.residentId && (institutionCode === each.institutionCode || seat.get(institutionCode) === each.institutionCode);
    return {
      ...each,
      visits: visits.filter((contact) => here(contact) && contact.at >= each.from).length,
      referrals: referrals.filter((contact) => here(contact) && dayOfInstant(contact.createdAt) >= each.from).length,
      services: services.get(each.contractId) ?? 0,
    };
  });
}
