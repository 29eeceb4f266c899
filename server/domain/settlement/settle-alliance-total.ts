import { timesRate } from '@/server/domain/kernel/money';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { inFen, inRate, inText, type WorkingStep } from '@/server/domain/policy/cited';
import type { AllianceTotalClaim, AllianceTotalInput } from './alliance-inputs';
import { type AllianceSums, allianceLine, alliancePool, allianceStep, balanceOf, headsStep, partsOf, sumsOf, useSteps } from './alliance-line';
import { alliancePoolRefusals, basisDiffers, budgetOfHeads, headsProblems } from './alliance-refusals';
import { invalidAmounts, shareOutOfRange } from './guards';
import type { SettlementRefusal } from './refusals';
import type { LineBalance, Statement, StatementLine } from './statement';
import { totalsOf } from './totals';

const clauses = {
  total: '秦医保建议字〔2019〕6号 三：根据年度参保人员数合理确定年度内医保基金结算总额（不含建档立卡贫困人口）',
  surplus: '秦医保建议字〔2019〕6号 三：结余由医联体自主分配，用于提高医务人员待遇部分核入单位绩效工资总量',
  reasonable: '秦医保建议字〔2019〕6号 三：因战争、灾难等突发事件或重大政策调整引起的合理超支按商定比例分担',
} as const;

/**
 * Settle a year by an alliance's total (秦皇岛). B = Σ insured × amount, without the registered poor, whose costs stay outside too.
 * What its people cost elsewhere counts inside and is deducted. A surplus is the alliance's own, a part of it for staff pay;
 * an overspend is its own too, except the fund's share of what was declared reasonable.
 */
export function settleAllianceTotal(input: AllianceTotalInput): Outcome<Statement, SettlementRefusal> {
  return unlessRefused(refusalsOf(input), () => {
    const settled = input.pools.map((pool) => ({ id: pool.id, lines: pool.alliances.map((claim) => settleAlliance(pool.id, claim, input)) }));
    const lines = settled.flatMap((each) => each.lines);
    return { method: input.method, input, pools: settled.map((each) => alliancePool(each.id, each.lines, clauses.total)), lines, totals: totalsOf(lines) };
  });
}

function settleAlliance(poolId: string, claim: AllianceTotalClaim, input: AllianceTotalInput): StatementLine {
  const sums = sumsOf(claim);
  const usedFen = sums.insideFen + sums.elsewhereFen;
  const balance = divide(balanceOf(sums.limitFen, usedFen), claim, input);
  const line = {
    ...{ usedFen, balance, points: null, parts: partsOf(claim), withheld: { withheldFen: 0, steps: [] } },
    budgetSteps: [headsStep(claim.heads, clauses.total, claim.budgetFen)],
    balanceSteps: balanceSteps(sums, balance, claim, input),
  };
  return allianceLine(poolId, claim, sums, line, clauses.total);
}

function divide(balance: LineBalance, { reasonable }: AllianceTotalClaim, input: AllianceTotalInput): LineBalance {
  const staffFen = timesRate(balance.surplusFen, input.staffShare);
  return {
    ...balance,
    fundBearsFen: timesRate(reasonable?.amountFen ?? 0, input.reasonableOverspendFundShare),
    staffFen,
    developmentFen: balance.surplusFen - staffFen,
  };
}

function balanceSteps(sums: AllianceSums, balance: LineBalance, { reasonable }: AllianceTotalClaim, input: AllianceTotalInput): WorkingStep[] {
  const { surplusFen, staffFen, developmentFen, fundBearsFen } = balance;
  const steps = useSteps(sums, balance, clauses.total);
  if (surplusFen > 0) {
    const surplus = inFen(surplusFen);
    steps.push(
      allianceStep('settlement.alliance.staff', clauses.surplus, 'staff = half-up(surplus × share)', { surplus, staffShare: inRate(input.staffShare) }, staffFen ?? 0),
      allianceStep('settlement.alliance.development', clauses.surplus, 'development = surplus − staff', { surplus, staff: inFen(staffFen ?? 0) }, developmentFen ?? 0),
    );
  }
  if (reasonable !== null) {
    const operands = { reasonable: inFen(reasonable.amountFen), reason: inText(reasonable.reason), note: inText(reasonable.note), fundShare: inRate(input.reasonableOverspendFundShare) };
    steps.push(allianceStep('settlement.alliance.reasonable', clauses.reasonable, 'borne by the fund = half-up(reasonable overspend × share)', operands, fundBearsFen));
  }
  return steps;
}

function refusalsOf(input: AllianceTotalInput): SettlementRefusal[] {
  return [
    ...shareOutOfRange('staffShare', input.staffShare, '0', '1'),
    ...shareOutOfRange('reasonableOverspendFundShare', input.reasonableOverspendFundShare, '0', '1'),
    ...alliancePoolRefusals(input.method, input.pools, (poolId, claim) => ({
      malformed: [...headsProblems(poolId, claim.code, claim.heads), ...invalidAmounts(poolId, claim.code, { reasonableFen: claim.reasonable?.amountFen ?? 0 })],
      inconsistent: () => [...basisDiffers(poolId, claim, budgetOfHeads(claim.heads)), ...unreasonable(poolId, claim)],
    })),
  ];
}

/** Nothing can be declared reasonable beyond what was overspent. */
function unreasonable(poolId: string, claim: AllianceTotalClaim): SettlementRefusal[] {
  const sums = sumsOf(claim);
  const reasonableFen = claim.reasonable?.amountFen ?? 0;
  const { overspendFen } = balanceOf(sums.limitFen, sums.insideFen + sums.elsewhereFen);
  if (reasonableFen <= overspendFen) return [];
  return [{ code: 'settlement.reasonable_exceeds_overspend', facts: { poolId, code: claim.code, reasonableFen, overspendFen } }];
}
