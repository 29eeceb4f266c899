import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { WorkingStep } from '@/server/domain/policy/cited';
import type { TotalKeptClaim, TotalKeptInput, TotalKeptPool } from './alliance-inputs';
import { allianceLine, alliancePool, balanceOf, entitlementOf, headsStep, partsOf, sumsOf, useSteps } from './alliance-line';
import { alliancePoolRefusals, basisDiffers, budgetOfHeads, headsProblems } from './alliance-refusals';
import { invalidAmounts, shareOutOfRange } from './guards';
import type { SettlementRefusal } from './refusals';
import type { Statement, StatementLine } from './statement';
import { totalsOf } from './totals';
import { keepsBack, scoreProblems, withholdingOf, withholdingStep } from './withholding';

const clauses = {
  total: '青海省深化医疗保障制度改革的实施意见 五（十六）：对紧密型医联体实行总额付费，结余留用，超支不补',
  capitation: '青海省深化医疗保障制度改革的实施意见 五（十五）：门诊特殊病慢性病按人头付费',
  assessment: '五（十四）：与协议履行绩效考核结果相挂钩；90分以上全额，低于90分按得分比例',
} as const;

/**
 * Settle a year by a total of which a surplus is kept and an overspend not made up (青海). What the alliance's people cost elsewhere is
 * deducted. Of what a total leaves to pay a part hangs on the assessment; special and chronic outpatient care is paid by
 * heads × rate as a pool of its own.
 */
export function settleTotalKept(input: TotalKeptInput): Outcome<Statement, SettlementRefusal> {
  return unlessRefused(refusalsOf(input), () => {
    const settled = input.pools.map((pool) => ({ pool, lines: pool.alliances.map((claim) => settleAlliance(pool, claim, input)) }));
    const lines = settled.flatMap((each) => each.lines);
    const pools = settled.map((each) => alliancePool(each.pool.id, each.lines, clauses[each.pool.kind]));
    return { method: input.method, input, pools, lines, totals: totalsOf(lines) };
  });
}

function settleAlliance(pool: TotalKeptPool, claim: TotalKeptClaim, input: TotalKeptInput): StatementLine {
  const clause = clauses[pool.kind];
  const sums = sumsOf(claim);
  const usedFen = sums.insideFen + sums.elsewhereFen;
  const balance = balanceOf(sums.limitFen, usedFen);
  const line = {
    ...{ usedFen, balance, points: null, parts: partsOf(claim) },
    withheld: withheldOf(pool, claim, input, entitlementOf(sums, balance)),
    budgetSteps: [headsStep(claim.heads, clause, claim.budgetFen)],
    balanceSteps: useSteps(sums, balance, clause),
  };
  return allianceLine(pool.id, claim, sums, line, clause);
}

function withheldOf(pool: TotalKeptPool, { score }: TotalKeptClaim, { assessment }: TotalKeptInput, dueFen: number): { withheldFen: number; steps: WorkingStep[] } {
  if (pool.kind === 'capitation' || !keepsBack(assessment) || score === null) return { withheldFen: 0, steps: [] };
  const found = withholdingOf(dueFen, assessment, score);
  return { withheldFen: found.withheldFen, steps: [withholdingStep(dueFen, assessment, score, clauses.assessment, found)] };
}

function refusalsOf(input: TotalKeptInput): SettlementRefusal[] {
  const { assessment } = input;
  const isAssessed = keepsBack(assessment);
  const kinds = new Map(input.pools.map((pool) => [pool.id, pool.kind]));
  return [
    ...shareOutOfRange('withheldShare', assessment.withheldShare, '0', '1'),
    ...(assessment.fullScore > 0 ? invalidAmounts('', null, { fullScore: assessment.fullScore }) : [fullScoreRefusal(assessment.fullScore)]),
    ...alliancePoolRefusals(input.method, input.pools, (poolId, claim) => ({
      malformed: [...headsProblems(poolId, claim.code, claim.heads), ...scoreProblems(poolId, claim.code, claim.score, isAssessed && kinds.get(poolId) === 'total')],
      inconsistent: () => basisDiffers(poolId, claim, budgetOfHeads(claim.heads)),
    })),
  ];
}

function fullScoreRefusal(found: number): SettlementRefusal {
  return { code: 'settlement.share_out_of_range', facts: { name: 'fullScore', least: '1', most: '100', found: String(found) } };
}
