import { type SQL, and, asc, desc, eq, gt, gte, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { adjudication, institution, ledgerEntry, resident, visit } from '@/db/schema';
import { compareCodes } from '@/server/domain/kernel/allocate';
import { type Day, type Month, addYears } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type PoolId, claimKinds, formatAccount, parseAccount } from '@/server/domain/ledger/account';
import type { Insutype } from '@/server/domain/registry/codes';
import type { YearClaim, YearPlace } from '@/server/domain/settlement/year-books';
import { sameVisit } from './visit';

const sum = sql<number>`coalesce(sum(${ledgerEntry.amountFen}), 0)`.mapWith(Number);
const ofVisits = inArray(ledgerEntry.kind, ['visit', 'difference']);

/**
 * What each institution claimed from each pool in postings of these months, and what it was paid ahead for them. A
 * prepayment is posted after its month has closed, so it is found by the month it is about.
 */
export async function listYearClaims(q: Queryable, regionCode: string, from: Month, to: Month): Promise<YearClaim[]> {
  const between = (column: typeof ledgerEntry.month | typeof ledgerEntry.originMonth) =>
    and(eq(ledgerEntry.regionCode, regionCode), gte(column, from), lte(column, to));
  const claimed = await q
    .select({ account: ledgerEntry.account, amountFen: sum })
    .from(ledgerEntry)
    .where(and(between(ledgerEntry.month), ofVisits))
    .groupBy(ledgerEntry.account);
  const prepaid = await q
    .select({ account: ledgerEntry.account, amountFen: sum })
    .from(ledgerEntry)
    .where(and(between(ledgerEntry.originMonth), eq(ledgerEntry.kind, 'prepayment')))
    .groupBy(ledgerEntry.account);
  return claimsOf([...claimed, ...prepaid]);
}

function claimsOf(sums: readonly { readonly account: string; readonly amountFen: Fen }[]): YearClaim[] {
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
  const { code, name, level, parentCode } = institution;
  return q.select({ code, name, level, parentCode }).from(institution).where(eq(institution.regionCode, regionCode)).orderBy(asc(code));
}

/** N of each pool: people with a visit in the year that was not taken back. */
export async function countPersons(q: Queryable, regionCode: string, year: string): Promise<Map<PoolId, number>> {
  const first: Day = `${year}-01-01`;
  const rows = await q
    .select({ pool: adjudication.pool, persons: sql<number>`count(distinct ${visit.residentId})`.mapWith(Number) })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .where(and(eq(visit.regionCode, regionCode), gte(visit.settledAt, first), lt(visit.settledAt, addYears(first, 1)), eq(adjudication.status, 'paid')))
    .groupBy(adjudication.pool);
  return new Map(rows.map(({ pool, persons }) => [pool, persons]));
}

/** Insured people who lived in the region on a day, by the institution near their home. */
export async function countInsured(q: Queryable, regionCode: string, insutype: Insutype, on: Day): Promise<Map<string, number>> {
  const rows = await q
    .select({ code: resident.homeInstitutionCode, insured: sql<number>`count(*)`.mapWith(Number) })
    .from(resident)
    .where(
      and(
        eq(resident.regionCode, regionCode),
        eq(resident.insutype, insutype),
        lte(resident.birthDay, on),
        or(isNull(resident.deathDay), gt(resident.deathDay, on)),
        or(isNull(resident.movedOutOn), gt(resident.movedOutOn, on)),
      ),
    )
    .groupBy(resident.homeInstitutionCode);
  return new Map(rows.flatMap(({ code, insured }): [string, number][] => (code === null ? [] : [[code, insured]])));
}

export interface LineFilter {
  readonly pool: PoolId;
  readonly institutionCodes: readonly string[];
  readonly from: Month;
  readonly to: Month;
}

export interface LineVisit {
  readonly institutionCode: string;
  readonly settlementId: string;
  readonly settledAt: string;
  readonly medType: (typeof visit.$inferSelect)['medType'];
  readonly diagnosisName: string | null;
  readonly totalFen: Fen;
  readonly specialFee: boolean;
  /** What the year's months hold for this visit: its posting and the differences posted since. */
  readonly fundFen: Fen;
  /** Of the adjudication as it stands now. */
  readonly enhancementFen: Fen;
  readonly contractId: string | null;
}

/** One page of the visits behind a line, those that cost the fund most first. */
export async function listLineVisits(q: Queryable, reach: Reach, filter: LineFilter, page: { readonly limit: number; readonly offset: number }): Promise<LineVisit[]> {
  const posted = q
    .select({ institutionCode: ledgerEntry.institutionCode, settlementId: ledgerEntry.settlementId, fundFen: sum.as('fund_fen') })
    .from(ledgerEntry)
    .where(behindLine(reach, filter))
    .groupBy(ledgerEntry.institutionCode, ledgerEntry.settlementId)
    .as('posted');
  return q
    .select({
      institutionCode: visit.institutionCode,
      settlementId: visit.settlementId,
      settledAt: visit.settledAt,
      medType: visit.medType,
      diagnosisName: visit.diagnosisName,
      totalFen: visit.totalFen,
      specialFee: visit.specialFee,
      fundFen: posted.fundFen,
      enhancementFen: adjudication.enhancementFen,
      contractId: adjudication.contractId,
    })
    .from(posted)
    .innerJoin(visit, and(eq(visit.regionCode, reach.regionCode), eq(visit.institutionCode, posted.institutionCode), eq(visit.settlementId, posted.settlementId)))
    .innerJoin(adjudication, sameVisit())
    .orderBy(desc(posted.fundFen), asc(visit.institutionCode), asc(visit.settlementId))
    .limit(page.limit)
    .offset(page.offset);
}

export interface LineSum {
  readonly visits: number;
  readonly ordinaryFen: Fen;
  readonly specialFen: Fen;
}

/** What the visits behind a line sum to, and how many there are. */
export async function sumLineVisits(q: Queryable, reach: Reach, filter: LineFilter): Promise<LineSum> {
  const rows = await q.select({ account: ledgerEntry.account, amountFen: sum }).from(ledgerEntry).where(behindLine(reach, filter)).groupBy(ledgerEntry.account);
  const each = q
    .selectDistinct({ institutionCode: ledgerEntry.institutionCode, settlementId: ledgerEntry.settlementId })
    .from(ledgerEntry)
    .where(behindLine(reach, filter))
    .as('each_visit');
  const [counted] = await q.select({ visits: sql<number>`count(*)`.mapWith(Number) }).from(each);
  const total = (claim: (typeof claimKinds)[number]) => {
    const accounts = accountsOf(filter, [claim]);
    return rows.filter((row) => accounts.includes(row.account)).reduce((left, row) => left + row.amountFen, 0);
  };
  return { visits: counted?.visits ?? 0, ordinaryFen: total('ordinary'), specialFen: total('special_fee') };
}

function behindLine(reach: Reach, filter: LineFilter): SQL | undefined {
  return and(
    within(reach, ledgerEntry.regionCode, ledgerEntry.institutionCode),
    gte(ledgerEntry.month, filter.from),
    lte(ledgerEntry.month, filter.to),
    inArray(ledgerEntry.account, accountsOf(filter, claimKinds)),
    ofVisits,
  );
}

function accountsOf({ pool, institutionCodes }: LineFilter, kinds: readonly (typeof claimKinds)[number][]): string[] {
  return institutionCodes.flatMap((institutionCode) => kinds.map((claim) => formatAccount({ kind: 'claim', pool, institutionCode, claim })));
}

