import { isScore } from '@/server/domain/assessment/assessment';
import { exact, roundHalfUp, timesRate, type DecimalText, type Fen } from '@/server/domain/kernel/money';
import { inCount, inFen, inNumber, inRate, type WorkingStep } from '@/server/domain/policy/cited';
import type { SettlementRefusal } from './refusals';

/** A part of what is due that is paid by the year's assessment: from `fullScore` in full, below it score ÷ fullScore. */
export interface AssessmentRule {
  readonly withheldShare: DecimalText;
  readonly fullScore: number;
}

export interface Withholding {
  /** The part that hangs on the assessment. */
  readonly assessedFen: Fen;
  /** What of it is not paid. */
  readonly withheldFen: Fen;
}

/**
 * 考核挂钩: the part is rounded half-up once, and what is paid of it once more. Nothing hangs on an assessment where nothing is
 * due.
 */
export function withholdingOf(dueFen: Fen, rule: AssessmentRule, score: DecimalText | null): Withholding {
  const assessedFen = timesRate(Math.max(0, dueFen), rule.withheldShare);
  if (score === null || exact(score).gte(rule.fullScore)) return { assessedFen, withheldFen: 0 };
  const paidFen = roundHalfUp(exact(assessedFen).times(score).dividedBy(rule.fullScore));
  return { assessedFen, withheldFen: assessedFen - paidFen };
}

export function withholdingStep(dueFen: Fen, rule: AssessmentRule, score: DecimalText, clause: string, found: Withholding): WorkingStep {
  return {
    step: 'settlement.withheld',
    clause,
    confidence: null,
    formula: 'withheld = assessed − half-up(assessed × min(score, full) ÷ full), assessed = half-up(due × share)',
    operands: {
      due: inFen(dueFen),
      withheldShare: inRate(rule.withheldShare),
      assessed: inFen(found.assessedFen),
      score: inNumber(score),
      fullScore: inCount(rule.fullScore),
    },
    result: inFen(found.withheldFen),
  };
}

/** Whether a rule keeps anything back at all. */
export function keepsBack(rule: AssessmentRule | undefined): rule is AssessmentRule {
  return rule !== undefined && !exact(rule.withheldShare).isZero();
}

export function scoreProblems(poolId: string, code: string, score: DecimalText | null | undefined, isNeeded: boolean): SettlementRefusal[] {
  if (score === null || score === undefined) return isNeeded ? [{ code: 'settlement.score_missing', facts: { poolId, code } }] : [];
  return isScore(score) ? [] : [{ code: 'settlement.score_malformed', facts: { poolId, code, found: score.slice(0, 50) } }];
}
