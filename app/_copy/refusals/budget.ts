import { labelOf, pools } from '@/app/_copy/labels';
import { yuanText } from '@/app/_ui/money';
import type { RefusalSentences } from './index';

const poolName = (pool: string) => labelOf(pools, pool);

export const budgetRefusals = {
  'budget.scope_unknown': ({ kind, code }) => `本统筹区没有编码为 ${code} 的${kind === 'alliance' ? '医联体' : '机构'}。请核对后重新选择。`,
  'budget.year_delivered': ({ year }) => `${year} 年的清算已经送达机构，不能再重新核定控费总额。确有必要的，请提出带理由的预算调整。`,
  'budget.reason_missing': ({ version }) => `这项控费总额已有第 ${version} 版，改动须写明理由。请填写后再提交。`,
  'budget.unchanged': ({ baseFen }) => `重新测算的结果仍是 ${yuanText(baseFen)}，测算依据也没有变，不需要改动。`,
  'budget.amount_invalid': ({ name, found }) => `${name}填写的是“${found}”，不能用来测算。请改成不小于零的数。`,
  'budget.per_head_missing': ({ pool, policyId }) => `政策版本 ${policyId} 没有规定“${poolName(pool)}”的人头标准。请填写每人金额，或换一种测算方法。`,
  'budget.years_not_closed': ({ years }) => `${years.join('、')} 年的账还没有全部关账，不能用来算平均数。请先在“月度”里关账，或换用其他年度。`,
  'budget.composite_terms_missing': ({ policyId }) => `政策版本 ${policyId} 没有复合式付费的费率。请填写各项费率，或换一种测算方法。`,
  'budget.total_negative': ({ totalFen, code }) =>
    code === undefined
      ? `测算结果是 ${yuanText(totalFen)}，控费总额不能小于零。请核对各项参数。`
      : `按这次分解，${code} 的份额连同已批准的调整是 ${yuanText(totalFen)}，不能小于零，所以没有分解。请先调整 ${code} 的预算，或换一种分解依据。`,
  'budget.nothing_to_deal': ({ year, pool }) => `${year} 年“${poolName(pool)}”还没有核定统筹区控费总额。请先核定，再分解。`,
  'budget.no_weight_to_deal_by': ({ pool }) => `“${poolName(pool)}”没有可用的分解依据：各单位的签约人数或往年支出都是零。请换一种依据，或逐个核定。`,
  'budget.adjustment_zero': () => '调整额是零，没有可调整的内容。请填写增加或减少的金额。',
  'budget.adjustment_below_zero': ({ limitFen, amountFen }) => `现有控费总额是 ${yuanText(limitFen)}，调整 ${yuanText(amountFen)} 后会小于零。请核对金额。`,
  'budget.adjustment_decided': ({ status }) => (status === 'approved' ? '这项调整已经批准，不能再次办理。' : '这项调整已经退回，不能再次办理。如仍需要，请重新提出。'),
  'budget.same_person': () => '这项调整是您提出的，须由另一人审批。请转给其他同事。',
} satisfies RefusalSentences<`budget.${string}`>;
