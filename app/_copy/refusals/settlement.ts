import { labelOf, pools, settlementMethods, settlementStatuses } from '@/app/_copy/labels';
import { yuanText } from '@/app/_ui/money';
import type { BudgetChange } from '@/server/domain/settlement/budget-changes';
import type { ScoreChange } from '@/server/domain/settlement/score-changes';
import type { RefusalSentences } from './index';

const poolName = (pool: string) => labelOf(pools, pool);
const place = (pool: string, code: string | null) => (code === null ? `“${poolName(pool)}”` : `“${poolName(pool)}”中机构 ${code} `);
const monthsText = (months: readonly string[]) => months.join('、');
function budgetChangeText({ pool, usedVersion, currentVersion }: BudgetChange): string {
  const now = currentVersion === null ? '现在已没有' : `现在是第 ${currentVersion} 版`;
  return `${poolName(pool)}（${usedVersion === null ? `核算时还没有核定，${now}` : `核算用第 ${usedVersion} 版，${now}`}）`;
}

const scoreNames = { assessment: '考核得分', points: '住院分值', bed_days: '床日数' } as const satisfies Record<ScoreChange['of'], string>;
function scoreChangeText({ of, poolId, code, used, current }: ScoreChange): string {
  const missing = of === 'assessment' ? '现在没有已批准的得分' : '现在没有';
  return `${place(poolId, code)}的${scoreNames[of]}（${used === null ? '核算时没有' : `核算用 ${used}`}，${current === null ? missing : `现在是 ${current}`}）`;
}

const amountNames: Readonly<Record<string, string>> = {
  budgetFen: '年初控费总额',
  adjustmentFen: '调整额',
  feeForServiceFen: '按项目付费金额',
  outOfRegionFen: '异地就医金额',
  specialFeesFen: '特殊费用合计',
  persons: '就医人数',
  fundFen: '就医基金',
  specialFen: '特殊费用',
  prepaidFen: '已预拨',
  deductionsFen: '扣款',
  insured: '参保人数',
  perHeadFen: '每人标准',
  rateFen: '每点固定金额',
  insideFen: '计入总额的费用',
  outsideFen: '总额之外的费用',
  staysFen: '住院按项目费用',
  bedDays: '床日数',
  excluded: '不计入总额的人数',
  outpatientHeads: '门诊人数',
  outpatientPerHeadFen: '门诊每人标准',
  drgRateFen: 'DRG 费率',
  bedDayRateFen: '床日标准',
  reasonableFen: '合理超支',
  fullScore: '全额支付的考核分',
};
const shareNames: Readonly<Record<string, string>> = {
  institutionShare: '机构分担（留用）比例',
  overspendShare: '超支承担比例',
  surplusReward: '结余奖励比例',
  withheldShare: '按考核支付的比例',
  fullScore: '全额支付的考核分',
  budgetedOverspendShare: '住院与特殊疾病超预算的机构承担比例',
  budgetedSurplusShare: '住院与特殊疾病结余的留用比例',
  growth: '增长率',
  weight: '往年权重',
  staffShare: '结余用于人员薪酬的比例',
  reasonableOverspendFundShare: '合理超支由基金承担的比例',
};
const earlierSteps = { computed: '核算', reviewed: '复核', disposed: '收付登记' } as const;

