import { type SQL, and, asc, eq, exists, gte, inArray, isNull, lte, notInArray, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { closedMonthTotal, institution, ledgerEntry, resident, residentIdentity, scoredStay, visit } from '@/db/schema';
import { compareCodes } from '@/server/domain/kernel/allocate';
import type { Day, Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { formatAccount, parseAccount, poolIds } from '@/server/domain/ledger/account';
import type { Insutype } from '@/server/domain/registry/codes';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import type { YearClaim, YearCost, YearPlace, YearScore } from '@/server/domain/settlement/year-books';
import { type AccountSpan, claimedOn, ofVisits, sourcesOf } from './closed-month';
import { insuredOn, livesHereOn } from './resident-standing';

export { ofVisits } from './closed-month';

export const sumOfEntries = sql<number>`coalesce(sum(${ledgerEntry.amountFen}), 0)`.mapWith(Number);
/** Money of ladders, assistance and service fees is nobody's budget. */
const ofPools = inArray(ledgerEntry.pool, [...poolIds]);

/**
 * What each institution claimed from each pool in postings of these months, and what it was paid ahead for them. A
 * prepayment is posted after its month has closed, so it is found by the month it is about. Of months that were added up when they
 * were closed the totals are read; `recountYearClaims` of settlement reads every entry.
 */
export async function listYearClaims(q: Queryable, regionCode: string, from: Month, to: Month): Promise<YearClaim[]> {
  const { totals, entries } = await sourcesOf(q, regionCode, from, to);
  const { account, pool, amountFen } = closedMonthTotal;
  const claimed =
    totals === null
      ? []
      : await q
          .select({ account, amountFen: sql<number>`coalesce(sum(${amountFen}), 0)`.mapWith(Number) })
          .from(closedMonthTotal)
          .where(and(totals, inArray(pool, [...poolIds])))
          .groupBy(account);
  return claimsOf([...claimed, ...(entries === null ? [] : await sumByAccount(q, entries)), ...(await listPaidAhead(q, regionCode, from, to))]);
}

/** Month by month, because in that order an index has them; accounts of a year alone would have to be sorted, entry by entry. */
function sumByAccount(q: Queryable, entries: SQL | undefined): PromiseLike<AccountSum[]> {
  const { month, account } = ledgerEntry;
  return q.select({ account, amountFen: sumOfEntries }).from(ledgerEntry).where(and(entries, ofPools)).groupBy(month, account);
}

/** What visits moved on some of a month's accounts of claims. */
export function sumClaims(q: Queryable, regionCode: string, month: Month, accounts: AccountSpan): PromiseLike<AccountSum[]> {
  return sumByAccount(q, claimedOn(regionCode, month, accounts));
}

export interface AccountSum {
  readonly account: string;
  readonly amountFen: Fen;
}

export function listPaidAhead(q: Queryable, regionCode: string, from: Month, to: Month): PromiseLike<AccountSum[]> {
  // Spelled out, so that the index of these few entries is seen to hold them all.
  const paidAhead = sql`${ledgerEntry.kind} = 'prepayment'`;
  return q
    .select({ account: ledgerEntry.account, amountFen: sumOfEntries })
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.regionCode, regionCode), gte(ledgerEntry.originMonth, from), lte(ledgerEntry.originMonth, to), ofPools, paidAhead))
    .groupBy(ledgerEntry.account);
}

/** What accounts of claims and prepayments come to, by pool and institution; others are passed over. */
export function claimsOf(sums: readonly AccountSum[]): YearClaim[] {
  const claims = new Map<string, YearClaim>();
  for (const { account: text, amountFen } of sums) {
    const account = parseAccount(text);
    if (account === null) throw new Error(`not an account: ${text}`);
    if (account.kind !== 'claim' && account.kind !== 'prepayment') continue;
    const { pool, institutionCode } = account;
    const key = `${pool}/${institutionCode}`;
    const claim = claims.get(key) ?? { pool, institutionCode, ordinaryFen: 0, specialFen: 0, prepaidFen: 0 };
    const part = account.kind === 'prepayment' ? 'prepaidFen' : account.claim === 'ordinary' ? 'ordinaryFen' : 'specialFen';
    claims.set(key, { ...claim, [part]: claim[part] + amountFen });
  }
  return [...claims.entries()].sort(([a], [b]) => compareCodes(a, b)).map(([, claim]) => claim);
}

export async function listYearPlaces(q: Queryable, regionCode: string): Promise<YearPlace[]> {
  const { code, name, level, parentCode, allianceId, allianceRole } = institution;
  return q.select({ code, name, level, parentCode, allianceId, allianceRole }).from(institution).where(eq(institution.regionCode, regionCode)).orderBy(asc(code));
}

/** What each home's people cost each pool at each institution, apart by whether they held one of these classes on the visit's day. */
export async function listYearCosts(q: Queryable, regionCode: string, from: Month, to: Month, excludedClasses: readonly IdentityClass[]): Promise<YearCost[]> {
  const excluded = heldOnDayOfVisit(excludedClasses);
  const rows = await q
    .select({ account: ledgerEntry.account, homeCode: resident.homeInstitutionCode, excluded: excluded.as('is_excluded'), amountFen: sumOfEntries })
    .from(ledgerEntry)
    .innerJoin(visit, visitOfEntry())
    .innerJoin(resident, and(eq(resident.regionCode, visit.regionCode), eq(resident.id, visit.residentId)))
    .where(claimedIn(regionCode, from, to))
    .groupBy(ledgerEntry.account, resident.homeInstitutionCode, sql`is_excluded`)
    .orderBy(asc(ledgerEntry.account), asc(resident.homeInstitutionCode));
  return rows.flatMap(({ account: text, homeCode, excluded: isExcluded, amountFen }): YearCost[] => {
    const account = parseAccount(text);
    if (account?.kind !== 'claim' || amountFen === 0) return [];
    return [{ pool: account.pool, institutionCode: account.institutionCode, homeCode, excluded: isExcluded === 1, amountFen }];
  });
}

