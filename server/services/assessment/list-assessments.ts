import { listAssessments as listRows } from '@/db/queries/assessment';
import { listActorNames } from '@/db/queries/settlement';
import type { AssessedKind, AssessmentStatus } from '@/server/domain/assessment/assessment';
import type { DecimalText } from '@/server/domain/kernel/money';
import { actorRef } from '@/server/domain/permission/actor';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { listSubjects, yearSettledBy } from './subjects';

export interface AssessmentView {
  readonly kind: AssessedKind;
  readonly code: string;
  readonly name: string;
  /** Null while nobody has entered one. */
  readonly entry: {
    readonly score: DecimalText;
    readonly note: string | null;
    readonly status: AssessmentStatus;
    readonly enteredByName: string;
    readonly enteredAt: number;
    readonly approvedByName: string | null;
    readonly approvedAt: number | null;
    /** Whoever entered it does not approve it. */
    readonly enteredByMe: boolean;
  } | null;
}

export interface AssessmentYear {
  readonly year: string;
  /** The year's scores stay as they are once one of its pools is settled. */
  readonly isSettled: boolean;
  readonly rows: readonly AssessmentView[];
}

/** A year's scores within reach, and who has none yet. */
export async function listAssessments(context: ServiceContext, input: { readonly year: string }): Promise<AssessmentYear> {
  const reach = permit(context, 'assessment:read');
  const q = context.store.reads;
  const rows = await listRows(q, reach.regionCode, input.year);
  const entered = new Map(rows.map((row) => [`${row.subjectKind}/${row.subjectCode}`, row]));
  const names = await listActorNames(q, rows.flatMap((row) => [row.enteredBy, row.approvedBy]));
  const me = actorRef(context.actor);
  const views = (await listSubjects(q, reach)).map((subject): AssessmentView => {
    const row = entered.get(`${subject.kind}/${subject.code}`);
    if (row === undefined) return { ...subject, entry: null };
    const { score, note, status, enteredBy, enteredAt, approvedBy, approvedAt } = row;
    const approvedByName = approvedBy === null ? null : names(approvedBy);
    return { ...subject, entry: { score, note, status, enteredByName: names(enteredBy), enteredAt, approvedByName, approvedAt, enteredByMe: enteredBy === me } };
  });
  return { year: input.year, isSettled: (await yearSettledBy(q, reach.regionCode, input.year)) !== null, rows: views };
}
