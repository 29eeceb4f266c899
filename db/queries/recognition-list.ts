import { type SQL, and, asc, count, desc, eq, gte, lt, lte, or } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import type { Reach } from '@/db/reach';
import { institution, recognition, resident } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Recognition } from '@/server/domain/recognition/recognition';
import { itsPerson, recognitionOf, recognitionWithin } from './recognition';
import { type PageOf, type ResidentRow, beginsWith } from './resident';

/** How a worklist cuts recognitions, as of a day. */
export type RecognitionCut =
  | { readonly kind: 'applied' | 'in_force' | 'expired' | 'declined' | 'withdrawn' | 'revoked' | 'all' }
  | { readonly kind: 'expiring'; readonly until: Day };

export interface RecognitionFilter {
  readonly cut: RecognitionCut;
  readonly today: Day;
  readonly diseaseCode: string | null;
  /** The beginning of the resident's name, or the whole number of a recognition. */
  readonly text: string | null;
}

export interface RecognitionListRow {
  readonly recognition: Recognition;
  readonly resident: ResidentRow;
  readonly institutionName: string | null;
}

/** One page of the recognitions within reach: the longest wait first where they wait, what ends first where ending is looked for, else the newest. */
export async function listRecognitions(
  q: Queryable,
  reach: Reach,
  filter: RecognitionFilter,
  { page, pageSize }: PageOf,
): Promise<{ rows: RecognitionListRow[]; total: number }> {
  const rows = await q
    .select({ recognition, resident, institutionName: institution.name })
    .from(recognition)
    .innerJoin(resident, itsPerson())
    .leftJoin(institution, and(eq(institution.regionCode, recognition.regionCode), eq(institution.code, recognition.institutionCode)))
    .where(conditionOf(q, reach, filter))
    .orderBy(...orderOf(filter.cut))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return {
    rows: rows.map((row) => ({ ...row, recognition: recognitionOf(row.recognition) })),
    total: await countRecognitions(q, reach, filter),
  };
}

/** How many recognitions within reach a filter leaves. */
export async function countRecognitions(q: Queryable, reach: Reach, filter: RecognitionFilter): Promise<number> {
  const [row] = await q.select({ total: count() }).from(recognition).innerJoin(resident, itsPerson()).where(conditionOf(q, reach, filter));
  return Number(row?.total ?? 0);
}

function orderOf(cut: RecognitionCut): SQL[] {
  switch (cut.kind) {
    case 'applied':
      return [asc(recognition.appliedAt), asc(recognition.id)];
    case 'expiring':
      return [asc(recognition.validTo), asc(recognition.id)];
    default:
      return [desc(recognition.appliedAt), desc(recognition.id)];
  }
}

function conditionOf(q: Queryable, reach: Reach, { cut, today, diseaseCode, text }: RecognitionFilter): SQL | undefined {
  return and(
    recognitionWithin(q, reach),
    conditionOfCut(cut, today),
    diseaseCode === null ? undefined : eq(recognition.diseaseCode, diseaseCode),
    text === null ? undefined : or(eq(recognition.number, text.toUpperCase()), beginsWith(resident.name, text)),
  );
}

function conditionOfCut(cut: RecognitionCut, today: Day): SQL | undefined {
  const running = and(eq(recognition.status, 'approved'), gte(recognition.validTo, today));
  switch (cut.kind) {
    case 'applied':
    case 'declined':
    case 'withdrawn':
    case 'revoked':
      return eq(recognition.status, cut.kind);
    case 'in_force':
      return running;
    case 'expiring':
      return and(running, lte(recognition.validTo, cut.until));
    case 'expired':
      return and(eq(recognition.status, 'approved'), lt(recognition.validTo, today));
    case 'all':
      return undefined;
  }
}