/** 1 where the visit's person held one of the classes on its day. A day with " 24" sorts after every time of it. */
export function heldOnDayOfVisit(classes: readonly IdentityClass[]): SQL<number> {
  if (classes.length === 0) return sql<number>`0`.mapWith(Number);
  const held = and(
    eq(residentIdentity.regionCode, visit.regionCode),
    eq(residentIdentity.residentId, visit.residentId),
    inArray(residentIdentity.identityClass, [...classes]),
    isNull(residentIdentity.withdrawnAt),
    sql`${residentIdentity.fromDay} <= ${visit.settledAt}`,
    or(isNull(residentIdentity.toDay), sql`${visit.settledAt} < ${residentIdentity.toDay} || ' 24'`),
  );
  return sql<number>`case when exists (select 1 from ${residentIdentity} where ${held}) then 1 else 0 end`.mapWith(Number);
}

/** Scores of the stays that were first posted in these months and not taken back in them; those of equal points and days together. */
export async function listYearScores(q: Queryable, regionCode: string, from: Month, to: Month): Promise<YearScore[]> {
  const stays = q
    .select({ pool: ledgerEntry.pool, institutionCode: ledgerEntry.institutionCode, settlementId: ledgerEntry.settlementId })
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.regionCode, regionCode), lte(ledgerEntry.month, to), ofVisits, inArray(ledgerEntry.pool, inpatientPools), notInArray(ledgerEntry.account, fundAccounts)))
    .groupBy(ledgerEntry.pool, ledgerEntry.institutionCode, ledgerEntry.settlementId)
    .having(sql`min(${ledgerEntry.month}) >= ${from} and sum(${ledgerEntry.amountFen}) > 0`)
    .as('stays');
  const { scheme, points, bedDays } = scoredStay;
  const rows = await q
    .select({ pool: stays.pool, institutionCode: stays.institutionCode, scheme, points, bedDays, stays: sql<number>`count(*)`.mapWith(Number) })
    .from(stays)
    .leftJoin(scoredStay, and(eq(scoredStay.regionCode, regionCode), eq(scoredStay.institutionCode, stays.institutionCode), eq(scoredStay.settlementId, stays.settlementId)))
    .groupBy(stays.pool, stays.institutionCode, scheme, points, bedDays)
    .orderBy(asc(stays.pool), asc(stays.institutionCode), asc(scheme), asc(points), asc(bedDays));
  return rows.flatMap(({ pool: text, institutionCode, ...score }): YearScore[] => {
    const pool = poolIds.find((id) => id === text);
    if (pool === undefined || institutionCode === null) return [];
    return [{ pool, institutionCode, scheme: score.scheme, points: score.points ?? '0', bedDays: score.bedDays ?? 0, stays: score.stays }];
  });
}

const inpatientPools = poolIds.filter((pool) => pool.endsWith('-inpatient'));
const fundAccounts = poolIds.map((pool) => formatAccount({ kind: 'fund', pool }));
/** What visits earned institutions of the pools. A condition on entries of visits. */
export const ofClaims = and(ofPools, notInArray(ledgerEntry.account, fundAccounts));

export function visitOfEntry(): SQL | undefined {
  return and(eq(visit.regionCode, ledgerEntry.regionCode), eq(visit.institutionCode, ledgerEntry.institutionCode), eq(visit.settlementId, ledgerEntry.settlementId));
}

export function claimedIn(regionCode: string, from: Month, to: Month): SQL | undefined {
  return and(eq(ledgerEntry.regionCode, regionCode), gte(ledgerEntry.month, from), lte(ledgerEntry.month, to), ofVisits, ofClaims);
}

/**
 * Insured people who lived in the region on a day, by the institution near their home; with classes, those of them who held one
 * that day.
 */
export async function countInsured(q: Queryable, regionCode: string, insutype: Insutype, on: Day, classes: readonly IdentityClass[] | null = null): Promise<Map<string, number>> {
  if (classes?.length === 0) return new Map();
  const rows = await q
    .select({ code: resident.homeInstitutionCode, insured: sql<number>`count(*)`.mapWith(Number) })
    .from(resident)
    .where(
      and(
        eq(resident.regionCode, regionCode),
        livesHereOn(q, on),
        insuredOn(q, insutype, on),
        classes === null ? undefined : heldOn(q, classes, on),
      ),
    )
    .groupBy(resident.homeInstitutionCode);
  return new Map(rows.flatMap(({ code, insured }): [string, number][] => (code === null ? [] : [[code, insured]])));
}

function heldOn(q: Queryable, classes: readonly IdentityClass[], on: Day): SQL {
  const { residentId, regionCode, identityClass, fromDay, toDay, withdrawnAt } = residentIdentity;
  return exists(
    q
      .select({ residentId })
      .from(residentIdentity)
      .where(and(eq(regionCode, resident.regionCode), eq(residentId, resident.id), inArray(identityClass, [...classes]), isNull(withdrawnAt), lte(fromDay, on), or(isNull(toDay), gte(toDay, on)))),
  );
}