export const settlementRefusals = {
  'settlement.nothing_to_settle': ({ method }) => `这一年的账上没有可以按“${labelOf(settlementMethods, method)}”清算的费用。请核对年度和清算办法，或先导入就诊结算记录。`,
  'settlement.share_out_of_range': ({ name, least, most, found }) => `${labelOf(shareNames, name)}是“${found}”，应在 ${least} 与 ${most} 之间。请改正后重新核算。`,
  'settlement.pool_twice': ({ poolId }) => `基金池“${poolName(poolId)}”写了两次。请合并成一项。`,
  'settlement.institution_twice': ({ poolId, code }) => `基金池“${poolName(poolId)}”里机构 ${code} 写了两次。请合并成一项。`,
  'settlement.amount_invalid': ({ poolId, code, name, found }) =>
    `${place(poolId, code)}的${labelOf(amountNames, name)}是 ${found}，不能参加清算：应是不小于零的整数（金额以分计）。请核对后重新核算。`,
  'settlement.parts_do_not_add_up': ({ poolId, expectedFen, institutionsFen, differenceFen }) =>
    `“${poolName(poolId)}”各机构就医基金相加是 ${yuanText(institutionsFen)}，总额减去异地和特殊费用应是 ${yuanText(expectedFen)}，相差 ${yuanText(differenceFen)}。请核对后重新核算。`,
  'settlement.special_fees_exceed_total': ({ poolId, specialFeesFen, institutionsFen }) =>
    `“${poolName(poolId)}”各机构特殊费用相加是 ${yuanText(institutionsFen)}，超过合计 ${yuanText(specialFeesFen)}。请核对特殊费用。`,
  'settlement.total_negative': ({ poolId, settlementTotalFen }) =>
    `“${poolName(poolId)}”的清算总额算出来是 ${yuanText(settlementTotalFen)}，不能分配。请核对控费总额、调整额和异地就医金额。`,
  'settlement.no_fund_to_weigh_by': ({ poolId, settlementTotalFen }) =>
    `“${poolName(poolId)}”有 ${yuanText(settlementTotalFen)} 要分配，却没有一家机构发生费用。请核对控费总额是否记错了基金池。`,
  'settlement.points_malformed': ({ poolId, code, found }) =>
    `“${poolName(poolId)}”中机构 ${code} 的病组分值写成“${found}”，应是不小于零、最多六位小数的数。请改正后重新核算。`,
  'settlement.score_missing': ({ poolId, code }) => `“${poolName(poolId)}”的 ${code} 还没有批准的年度考核得分，按考核支付的部分无法计算。请先在“年度考核”里录入并由复核人员批准。`,
  'settlement.score_malformed': ({ poolId, code, found }) => `“${poolName(poolId)}”的 ${code} 考核得分写成“${found}”，应在 0 与 100 之间，最多两位小数。请改正后重新核算。`,
  'settlement.excluded_exceed_insured': ({ poolId, code, insured, excluded }) =>
    `“${poolName(poolId)}”的 ${code} 参保 ${insured} 人，不计入总额的却有 ${excluded} 人。请核对人数。`,
  'settlement.lead_not_a_member': ({ poolId, code }) => `“${poolName(poolId)}”里牵头医院 ${code} 不在它自己的成员机构之中。请把它列为成员。`,
  'settlement.budget_basis_differs': ({ poolId, code, computedFen, budgetFen }) =>
    `“${poolName(poolId)}”的 ${code}：按人数、权重和标准算出的总额是 ${yuanText(computedFen)}，核定的控费总额是 ${yuanText(budgetFen)}，两者不一致。请在“预算与预拨”里按实际重新核定，或核对人数、病组分值与政策标准。`,
  'settlement.no_points': ({ poolId, settlementTotalFen }) => `“${poolName(poolId)}”有 ${yuanText(settlementTotalFen)} 要分配，各机构病组分值却都是零。请先导入住院病组分值。`,
  'settlement.limit_negative': ({ poolId, code, limitFen }) => `“${poolName(poolId)}”的 ${code} 控费总额加调整额是 ${yuanText(limitFen)}，小于零。请核对调整额。`,
  'settlement.reasonable_exceeds_overspend': ({ poolId, code, reasonableFen, overspendFen }) =>
    `“${poolName(poolId)}”的 ${code} 实际超支 ${yuanText(overspendFen)}，认定的合理超支 ${yuanText(reasonableFen)} 超过了它。请核对认定金额。`,
  'settlement.alliance_budget_missing': ({ year }) => `${year} 年还没有给任何医联体核定控费总额。请先在“预算与预拨”里按医联体核定。`,
  'settlement.alliance_without_lead': ({ allianceIds }) => `医联体 ${allianceIds.join('、')} 没有登记牵头医院，清算款没有收款单位。请先在机构信息里确定牵头医院。`,
  'settlement.institution_budget_missing': ({ year, places }) =>
    `${year} 年这些机构有费用而没有核定预算：${places.map(({ pool, institutionCode }) => `${institutionCode}（${poolName(pool)}）`).join('、')}。请先在“预算与预拨”里按机构核定。`,
  'settlement.stays_without_score': ({ places }) =>
    `还有住院没有病组分值或床日：${places.map(({ institutionCode, stays }) => `${institutionCode} ${stays} 例`).join('、')}。请先导入这些住院的病组分值，再核算。`,
  'settlement.reasonable_without_line': ({ poolId, code }) => `给 ${code} 在“${poolName(poolId)}”认定了合理超支，但它不是这次清算的牵头医院。请核对牵头医院编码和基金池。`,
  'settlement.no_persons': ({ poolId }) => `“${poolName(poolId)}”有费用而就医人数为零。请核对就诊记录。`,
  'settlement.wrong_status': ({ status, needed }) =>
    `这份清算现在是“${settlementStatuses[status]}”，要先到“${settlementStatuses[needed]}”才能办理这一步。请刷新后核对进度。`,
  'settlement.superseded': ({ version, newest }) => `这是第 ${version} 版，已有第 ${newest} 版。请在最新版上办理。`,
  'settlement.same_person': ({ earlier }) => `您已办理过这份清算的${earlierSteps[earlier]}，这一步须由另一人办理。请转给其他同事。`,
  'settlement.objections_open': ({ until }) => `机构可在 ${until} 之前（含当日）提出异议，期满后才能复核。请次日再办。`,
  'settlement.objections_unanswered': ({ count }) => `还有 ${count} 条异议没有答复。请先在“异议”里逐条答复，再复核。`,
  'settlement.objections_accepted': ({ count }) => `有 ${count} 条异议已经采纳，还没有重新核算。请由经办重新核算一版并送达，再复核新的一版。`,
  'settlement.budget_changed': ({ changes }) => `核算之后控费总额改过：${changes.map(budgetChangeText).join('、')}。请按新的控费总额重新核算一版。`,
  'settlement.scores_changed': ({ changes }) => `核算之后得分改过：${changes.map(scoreChangeText).join('、')}。请按现在的得分重新核算一版。`,
  'settlement.year_closed': ({ year, pools: settled }) =>
    `${year} 年度${settled.map(poolName).join('、')}的清算已经确认并入账，不能再改。后续发现的差额会记入当前未关账的月份。`,
  'settlement.months_open': ({ year, months }) => `${year} 年还有 ${months.length} 个月没有关账：${monthsText(months)}。请先在“预算与预拨”里依次关账。`,
  'settlement.prepayment_pending': ({ months }) => `${monthsText(months)} 的月预拨还没有审批。请财务先审批，再核算。`,
  'settlement.method_without_terms': ({ policyId, method }) =>
    `政策版本 ${policyId} 没有“${labelOf(settlementMethods, method)}”的参数。请换一种办法，或导入带有这些参数的政策版本。`,
  'settlement.budget_missing': ({ year, pools: missing }) => `${year} 年还没有核定这些基金池的控费总额：${missing.map(poolName).join('、')}。请先在“预算与预拨”里填写。`,
  'settlement.deduction_without_line': ({ pool, institutionCode }) =>
    `给机构 ${institutionCode} 在“${poolName(pool)}”记了扣款，但它不在这次清算之内。请核对机构编码和基金池，或删去这笔扣款。`,
  'settlement.books_differ': ({ places }) => `清算书与总账有 ${places} 处不一致，没有确认。请打开“复算”查看差异，重新核算一版。`,
  'settlement.not_comparable': ({ left, right }) => `只能比较同一年度、同一办法的两个版本，现在选的是 ${left} 和 ${right}。请重新选择。`,
  'month.already_closed': ({ month }) => `${month} 已经关账，不能再关。`,
  'month.not_over': ({ month, lastDay }) => `${month} 还没有结束，最早在 ${lastDay} 的次日关账。`,
  'month.earlier_open': ({ month, open }) => `${month} 之前还有没关账的月份：${monthsText(open)}。请按先后依次关账。`,
  'prepayment.month_open': ({ month }) => `${month} 还没有关账，费用还会变动。请先关账，再提出预拨。`,
  'prepayment.already_proposed': ({ month, status }) =>
    status === 'posted' ? `${month} 的预拨已经审批入账，不必重复提出。` : `${month} 的预拨已经提出，正等待财务审批，不必重复提出。`,
  'prepayment.month_ahead': ({ month }) => `${month} 还没有开始，不能提前打包拨付。请到当月再提出。`,
  'prepayment.ended': ({ month, status }) => `${month} 的这次预拨已经${status === 'withdrawn' ? '撤回' : '退回'}，不能再办理。请重新提出。`,
  'prepayment.not_proposer': ({ month }) => `${month} 的预拨不是您提出的，只有提出人可以撤回。如有问题，请财务退回。`,
  'prepayment.budget_changed': ({ month }) => `${month} 的预拨提出以后，控费总额有了变动。请退回，由经办按新的总额重新提出。`,
  'prepayment.no_package': ({ year }) => `${year} 年还没有可以按月打包拨付的控费总额。请先在“预算”里给医联体或机构核定。`,
  'prepayment.alliance_without_lead': ({ allianceId }) => `医联体 ${allianceId} 没有牵头医院，打包的预拨没有收款单位。请先在机构信息里确定牵头医院。`,
  'prepayment.already_posted': ({ month }) => `${month} 的预拨已经审批入账，不能再次审批。`,
  'prepayment.same_person': ({ month }) => `${month} 的预拨是您提出的，须由另一人审批。请转给其他同事。`,
  'prepayment.year_settled': ({ month }) => `${month} 所在年度已经清算确认，不能再预拨。`,
  'prepayment.nothing_claimed': ({ month }) => `${month} 没有本统筹区机构的费用，不需要预拨。`,
} satisfies RefusalSentences<`settlement.${string}` | `month.${string}` | `prepayment.${string}`>;
