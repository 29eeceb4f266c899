import { yuanText } from '@/app/_ui/money';
import type { RefusalSentences } from './index';

const amounts = {
  totalFen: '医疗费总额',
  fullSelfPayFen: '全自费金额',
  overLimitSelfPayFen: '超限价自费',
  advanceSelfPayFen: '先行自付',
  inScopeFen: '符合政策范围金额',
} as const;

export const visitRefusals = {
  'visit.institution_unknown': ({ institutionCode }) => `没有编码为 ${institutionCode} 的机构。请核对机构编码；新机构请先导入机构。`,
  'visit.resident_unknown': ({ certificateEnding }) => `证件尾号 ${certificateEnding} 的居民没有登记。请核对证件号码；确属参保人的，请先导入居民。`,
  'visit.name_differs': ({ reportedName }) => `姓名“${reportedName}”与这个证件号码登记的不一致。请核对姓名和证件号码，哪个写错改哪个。`,
  'visit.settled_at_malformed': ({ settledAt }) => `结算时间“${settledAt}”写法不对。请写成 2025-03-01 08:30:00 的样子。`,
  'visit.settled_in_future': ({ settledOn, today }) => `结算日期 ${settledOn} 在今天（${today}）之后。请改正结算时间。`,
  'visit.settled_before_birth': ({ settledOn, birthDay }) => `结算日期 ${settledOn} 早于出生日期 ${birthDay}。请核对结算时间和证件号码。`,
  'visit.settled_after_death': ({ settledOn, deathDay, lastDay }) =>
    `居民已于 ${deathDay} 去世，生前费用最晚可以在 ${lastDay} 结算，这条在 ${settledOn}。请核对结算时间；死亡日期有误的，请先更正档案。`,
  'visit.time_malformed': ({ column, value }) => `${column === 'begntime' ? '开始' : '结束'}时间“${value}”写法不对。请写成 2025-03-01 08:30:00 的样子，没有就留空。`,
  'visit.started_before_birth': ({ startedOn, birthDay }) => `就诊开始日期 ${startedOn} 早于出生日期 ${birthDay}。请核对开始时间和证件号码。`,
  'visit.started_after_settlement': ({ startedOn, settledOn }) => `就诊在 ${startedOn} 才开始，结算却在 ${settledOn}。请核对开始时间和结算时间。`,
  'visit.ended_before_start': ({ startedAt, endedAt }) => `结束时间 ${endedAt} 早于开始时间 ${startedAt}。请核对这两个时间。`,
  'visit.ended_in_future': ({ endedOn, today }) => `结束日期 ${endedOn} 在今天（${today}）之后。请改正结束时间；还没有出院的可以留空。`,
  'visit.essential_drugs_outside_scope': ({ essentialDrugFen, inScopeFen }) =>
    `基本药物费用 ${yuanText(essentialDrugFen)} 应在零与符合政策范围金额 ${yuanText(inScopeFen)} 之间。请核对这两个金额。`,
  'visit.prescription_days_out_of_range': ({ days, most }) => `处方天数 ${days} 应在 1 至 ${most} 天之间。请核对处方天数，没有开药就留空。`,
  'visit.amount_negative': ({ amount, amountFen }) => `${amounts[amount]}是 ${yuanText(amountFen)}，不能小于零。退费请另报一条，退费标志填 1，并写明原结算号。`,
  'visit.parts_do_not_add_up': ({ totalFen, partsFen, differenceFen }) =>
    `四部分金额相加是 ${yuanText(partsFen)}，与总额 ${yuanText(totalFen)} 相差 ${yuanText(Math.abs(differenceFen))}。请核对总额与各部分金额。`,
  'visit.refund_names_no_original': ({ settlementId }) => `退费记录 ${settlementId} 没有写明冲销哪一条。请在 init_setl_id 填写原结算号。`,
  'visit.refund_names_itself': ({ settlementId }) => `退费记录 ${settlementId} 把自己写成了原结算号。请改成要冲销的那一条。`,
} satisfies RefusalSentences<`visit.${string}`>;
