import { type Column, type SQL, and, desc, eq, gte, isNull, lte, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { posting } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { Posting, PostingEntry, PostingKind, PostingSide } from '@/server/domain/posting/posting';
import type { PageOf } from './resident';

type PostingRow = typeof posting.$inferSelect;

export interface PostingFilter {
  /** Counted on the first day; both are included. */
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly kinds: readonly PostingKind[] | null;
  readonly institutionCode: string | null;
  /** On which side that institution is. */
  readonly side: PostingSide;
  readonly withWithdrawn: boolean;
}

/** The postings of a span that touch the reach on either side, the latest first. */
export async function listPostings(q: Queryable, reach: Reach, filter: PostingFilter, page: PageOf | null = null): Promise<Posting[]> {
  const found = q
    .select()
    .from(posting)
    .where(conditionOf(reach, filter))
    .orderBy(desc(posting.fromDay), desc(posting.recordedAt), desc(posting.id));
  return (await (page === null ? found : found.limit(page.pageSize).offset((page.page - 1) * page.pageSize))).map(postingOf);
}

/** How many there are, and what they add up to. */
export async function sumPostings(q: Queryable, reach: Reach, filter: PostingFilter): Promise<{ readonly total: number; readonly times: number; readonly people: number }> {
  const sum = (column: Column) => sql<number>`coalesce(sum(${column}), 0)`.mapWith(Number);
  const [row] = await q
    .select({ total: sql<number>`count(*)`.mapWith(Number), times: sum(posting.times), people: sum(posting.people) })
    .from(posting)
    .where(conditionOf(reach, filter));
  return row ?? { total: 0, times: 0, people: 0 };
}

export async function findPosting(q: Queryable, reach: Reach, id: string): Promise<Posting | null> {
  const [row] = await q.select().from(posting).where(and(touching(reach), eq(posting.id, id)));
  return row ? postingOf(row) : null;
}

/** What an earlier request with the same key has written. */
export async function findPostingByRequest(q: Queryable, reach: Reach, requestKey: string): Promise<Posting | null> {
  const [row] = await q.select().from(posting).where(and(touching(reach), eq(posting.requestKey, requestKey)));
  return row ? postingOf(row) : null;
}

/** Whether the same person's same work from the same day on is written down already. */
export async function isPostingRecorded(q: Queryable, regionCode: string, entry: Pick<PostingEntry, 'fromInstitutionCode' | 'toInstitutionCode' | 'kind' | 'personName' | 'fromDay'>): Promise<boolean> {
  const found = await q
    .select({ id: posting.id })
    .from(posting)
    .where(
      and(
        eq(posting.regionCode, regionCode),
        eq(posting.fromInstitutionCode, entry.fromInstitutionCode),
        eq(posting.toInstitutionCode, entry.toInstitutionCode),
        eq(posting.kind, entry.kind),
        eq(posting.personName, entry.personName),
        eq(posting.fromDay, entry.fromDay),
        isNull(posting.withdrawnAt),
      ),
    );
  return found.length > 0;
}

export async function insertPosting(tx: Tx, made: Posting, requestKey: string): Promise<void> {
  await tx.insert(posting).values({ ...made, requestKey });
}

/** Takes a posting back; false when it is no longer in the version that was seen. */
export async function withdrawPostingRow(tx: Tx, { regionCode, id, version }: Posting, withdrawnAt: Instant, withdrawnReason: string): Promise<boolean> {
  const won = await tx
    .update(posting)
    .set({ withdrawnAt, withdrawnReason, version: version + 1 })
    .where(and(eq(posting.regionCode, regionCode), eq(posting.id, id), eq(posting.version, version), isNull(posting.withdrawnAt)))
    .returning({ id: posting.id });
  return won.length === 1;
}

function touching(reach: Reach): SQL {
  return within(reach, posting.regionCode, posting.fromInstitutionCode, posting.toInstitutionCode);
}

function conditionOf(reach: Reach, { fromDay, toDay, kinds, institutionCode, side, withWithdrawn }: PostingFilter): SQL | undefined {
  return and(
    touching(reach),
    gte(posting.fromDay, fromDay),
    lte(posting.fromDay, toDay),
    kinds === null ? undefined : or(...kinds.map((kind) => eq(posting.kind, kind)), sql`1 = 0`),
    institutionCode === null ? undefined : or(...columnsOf(side).map((column) => eq(column, institutionCode))),
    withWithdrawn ? undefined : isNull(posting.withdrawnAt),
  );
}

function columnsOf(side: PostingSide): Column[] {
  const { fromInstitutionCode: from, toInstitutionCode: to } = posting;
  return side === 'from' ? [from] : side === 'to' ? [to] : [from, to];
}

function postingOf({ requestKey: _, ...row }: PostingRow): Posting {
  return row;
}
