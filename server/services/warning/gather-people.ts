import type { Queryable } from '@/db';
import { listIdentityIntervals } from '@/db/queries/resident-identity';
import { listStandings } from '@/db/queries/resident-standing';
import { listMonitoredVisits, listPeople, listServicesFaceToFace, sumCosts } from '@/db/queries/warning-facts';
import { type Day, type Month, addDays, addMonths, firstDayOf, lastDayOf, monthOf } from '@/server/domain/kernel/calendar-day';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { identityClassesOn } from '@/server/domain/registry/identity-classes';
import { registeredOn } from '@/server/domain/registry/key-groups-on';
import { settlementDay } from '@/server/domain/visit/check-visit';
import { isLowIncome } from '@/server/domain/warning/low-income';
import { type MonitoredService, type MonitoredVisit, type PersonMonth, encounterDay, isStay } from '@/server/domain/warning/person-month';

const nothing = { selfPaidFen: 0, totalFen: 0 } as const;

/** What a month's scan needs to know of some people who were seen in it. */
export async function gatherPeople(q: Queryable, regionCode: string, month: Month, ids: readonly string[], policy: PolicyVersion): Promise<PersonMonth[]> {
  const [first, end] = [firstDayOf(month), firstDayOf(addMonths(month, 1))];
  const inMonth = await listMonitoredVisits(q, regionCode, ids, first, end);
  const earlier = await gatherEarlier(q, regionCode, first, inMonth);
  const services = await gatherServices(q, regionCode, inMonth);
  const before = await sumCosts(q, regionCode, ids, `${month.slice(0, 4)}-01-01`, first);
  const costs = await sumCosts(q, regionCode, ids, first, end);
  const classes = await listIdentityIntervals(q, regionCode, ids);
  const standings = await listStandings(q, regionCode, ids);
  const isLow = (id: string, on: Day) => isLowIncome(identityClassesOn(classes.get(id) ?? [], on), registeredOn(standings.get(id).keyGroups, on));
  const lastSeen = (id: string) => lastDayOf(monthOf(settlementDay(before.get(id)?.lastAt ?? first)));
  return (await listPeople(q, regionCode, ids)).map(({ id, deathDay }) => ({
    month,
    residentId: id,
    deathDay,
    lowIncome: isLow(id, lastDayOf(month)),
    wasLowIncome: isLow(id, lastSeen(id)),
    settleAfterDeathDays: policy.benefit.settleAfterDeathDays.value,
    visits: [...(earlier.get(id) ?? []), ...(inMonth.get(id) ?? [])],
    services: services.get(id) ?? [],
    before: before.get(id) ?? nothing,
    inMonth: costs.get(id) ?? nothing,
  }));
}

/** What was given to people on the days of their stays; only those who lay somewhere are looked up. */
async function gatherServices(q: Queryable, regionCode: string, inMonth: ReadonlyMap<string, readonly MonitoredVisit[]>): Promise<Map<string, MonitoredService[]>> {
  const stays = [...inMonth].flatMap(([id, visits]) => visits.flatMap((visit) => (isStay(visit) && visit.startedAt !== null && visit.endedAt !== null ? [{ id, first: settlementDay(visit.startedAt), last: settlementDay(visit.endedAt) }] : [])));
  const [any] = stays;
  if (!any) return new Map();
  const first = stays.reduce((day, stay) => (stay.first < day ? stay.first : day), any.first);
  const last = stays.reduce((day, stay) => (stay.last > day ? stay.last : day), any.last);
  return listServicesFaceToFace(q, regionCode, [...new Set(stays.map(({ id }) => id))], first, last);
}

/**
 * Records settled before the month that may stand beside one of it: from the day before the person's earliest encounter that
 * was settled in the month. For most that is one day; only those with a longer stay or a late bill are read further back.
 */
async function gatherEarlier(q: Queryable, regionCode: string, first: Day, inMonth: ReadonlyMap<string, readonly MonitoredVisit[]>): Promise<Map<string, MonitoredVisit[]>> {
  const eve = addDays(first, -1);
  const since = new Map([...inMonth].map(([id, visits]) => [id, visits.reduce((day, visit) => (encounterDay(visit) < day ? encounterDay(visit) : day), first)]));
  const short = [...since].filter(([, day]) => day >= first).map(([id]) => id);
  const long = [...since].filter(([, day]) => day < first);
  const earlier = await listMonitoredVisits(q, regionCode, short, eve, first);
  const from = addDays(long.reduce((day, [, own]) => (own < day ? own : day), first), -1);
  for (const [id, visits] of await listMonitoredVisits(q, regionCode, long.map(([own]) => own), from, first)) earlier.set(id, visits);
  return earlier;
}
