import { timesRate, type DecimalText, type Fen } from '@/server/domain/kernel/money';
import { inFen, inRate, type WorkingStep } from '@/server/domain/policy/cited';
import type { LineBalance } from './statement';

export interface OverOrUnder {
  readonly changeFen: Fen;
  readonly balance: LineBalance;
  readonly step: WorkingStep;
}

/**
 * What spending more or less than a limit does to an institution's entitlement: minus what it bears of an overspend, plus
 * what it gets of a surplus, each rounded half-up once.
 */
export function overOrUnder(excessFen: Fen, shares: { readonly borne: DecimalText; readonly kept: DecimalText }, clause: string): OverOrUnder {
  const none = { surplusFen: 0, overspendFen: 0, fundBearsFen: 0, staffFen: null, developmentFen: null };
  if (excessFen > 0) {
    const borneFen = timesRate(excessFen, shares.borne);
    const operands = { overspend: inFen(excessFen), share: inRate(shares.borne) };
    return {
      changeFen: borneFen === 0 ? 0 : -borneFen,
      balance: { ...none, overspendFen: excessFen, fundBearsFen: excessFen - borneFen },
      step: { step: 'settlement.ceiling.borne', clause, confidence: null, formula: 'borne = half-up((A − C) × share)', operands, result: inFen(borneFen) },
    };
  }
  const surplusFen = 0 - excessFen;
  const rewardFen = timesRate(surplusFen, shares.kept);
  const operands = { surplus: inFen(surplusFen), share: inRate(shares.kept) };
  return {
    changeFen: rewardFen,
    balance: { ...none, surplusFen },
    step: { step: 'settlement.ceiling.reward', clause, confidence: null, formula: 'reward = half-up((C − A) × share)', operands, result: inFen(rewardFen) },
  };
}
