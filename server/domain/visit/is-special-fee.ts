import type { Fen } from '@/server/domain/kernel/money';
import { type WorkingStep, inFen } from '@/server/domain/policy/cited';
import type { Visit } from './visit';

/**
 * Whether a visit is settled apart as T (门诊特殊费用): negotiated and special drugs, which the sender marks, and external
 * prescriptions filled at a pharmacy, which are by their kind whatever was marked. 丽医保发〔2020〕44号 settles both outside the points.
 */
export function isSpecialFee({ specialFee, medType }: Pick<Visit, 'specialFee' | 'medType'>): boolean {
  return specialFee || medType === '41';
}

/** The line of the working that says so, with what the fund pays for the visit; none where it is an ordinary one. */
export function specialFeeSteps(visit: Pick<Visit, 'specialFee' | 'medType'>, payFen: Fen): WorkingStep[] {
  if (!isSpecialFee(visit)) return [];
  return [{ step: 'visit.special_fee', formula: 'T += pay', operands: { pay: inFen(payFen) }, result: inFen(payFen), clause: null, confidence: null }];
}
