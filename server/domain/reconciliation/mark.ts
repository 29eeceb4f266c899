import { type Outcome, type Refusal, unlessRefused } from '@/server/domain/kernel/outcome';
import type { VisitKey } from '@/server/domain/visit/visit';
import { type ComparisonClass, openClasses } from './comparison';

/**
 * What somebody made of a difference. `accepted` 认可医院数 explains it and changes nothing of the adjudication;
 * `correction_asked` 要求医院更正; `corrected` 已更正; `verified` 核实无误; `open` takes an earlier mark back.
 */
export const marks = ['open', 'accepted', 'correction_asked', 'corrected', 'verified'] as const;
export type Mark = (typeof marks)[number];

/** Where a difference stands: unmarked, marked, or adjudicated anew since it was marked and so to be looked at again. */
export const differenceStatuses = ['open', 'reopened', 'accepted', 'correction_asked', 'corrected', 'verified'] as const;
export type DifferenceStatus = (typeof differenceStatuses)[number];

/** A mark as it is kept, with the revision of the adjudication that it was about. */
export interface HeldMark {
  readonly mark: Mark;
  readonly revision: number;
}

export type ReconciliationRefusal =
  | Refusal<'reconciliation.nothing_to_mark', VisitKey & { class: ComparisonClass }>
  | Refusal<'reconciliation.adjudicated_again', VisitKey & { seen: number; revision: number }>
  | Refusal<'reconciliation.not_asked', VisitKey>
  | Refusal<'reconciliation.note_missing', VisitKey & { mark: Mark }>
  | Refusal<'reconciliation.too_many_rows', { most: number }>;

/** A mark holds for the adjudication it was about; when the fold has changed that one, the difference is open again. */
export function differenceStatusOf(held: HeldMark | null, revision: number): DifferenceStatus {
  if (held === null || held.mark === 'open') return 'open';
  return held.revision === revision ? held.mark : 'reopened';
}

export interface MarkFacts extends VisitKey {
  readonly class: ComparisonClass;
  /** Of the adjudication now, and as whoever marks it has seen it. */
  readonly revision: number;
  readonly seen: number;
  readonly held: HeldMark | null;
  readonly mark: Mark;
  readonly note: string;
}

/** Whether a difference may be marked so, or everything that speaks against it. */
export function decideMark(facts: MarkFacts): Outcome<HeldMark, ReconciliationRefusal> {
  const { institutionCode, settlementId, mark, revision, seen, held } = facts;
  const key = { institutionCode, settlementId };
  const refusals: ReconciliationRefusal[] = [];
  if (!openClasses.some((name) => name === facts.class)) refusals.push({ code: 'reconciliation.nothing_to_mark', facts: { ...key, class: facts.class } });
  if (seen !== revision) refusals.push({ code: 'reconciliation.adjudicated_again', facts: { ...key, seen, revision } });
  if (mark === 'corrected' && held?.mark !== 'correction_asked') refusals.push({ code: 'reconciliation.not_asked', facts: key });
  if (needsNote(mark) && facts.note.trim() === '') refusals.push({ code: 'reconciliation.note_missing', facts: { ...key, mark } });
  return unlessRefused(refusals, () => ({ mark, revision }));
}

/** What the hospital is told to do, or why its figure stands, has to be said. */
export function needsNote(mark: Mark): boolean {
  return mark === 'accepted' || mark === 'correction_asked';
}
