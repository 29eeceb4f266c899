import { type DecimalText, exact } from '@/server/domain/kernel/money';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { MedType } from '@/server/domain/registry/codes';
import type { VisitKey } from '@/server/domain/visit/visit';

/** 按病种分值付费、疾病诊断相关分组、床日: how a stay was scored by the grouper of the region. */
export const scoreSchemes = ['DIP', 'DRG', 'bed_day'] as const;
export type ScoreScheme = (typeof scoreSchemes)[number];

/** What a grouper made of one stay; it belongs to a visit that is held. */
export interface ScoredStay extends VisitKey {
  readonly scheme: ScoreScheme;
  readonly groupCode: string;
  readonly groupName: string;
  /** 病种分值 or DRG weight; "0" where the stay is paid by days. */
  readonly points: DecimalText;
  readonly bedDays: number;
}

/** The visit a score is about, as far as it matters here; null when none is held under the key. */
export type StayVisit = { readonly medType: MedType; readonly status: 'paid' | 'refunded' | 'refund' } | null;

export type ScoreRefusal =
  | Refusal<'score.visit_unknown', { institutionCode: string; settlementId: string }>
  | Refusal<'score.not_inpatient', { settlementId: string; medType: MedType }>
  | Refusal<'score.taken_back', { settlementId: string }>
  | Refusal<'score.points_malformed', { found: string }>
  | Refusal<'score.points_missing', { scheme: ScoreScheme }>
  | Refusal<'score.days_missing', object>;

/** Points as files and statements write them: at most six decimals, never negative. */
export const pointsPattern = /^\d{1,9}(\.\d{1,6})?$/;

/** Why a score cannot be taken: first what is wrong with itself, then with the visit it names. */
export function scoreProblems(stay: ScoredStay, visit: StayVisit): ScoreRefusal[] {
  const { institutionCode, settlementId, scheme, points, bedDays } = stay;
  const problems: ScoreRefusal[] = [];
  if (!pointsPattern.test(points)) problems.push({ code: 'score.points_malformed', facts: { found: points.slice(0, 50) } });
  else if (scheme !== 'bed_day' && exact(points).isZero()) problems.push({ code: 'score.points_missing', facts: { scheme } });
  if (scheme === 'bed_day' && bedDays === 0) problems.push({ code: 'score.days_missing', facts: {} });
  if (visit === null) problems.push({ code: 'score.visit_unknown', facts: { institutionCode, settlementId } });
  else if (visit.medType !== '21') problems.push({ code: 'score.not_inpatient', facts: { settlementId, medType: visit.medType } });
  else if (visit.status !== 'paid') problems.push({ code: 'score.taken_back', facts: { settlementId } });
  return problems;
}

/** Points that say the same are written the same: "1.500" is "1.5". */
export function tidyPoints(points: DecimalText): DecimalText {
  return pointsPattern.test(points) ? exact(points).toFixed() : points;
}
