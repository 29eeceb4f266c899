import { type SQL, and, asc, desc, eq, exists, gte, inArray, lte, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { adjudication, ledgerEntry, resident, visit } from '@/db/schema';
import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type PoolId, claimKinds, formatAccount } from '@/server/domain/ledger/account';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import { heldOnDayOfVisit, ofVisits, sumOfEntries as sum, visitOfEntry } from './settlement-books';
import { sameVisit } from './visit';

/** Which visits are behind a line: those at its institutions, and those of its people at other places. */
export interface LineFilter {
  readonly pools: readonly PoolId[];
  readonly institutionCodes: readonly string[];
  readonly elsewhere: ElsewhereFilter | null;
  readonly from: Month;
  readonly to: Month;
}

/** Visits of people whose home is one of these, unless they held one of the classes on the visit's day. */
export interface ElsewhereFilter {
  readonly pools: readonly PoolId[];
  readonly institutionCodes: readonly string[];
  readonly homeCodes: readonly string[];
  readonly excludedClasses: readonly IdentityClass[];
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
    .where(behindLine(q, reach, filter))
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
  const rows = await q.select({ account: ledgerEntry.account, amountFen: sum }).from(ledgerEntry).where(behindLine(q, reach, filter)).groupBy(ledgerEntry.account);
  const each = q
    .selectDistinct({ institutionCode: ledgerEntry.institutionCode, settlementId: ledgerEntry.settlementId })
    .from(ledgerEntry)
    .where(behindLine(q, reach, filter))
    .as('each_visit');
  const [counted] = await q.select({ visits: sql<number>`count(*)`.mapWith(Number) }).from(each);
  const total = (claim: (typeof claimKinds)[number]) => {
    return rows.filter(({ account }) => account.endsWith(`/${claim}`)).reduce((left, row) => left + row.amountFen, 0);
  };
  return { visits: counted?.visits ?? 0, ordinaryFen: total('ordinary'), specialFen: total('special_fee') };
}

function behindLine(q: Queryable, reach: Reach, filter: LineFilter): SQL | undefined {
  const { institutionCodes, elsewhere } = filter;
  const inReach = { ...reach, institutionCodes: [...institutionCodes, ...(elsewhere?.institutionCodes ?? [])] };
  return and(
    within(inReach, ledgerEntry.regionCode, ledgerEntry.institutionCode),
    gte(ledgerEntry.month, filter.from),
    lte(ledgerEntry.month, filter.to),
    or(inArray(ledgerEntry.account, accountsOf(filter)), elsewhere === null ? undefined : and(inArray(ledgerEntry.account, accountsOf(elsewhere)), ofPeople(q, elsewhere))),
    ofVisits,
  );
}

function ofPeople(q: Queryable, { homeCodes, excludedClasses }: ElsewhereFilter): SQL {
  return exists(
    q
      .select({ id: visit.settlementId })
      .from(visit)
      .innerJoin(resident, and(eq(resident.regionCode, visit.regionCode), eq(resident.id, visit.residentId)))
      .where(and(visitOfEntry(), inArray(resident.homeInstitutionCode, [...homeCodes]), sql`${heldOnDayOfVisit(excludedClasses)} = 0`)),
  );
}

function accountsOf({ pools, institutionCodes }: Pick<LineFilter, 'pools' | 'institutionCodes'>): string[] {
  return pools.flatMap((pool) => institutionCodes.flatMap((institutionCode) => claimKinds.map((claim) => formatAccount({ kind: 'claim', pool, institutionCode, claim }))));
}
