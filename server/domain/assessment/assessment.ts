import { type DecimalText, exact } from '@/server/domain/kernel/money';
import { type Outcome, type Refusal, unlessRefused } from '@/server/domain/kernel/outcome';

/** Who is assessed: an alliance as a whole, or one institution. */
export const assessedKinds = ['alliance', 'institution'] as const;
export type AssessedKind = (typeof assessedKinds)[number];

/** Entered by one person; only what another has approved enters a settlement. */
export const assessmentStatuses = ['proposed', 'approved'] as const;
export type AssessmentStatus = (typeof assessmentStatuses)[number];

/** 年度考核得分. */
export interface AssessmentScore {
  readonly year: string;
  readonly kind: AssessedKind;
  /** The alliance's id or the institution's code. */
  readonly code: string;
  /** 0 to 100, at most two decimals. */
  readonly score: DecimalText;
  readonly note: string | null;
  readonly status: AssessmentStatus;
  readonly enteredBy: string;
}

/** Why a score cannot be entered or approved, in order of precedence. */
export type AssessmentRefusal =
  | Refusal<'assessment.score_malformed', { found: string }>
  | Refusal<'assessment.subject_unknown', { kind: AssessedKind; code: string }>
  | Refusal<'assessment.subject_twice', { kind: AssessedKind; code: string }>
  | Refusal<'assessment.year_settled', { year: string; settlementId: string }>
  | Refusal<'assessment.already_approved', { code: string }>
  | Refusal<'assessment.same_person', { code: string }>;

const scorePattern = /^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/;

export function isScore(text: string): boolean {
  return scorePattern.test(text);
}

/** A score is entered for a subject that is known, while the year is not settled. */
export function decideEntry(entry: { readonly year: string; readonly kind: AssessedKind; readonly code: string; readonly score: string; readonly isKnown: boolean; readonly settledBy: string | null }): Outcome<DecimalText, AssessmentRefusal> {
  const { year, kind, code, score, settledBy } = entry;
  const refusals: AssessmentRefusal[] = [];
  if (!isScore(score)) refusals.push({ code: 'assessment.score_malformed', facts: { found: score.slice(0, 50) } });
  if (!entry.isKnown) refusals.push({ code: 'assessment.subject_unknown', facts: { kind, code } });
  if (settledBy !== null) refusals.push({ code: 'assessment.year_settled', facts: { year, settlementId: settledBy } });
  return unlessRefused(refusals, () => exact(score).toFixed());
}

/** Two people: who entered a score does not approve it. */
export function decideAssessmentApproval(found: Pick<AssessmentScore, 'year' | 'code' | 'status' | 'enteredBy'>, approval: { readonly by: string; readonly settledBy: string | null }): Outcome<true, AssessmentRefusal> {
  const { year, code, status, enteredBy } = found;
  const refusals: AssessmentRefusal[] = [];
  if (approval.settledBy !== null) refusals.push({ code: 'assessment.year_settled', facts: { year, settlementId: approval.settledBy } });
  if (status === 'approved') refusals.push({ code: 'assessment.already_approved', facts: { code } });
  if (enteredBy === approval.by) refusals.push({ code: 'assessment.same_person', facts: { code } });
  return unlessRefused(refusals, () => true as const);
}
