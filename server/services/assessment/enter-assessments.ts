import { findAssessment, saveAssessment } from '@/db/queries/assessment';
import { type AssessedKind, type AssessmentRefusal, decideEntry } from '@/server/domain/assessment/assessment';
import type { DecimalText } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { listSubjects, yearSettledBy } from './subjects';

export interface AssessmentEntry {
  readonly kind: AssessedKind;
  /** The alliance's id or the institution's code. */
  readonly code: string;
  readonly score: string;
  readonly note: string | null;
}

export interface EnteredAssessments {
  /** How many were new or changed; one that says what is held already stays as it is, approved or not. */
  readonly entered: number;
  readonly unchanged: number;
}

/**
 * 录入考核得分: all of them or, when one cannot be taken, none. A score that changes waits for its second person again.
 */
export async function enterAssessments(context: ServiceContext, input: { readonly year: string; readonly entries: readonly AssessmentEntry[] }): Promise<Outcome<EnteredAssessments, AnyRefusal>> {
  const reach = permit(context, 'assessment:enter');
  const { regionCode } = reach;
  const { year, entries } = input;
  return unitOfWork<EnteredAssessments, AnyRefusal>(context, async ({ tx, audit }) => {
    const known = new Set((await listSubjects(tx, reach)).map(({ kind, code }) => `${kind}/${code}`));
    const settledBy = await yearSettledBy(tx, regionCode, year);
    const decided = decideAll(entries, (entry) => decideEntry({ ...entry, year, isKnown: known.has(`${entry.kind}/${entry.code}`), settledBy }));
    if (!decided.ok) return decided;
    let entered = 0;
    for (const { kind, code, score, note } of decided.value) {
      const before = await findAssessment(tx, regionCode, { year, kind, code });
      if (before?.score === score && before.note === note) continue;
      entered += 1;
      const by = { enteredBy: actorRef(context.actor), enteredAt: context.now(), approvedBy: null, approvedAt: null };
      await saveAssessment(tx, { regionCode, year, subjectKind: kind, subjectCode: code, score, note, status: 'proposed', ...by });
      await audit({ action: 'assessment.entered', subject: { kind: 'assessment', id: `${year}/${kind}/${code}` }, facts: { score, note, before: before?.score ?? null } });
    }
    if (entered === 0) await audit({ action: 'assessment.entered', subject: { kind: 'assessment', id: year }, facts: { unchanged: decided.value.length } });
    return accept({ entered, unchanged: decided.value.length - entered });
  });
}

type Decided = AssessmentEntry & { readonly score: DecimalText };

function decideAll(entries: readonly AssessmentEntry[], decide: (entry: AssessmentEntry) => Outcome<DecimalText, AssessmentRefusal>): Outcome<Decided[], AnyRefusal> {
  const refusals: AnyRefusal[] = [];
  const decided: Decided[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    const { kind, code } = entry;
    const key = `${kind}/${code}`;
    if (seen.has(key)) refusals.push({ code: 'assessment.subject_twice', facts: { kind, code } });
    seen.add(key);
    const outcome = decide(entry);
    if (outcome.ok) decided.push({ ...entry, score: outcome.value });
    else refusals.push(...outcome.refusals);
  }
  const [first, ...others] = refusals;
  return first === undefined ? accept(decided) : refuse(first, ...others);
}
