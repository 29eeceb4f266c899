import { sumFen, type DecimalText, type Fen } from '@/server/domain/kernel/money';
import { inCount, inFen, type WorkingStep } from '@/server/domain/policy/cited';
import type { AllianceClaim, Heads } from './alliance-inputs';
import type { LineBalance, LinePart, StatementLine, StatementPool } from './statement';
import { finalOf, finalStep, type Settled } from './totals';

/** What an alliance may spend and what its people and places cost, summed. */
export interface AllianceSums {
  /** C = B + A */
  readonly limitFen: Fen;
  readonly insideFen: Fen;
  readonly elsewhereFen: Fen;
  readonly outsideFen: Fen;
  readonly prepaidFen: Fen;
}

export function sumsOf({ budgetFen, adjustmentFen, members, elsewhere }: AllianceClaim): AllianceSums {
  return {
    limitFen: budgetFen + adjustmentFen,
    insideFen: sumFen(members.map((member) => member.insideFen)),
    elsewhereFen: sumFen(elsewhere.map((place) => place.insideFen)),
    outsideFen: sumFen(members.map((member) => member.outsideFen)),
    prepaidFen: sumFen(members.map((member) => member.prepaidFen)),
  };
}

/** A limit that is neither reached nor passed leaves nothing to divide. */
export function balanceOf(limitFen: Fen, usedFen: Fen): LineBalance {
  const surplusFen = Math.max(0, limitFen - usedFen);
  const overspendFen = Math.max(0, usedFen - limitFen);
  return { surplusFen, overspendFen, fundBearsFen: 0, staffFen: null, developmentFen: null };
}

export interface AllianceLine {
  readonly usedFen: Fen;
  readonly balance: LineBalance;
  readonly parts: readonly LinePart[];
  readonly points: DecimalText | null;
  readonly withheld: { readonly withheldFen: Fen; readonly steps: readonly WorkingStep[] };
  /** The steps that lead to B. */
  readonly budgetSteps: readonly WorkingStep[];
  /** The steps that divide a surplus or an overspend. */
  readonly balanceSteps: readonly WorkingStep[];
}

/** What the alliance is entitled to: its limit, less what its people cost elsewhere, with what the fund bears of an overspend. */
export function entitlementOf({ limitFen, elsewhereFen }: AllianceSums, balance: LineBalance): Fen {
  return limitFen - elsewhereFen + balance.fundBearsFen;
}

export function allianceLine(poolId: string, claim: AllianceClaim, sums: AllianceSums, line: AllianceLine, clause: string): StatementLine {
  const { balance, usedFen } = line;
  const entitlementFen = entitlementOf(sums, balance);
  const { withheldFen } = line.withheld;
  const settled: Settled = { entitlementFen, specialFen: 0, outsideFen: sums.outsideFen, withheldFen, prepaidFen: sums.prepaidFen, deductionsFen: claim.deductionsFen };
  return {
    poolId,
    code: claim.code,
    points: line.points,
    weight: null,
    ceilingFen: sums.limitFen,
    feeForServiceFen: usedFen,
    ...settled,
    finalFen: finalOf(settled),
    balance,
    parts: line.parts,
    working: [
      ...line.budgetSteps,
      allianceStep('settlement.alliance.limit', clause, 'C = B + A', { B: inFen(claim.budgetFen), A: inFen(claim.adjustmentFen) }, sums.limitFen),
      ...line.balanceSteps,
      allianceStep(
        'settlement.alliance.entitlement',
        clause,
        'entitlement = C − elsewhere + borne by the fund',
        { C: inFen(sums.limitFen), elsewhere: inFen(sums.elsewhereFen), fundBears: inFen(balance.fundBearsFen) },
        entitlementFen,
      ),
      ...line.withheld.steps,
      finalStep(settled, clause),
    ],
  };
}

/** U against C: what was left of it, or what it was passed by. */
export function useSteps(sums: AllianceSums, balance: LineBalance, clause: string): WorkingStep[] {
  const usedFen = sums.insideFen + sums.elsewhereFen;
  const used = { inside: inFen(sums.insideFen), elsewhere: inFen(sums.elsewhereFen) };
  const against = { C: inFen(sums.limitFen), U: inFen(usedFen) };
  return [
    allianceStep('settlement.alliance.used', clause, 'U = inside + elsewhere', used, usedFen),
    balance.overspendFen > 0
      ? allianceStep('settlement.alliance.overspend', clause, 'overspend = U − C', against, balance.overspendFen)
      : allianceStep('settlement.alliance.surplus', clause, 'surplus = C − U', against, balance.surplusFen),
  ];
}

export function headsStep({ insured, excluded, perHeadFen }: Heads, clause: string, budgetFen: Fen): WorkingStep {
  const operands = { insured: inCount(insured), excluded: inCount(excluded), amount: inFen(perHeadFen) };
  return allianceStep('settlement.alliance.budget', clause, 'B = (insured − excluded) × amount', operands, budgetFen);
}

export function partsOf({ members, elsewhere }: AllianceClaim): LinePart[] {
  const plain = { staysFen: 0, points: null, bedDays: null, earnedFen: null };
  return [
    ...members.map(({ code, insideFen, outsideFen, prepaidFen }): LinePart => ({ code, place: 'member', insideFen, outsideFen, ...plain, prepaidFen })),
    ...elsewhere.map(({ code, insideFen }): LinePart => ({ code, place: 'elsewhere', insideFen, outsideFen: 0, ...plain, prepaidFen: 0 })),
  ];
}

/** Alliances stand beside one another: nothing is dealt among them. */
export function alliancePool(id: string, lines: readonly StatementLine[], clause: string): StatementPool {
  const settlementTotalFen = sumFen(lines.map((line) => line.entitlementFen));
  const fundBearsFen = sumFen(lines.map((line) => line.balance?.fundBearsFen ?? 0));
  const operands = { limits: inFen(sumFen(lines.map((line) => line.ceilingFen ?? 0))), fundBears: inFen(fundBearsFen), alliances: inCount(lines.length) };
  return {
    id,
    retainedOrSharedFen: fundBearsFen,
    settlementTotalFen,
    totalPoints: null,
    pointValue: null,
    working: [allianceStep('settlement.alliance.total', clause, 'S = Σ (C − elsewhere + borne by the fund)', operands, settlementTotalFen)],
  };
}

export function allianceStep(step: string, clause: string, formula: string, operands: WorkingStep['operands'], resultFen: Fen): WorkingStep {
  return { step, clause, confidence: null, formula, operands, result: inFen(resultFen) };
}
