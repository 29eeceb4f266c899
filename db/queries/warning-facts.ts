import { type SQL, and, asc, count, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, max, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { adjudication, contract, ledgerEntry, period, referral, resident, serviceRecord, visit, warningScan } from '@/db/schema';
import { type Day, type Month, addMonths, firstDayOf, instantOf } from '@/server/domain/kernel/calendar-day';
import type { CivilTime } from '@/server/domain/visit/visit';
import type { MonitoredService, MonitoredVisit, YearCosts } from '@/server/domain/warning/person-month';
import { livesHereOn } from './resident-standing';
import { sameVisit } from './visit';

/**
 * What a scan looks at. It looks at the whole region for the bureau, so these queries take a region and no reach; readers of
 * findings come by their own reach.
 */
export async function listPeopleSeen(q: Queryable, regionCode: string, month: Month): Promise<string[]> {
  const rows = await q
    .selectDistinct({ residentId: visit.residentId })
    .from(visit)
    .where(and(eq(visit.regionCode, regionCode), settledFrom(firstDayOf(month), firstDayOf(addMonths(month, 1)))))
    .orderBy(asc(visit.residentId));
  return rows.map((row) => row.residentId);
}

/** From the first day on, up to but not including the last. */
function settledFrom(first: Day, end: Day): SQL | undefined {
  return and(gte(visit.settledAt, first), lt(visit.settledAt, end));
}

/** People's records that stand, settled from the first day up to but not including the last; by resident. */
export async function listMonitoredVisits(q: Queryable, regionCode: string, residentIds: readonly string[], first: Day, end: Day): Promise<Map<string, MonitoredVisit[]>> {
  if (residentIds.length === 0) return new Map();
  const rows = await q
    .select({
      residentId: visit.residentId,
      institutionCode: visit.institutionCode,
      settlementId: visit.settlementId,
      medType: visit.medType,
      settledAt: visit.settledAt,
      startedAt: visit.startedAt,
      endedAt: visit.endedAt,
      totalFen: visit.totalFen,
      payFen: adjudication.payFen,
      reportedPoolFen: visit.reportedPoolFen,
      difference: adjudication.difference,
      prescriptionDays: visit.prescriptionDays,
    })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .where(and(eq(visit.regionCode, regionCode), inArray(visit.residentId, [...residentIds]), settledFrom(first, end), eq(adjudication.status, 'paid')));
  const found = new Map<string, MonitoredVisit[]>();
  for (const { residentId, ...row } of rows) {
    const own = found.get(residentId);
    if (own === undefined) found.set(residentId, [row]);
    else own.push(row);
  }
  return found;
}

/** What people paid themselves after every fund, what was charged, and the time of the last record, by resident. */
export async function sumCosts(q: Queryable, regionCode: string, residentIds: readonly string[], first: Day, end: Day): Promise<Map<string, YearCosts & { readonly lastAt: CivilTime }>> {
  if (residentIds.length === 0 || first >= end) return new Map();
  const total = (column: SQL) => sql<number>`coalesce(sum(${column}), 0)`.mapWith(Number);
  const rows = await q
    .select({
      residentId: visit.residentId,
      selfPaidFen: total(sql`${adjudication.selfPaidFen}`),
      totalFen: total(sql`${visit.totalFen}`),
      lastAt: sql<CivilTime>`max(${visit.settledAt})`,
    })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .where(and(eq(visit.regionCode, regionCode), inArray(visit.residentId, [...residentIds]), settledFrom(first, end), eq(adjudication.status, 'paid')))
    .groupBy(visit.residentId);
  return new Map(rows.map(({ residentId, ...costs }) => [residentId, costs]));
}

export interface PersonRow {
  readonly id: string;
  readonly deathDay: Day | null;
}

export async function listPeople(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<PersonRow[]> {
  if (residentIds.length === 0) return [];
  return q
    .select({ id: resident.id, deathDay: resident.deathDay })
    .from(resident)
    .where(and(eq(resident.regionCode, regionCode), inArray(resident.id, [...residentIds])));
}

export interface ContractBegun {
  readonly contractId: string;
  readonly residentId: string;
  readonly institutionCode: string;
  readonly from: Day;
  readonly to: Day;
}

/** Contracts that began in a month and cover a later day, of people who then live here. */
export async function listContractsBegun(q: Queryable, regionCode: string, month: Month, on: Day): Promise<ContractBegun[]> {
  return q
    .select({ contractId: contract.id, residentId: contract.residentId, institutionCode: contract.institutionCode, from: contract.startDay, to: contract.endDay })
    .from(contract)
    .innerJoin(resident, and(eq(resident.regionCode, contract.regionCode), eq(resident.id, contract.residentId)))
    .where(
      and(
        eq(contract.regionCode, regionCode),
        gte(contract.startDay, firstDayOf(month)),
        lt(contract.startDay, firstDayOf(addMonths(month, 1))),
        gte(contract.endDay, on),
        livesHereOn(q, on),
      ),
    )
    .orderBy(asc(contract.id));
}

/** Where somebody was seen, or where a referral for them was written, and on which day. */
export interface Contact {
  readonly residentId: string;
  readonly institutionCode: string;
  /** Starts with the day. */
  readonly at: string;
}

export async function listVisitContacts(q: Queryable, regionCode: string, residentIds: readonly string[], first: Day, end: Day): Promise<Contact[]> {
  if (residentIds.length === 0) return [];
  return q
    .select({ residentId: visit.residentId, institutionCode: visit.institutionCode, at: visit.settledAt })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .where(and(eq(visit.regionCode, regionCode), inArray(visit.residentId, [...residentIds]), settledFrom(first, end), eq(adjudication.status, 'paid')));
}

export interface ReferralContact {
  readonly residentId: string;
  readonly institutionCode: string;
  readonly createdAt: number;
}

export async function listReferralContacts(q: Queryable, regionCode: string, residentIds: readonly string[], first: Day, end: Day): Promise<ReferralContact[]> {
  if (residentIds.length === 0) return [];
  return q
    .select({ residentId: referral.residentId, institutionCode: referral.fromInstitutionCode, createdAt: referral.createdAt })
    .from(referral)
    .where(
      and(
        eq(referral.regionCode, regionCode),
        inArray(referral.residentId, [...residentIds]),
        gte(referral.createdAt, instantOf(`${first} 00:00:00`)),
        lt(referral.createdAt, instantOf(`${end} 00:00:00`)),
      ),
    );
}

/** What was given face to face to these people from the first day to the last, and stands; by resident. */
export async function listServicesFaceToFace(q: Queryable, regionCode: string, residentIds: readonly string[], first: Day, last: Day): Promise<Map<string, MonitoredService[]>> {
  const found = new Map<string, MonitoredService[]>();
  if (residentIds.length === 0) return found;
  const { residentId, contractId, institutionCode, day, place, withdrawnAt } = serviceRecord;
  const rows = await q
    .select({ residentId, contractId, institutionCode, day })
    .from(serviceRecord)
    .where(and(eq(serviceRecord.regionCode, regionCode), inArray(residentId, [...residentIds]), gte(day, first), lte(day, last), inArray(place, ['clinic', 'home']), isNull(withdrawnAt)))
    .orderBy(asc(day), asc(serviceRecord.id));
  for (const { residentId: id, ...row } of rows) {
    const own = found.get(id);
    if (own) own.push(row);
    else found.set(id, [row]);
  }
  return found;
}

/** How many services that stand were given under these contracts before a day; contracts without any are left out. */
export async function listServiceContacts(q: Queryable, regionCode: string, contractIds: readonly string[], before: Day): Promise<Map<string, number>> {
  if (contractIds.length === 0) return new Map();
  const rows = await q
    .select({ contractId: serviceRecord.contractId, services: count() })
    .from(serviceRecord)
    .where(and(eq(serviceRecord.regionCode, regionCode), inArray(serviceRecord.contractId, [...contractIds]), isNull(serviceRecord.withdrawnAt), lt(serviceRecord.day, before)))
    .groupBy(serviceRecord.contractId);
  return new Map(rows.map(({ contractId, services }) => [contractId, Number(services)]));
}

/**
 * Closed months that were not scanned since they were closed, or about which something was posted since their scan; oldest
 * first. News about a closed month is posted to a month that was open then, so only the newest months' books are read.
 */
export async function listMonthsToScan(q: Queryable, regionCode: string, oldest: Month): Promise<Month[]> {
  const closed = await q
    .select({ month: period.month, closedAt: period.closedAt, scannedAt: warningScan.scannedAt })
    .from(period)
    .leftJoin(warningScan, and(eq(warningScan.regionCode, period.regionCode), eq(warningScan.month, period.month)))
    .where(and(eq(period.regionCode, regionCode), isNotNull(period.closedAt), gte(period.month, oldest)))
    .orderBy(asc(period.month));
  const newest = closed.at(-1)?.month;
  if (newest === undefined) return [];
  const news = await q
    .select({ month: ledgerEntry.originMonth, postedAt: max(ledgerEntry.postedAt) })
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.regionCode, regionCode), gte(ledgerEntry.month, newest), lte(ledgerEntry.originMonth, newest), gt(ledgerEntry.month, ledgerEntry.originMonth)))
    .groupBy(ledgerEntry.originMonth);
  const newsOf = new Map(news.map((row) => [row.month, Number(row.postedAt ?? 0)]));
  return closed
    .filter(({ month, closedAt, scannedAt }) => scannedAt === null || scannedAt < Math.max(Number(closedAt ?? 0), newsOf.get(month) ?? 0))
    .map(({ month }) => month);
}

