import { type SQL, and, asc, desc, eq, gte, inArray, isNull, lt, lte, ne, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { adjudication, institution, ledgerEntry, reconciliationMark, resident, visit } from '@/db/schema';
import { type Month, addMonths, firstDayOf } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { formatAccount, poolIds } from '@/server/domain/ledger/account';
import { type ClassSums, type ComparisonClass, type Sums, comparisonClassOf, openClasses } from '@/server/domain/reconciliation/comparison';
import type { DifferenceStatus, Mark } from '@/server/domain/reconciliation/mark';
import type { PostedSum } from '@/server/domain/reconciliation/tie-out';
import type { VisitKey } from '@/server/domain/visit/visit';
import { sameVisit, visitIn } from './visit';

/** First and last month, both included. */
export interface Months {
  readonly from: Month;
  readonly to: Month;
}

const visits = sql<number>`count(*)`.mapWith(Number);
const settledIn = ({ from, to }: Months): SQL | undefined => and(gte(visit.settledAt, firstDayOf(from)), lt(visit.settledAt, firstDayOf(addMonths(to, 1))));

/** The records of some settlement months by institution, month and class. */
export async function sumClasses(q: Queryable, reach: Reach, months: Months): Promise<ClassSums[]> {
  const month = sql<string>`substr(${visit.settledAt}, 1, 7)`;
  const rows = await q
    .select({
      institutionCode: visit.institutionCode,
      month,
      status: adjudication.status,
      difference: adjudication.difference,
      visits,
      reportedFen: sql<number>`coalesce(sum(${visit.reportedPoolFen}), 0)`.mapWith(Number),
      oursFen: sql<number>`coalesce(sum(${adjudication.payFen}), 0)`.mapWith(Number),
    })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .where(and(within(reach, visit.regionCode, visit.institutionCode), settledIn(months)))
    .groupBy(visit.institutionCode, month, adjudication.status, adjudication.difference)
    .orderBy(asc(visit.institutionCode), asc(month));
  return rows.map(({ status, difference, ...sums }) => {
    const name = comparisonClassOf(status, difference);
    return name === 'taken_back' ? { ...sums, class: name, reportedFen: 0, oursFen: 0 } : { ...sums, class: name };
  });
}

/** The same records month by month, without classes and institutions: what the classes have to add up to. */
export async function sumRecords(q: Queryable, reach: Reach, months: Months): Promise<(Sums & { readonly month: Month })[]> {
  const month = sql<string>`substr(${visit.settledAt}, 1, 7)`;
  const standing = (column: SQL) => sql<number>`coalesce(sum(case when ${adjudication.status} = 'paid' then ${column} else 0 end), 0)`.mapWith(Number);
  return q
    .select({ month, visits, reportedFen: standing(sql`coalesce(${visit.reportedPoolFen}, 0)`), oursFen: standing(sql`${adjudication.payFen}`) })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .where(and(within(reach, visit.regionCode, visit.institutionCode), settledIn(months)))
    .groupBy(month)
    .orderBy(asc(month));
}

const fundAccounts = poolIds.map((pool) => formatAccount({ kind: 'fund', pool }));

/** What the books hold for visits about some months, or posted to them, by institution, month and origin. */
export async function sumPosted(q: Queryable, reach: Reach, { from, to }: Months): Promise<PostedSum[]> {
  const { institutionCode, originMonth, month } = ledgerEntry;
  const rows = await q
    .select({ institutionCode, originMonth, month, amountFen: sql<number>`coalesce(-sum(${ledgerEntry.amountFen}), 0)`.mapWith(Number) })
    .from(ledgerEntry)
    .where(
      and(
        within(reach, ledgerEntry.regionCode, institutionCode),
        // News about a month is never posted before it, so nothing earlier than `from` matters.
        gte(month, from),
        lte(originMonth, to),
        inArray(ledgerEntry.account, fundAccounts),
        inArray(ledgerEntry.kind, ['visit', 'difference']),
      ),
    )
    .groupBy(institutionCode, originMonth, month)
    .orderBy(asc(institutionCode), asc(originMonth), asc(month));
  return rows.map(({ institutionCode: code, ...row }) => {
    if (code === null) throw new Error(`a visit of ${row.originMonth} was posted without its institution`);
    return { ...row, institutionCode: code };
  });
}

export interface DifferenceFilter {
  readonly months: Months;
  readonly institutionCode?: string | undefined;
  /** Absent: every class that asks for attention. */
  readonly class?: ComparisonClass | undefined;
  readonly status?: DifferenceStatus | undefined;
  /** Only differences of at least this much, either way. */
  readonly atLeastFen?: Fen | undefined;
}

export interface DifferenceRow extends VisitKey {
  readonly institutionName: string;
  readonly residentId: string;
  readonly residentName: string;
  readonly settledAt: string;
  readonly insutype: typeof visit.$inferSelect.insutype;
  readonly medType: typeof visit.$inferSelect.medType;
  readonly level: typeof adjudication.$inferSelect.level;
  readonly totalFen: Fen;
  readonly inScopeFen: Fen;
  readonly reportedDeductibleFen: Fen | null;
  readonly reportedPoolFen: Fen | null;
  readonly deductiblePaidFen: Fen;
  readonly rate: string;
  readonly payFen: Fen;
  readonly enhancementFen: Fen;
  /** All funds together: basic insurance, ladder and assistance. */
  readonly reportedFundFen: Fen | null;
  readonly fundsFen: Fen;
  /** Reported minus ours, of what the class is about; null where nothing was reported. */
  readonly differenceFen: Fen | null;
  readonly contractId: string | null;
  readonly class: ComparisonClass;
  readonly revision: number;
  readonly status: DifferenceStatus;
  /** The mark as it was given, also when it has lapsed since. */
  readonly mark: Mark | null;
  readonly note: string | null;
  readonly markedByName: string | null;
  readonly markedAt: number | null;
  /** Of the mark; 0 while there is none. */
  readonly version: number;
}

const sameMark = () =>
  and(
    eq(reconciliationMark.regionCode, visit.regionCode),
    eq(reconciliationMark.institutionCode, visit.institutionCode),
    eq(reconciliationMark.settlementId, visit.settlementId),
  );

/** `differenceStatusOf`, as the database says it. */
const status = sql<DifferenceStatus>`case
  when ${reconciliationMark.mark} is null or ${reconciliationMark.mark} = 'open' then 'open'
  when ${reconciliationMark.revision} <> ${adjudication.revision} then 'reopened'
  else ${reconciliationMark.mark} end`;
/** Reported minus ours: of the pool, or of all funds where the pools agree and the rest does not. */
const gap = sql`(case when ${adjudication.difference} = 'layers_differ'
  then coalesce(${visit.reportedFundFen}, 0) - ${adjudication.payFen} - ${adjudication.ladderFen} - ${adjudication.assistanceFen}
  else coalesce(${visit.reportedPoolFen}, 0) - ${adjudication.payFen} end)`;

/** One page of records of a class, the largest difference or the latest first. */
export async function listDifferences(
  q: Queryable,
  reach: Reach,
  filter: DifferenceFilter,
  order: 'amount' | 'time',
  page: { readonly limit: number; readonly offset: number },
): Promise<DifferenceRow[]> {
  const size = desc(sql`case when ${gap} < 0 then -${gap} else ${gap} end`);
  const rows = await q
    .select({
      institutionCode: visit.institutionCode,
      institutionName: institution.name,
      settlementId: visit.settlementId,
      residentId: visit.residentId,
      residentName: resident.name,
      settledAt: visit.settledAt,
      insutype: visit.insutype,
      medType: visit.medType,
      level: adjudication.level,
      totalFen: visit.totalFen,
      inScopeFen: visit.inScopeFen,
      reportedDeductibleFen: visit.reportedDeductibleFen,
      reportedPoolFen: visit.reportedPoolFen,
      deductiblePaidFen: adjudication.deductiblePaidFen,
      rate: adjudication.rate,
      payFen: adjudication.payFen,
      enhancementFen: adjudication.enhancementFen,
      reportedFundFen: visit.reportedFundFen,
      fundsFen: sql<number>`${adjudication.payFen} + ${adjudication.ladderFen} + ${adjudication.assistanceFen}`.mapWith(Number),
      gapFen: sql<number>`${gap}`.mapWith(Number),
      contractId: adjudication.contractId,
      paid: adjudication.status,
      difference: adjudication.difference,
      revision: adjudication.revision,
      status,
      mark: reconciliationMark.mark,
      note: reconciliationMark.note,
      markedByName: reconciliationMark.markedByName,
      markedAt: reconciliationMark.markedAt,
      version: reconciliationMark.version,
    })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .innerJoin(institution, and(eq(institution.regionCode, visit.regionCode), eq(institution.code, visit.institutionCode)))
    .innerJoin(resident, and(eq(resident.regionCode, visit.regionCode), eq(resident.id, visit.residentId)))
    .leftJoin(reconciliationMark, sameMark())
    .where(and(listedIn(reach, filter), ofClass(filter.class), filter.status === undefined ? undefined : sql`${status} = ${filter.status}`))
    .orderBy(...(order === 'amount' ? [size] : []), desc(visit.settledAt), asc(visit.institutionCode), asc(visit.settlementId))
    .limit(page.limit)
    .offset(page.offset);
  return rows.map(({ paid, difference, version, gapFen, ...row }) => ({
    ...row,
    class: comparisonClassOf(paid, difference),
    version: version ?? 0,
    differenceFen: row.reportedPoolFen === null ? null : gapFen,
  }));
}

export interface DifferenceCount {
  readonly class: ComparisonClass;
  readonly status: DifferenceStatus;
  readonly count: number;
}

/** How many records stand in each class and status; the filter's own class and status do not narrow it. */
export async function countDifferences(q: Queryable, reach: Reach, filter: DifferenceFilter): Promise<DifferenceCount[]> {
  const rows = await q
    .select({ paid: adjudication.status, difference: adjudication.difference, status, count: visits })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .leftJoin(reconciliationMark, sameMark())
    .where(listedIn(reach, filter))
    .groupBy(adjudication.status, adjudication.difference, status);
  return rows.map(({ paid, difference, ...row }) => ({ ...row, class: comparisonClassOf(paid, difference) }));
}

function listedIn(reach: Reach, { months, institutionCode, atLeastFen }: DifferenceFilter): SQL | undefined {
  return and(
    within(reach, visit.regionCode, visit.institutionCode),
    settledIn(months),
    institutionCode === undefined ? undefined : eq(visit.institutionCode, institutionCode),
    atLeastFen === undefined ? undefined : sql`(${gap} >= ${atLeastFen} or ${gap} <= ${-atLeastFen})`,
  );
}

function ofClass(name: ComparisonClass | undefined): SQL | undefined {
  switch (name) {
    case undefined:
      return and(eq(adjudication.status, 'paid'), inArray(adjudication.difference, openClasses));
    case 'taken_back':
      return ne(adjudication.status, 'paid');
    case 'not_reported':
      return and(eq(adjudication.status, 'paid'), isNull(adjudication.difference));
    default:
      return and(eq(adjudication.status, 'paid'), eq(adjudication.difference, name));
  }
}

export interface MarkableRow extends VisitKey {
  readonly class: ComparisonClass;
  readonly revision: number;
  readonly held: { readonly mark: Mark; readonly revision: number; readonly version: number } | null;
}

/** Records by their keys, within reach, with the marks they have. */
export async function listMarkable(q: Queryable, reach: Reach, keys: readonly VisitKey[]): Promise<MarkableRow[]> {
  if (keys.length === 0) return [];
  const { institutionCode, settlementId } = visit;
  const { mark, revision, version } = reconciliationMark;
  const rows = await q
    .select({ institutionCode, settlementId, paid: adjudication.status, difference: adjudication.difference, revision: adjudication.revision, held: { mark, revision, version } })
    .from(visit)
    .innerJoin(adjudication, sameVisit())
    .leftJoin(reconciliationMark, sameMark())
    .where(and(within(reach, visit.regionCode, visit.institutionCode), visitIn(visit, keys)));
  return rows.map(({ paid, difference, ...row }) => ({ ...row, class: comparisonClassOf(paid, difference) }));
}

export type MarkRow = typeof reconciliationMark.$inferSelect;

/** Puts a mark in the place of the one that was seen: `version` is one more than that one's. False when somebody was faster. */
export async function saveMark(tx: Tx, row: MarkRow): Promise<boolean> {
  const { regionCode: _region, institutionCode: _institution, settlementId: _settlement, ...changes } = row;
  const won = await tx
    .insert(reconciliationMark)
    .values(row)
    .onConflictDoUpdate({
      target: [reconciliationMark.regionCode, reconciliationMark.institutionCode, reconciliationMark.settlementId],
      set: changes,
      setWhere: eq(reconciliationMark.version, row.version - 1),
    })
    .returning({ version: reconciliationMark.version });
  return won.length === 1;
}
