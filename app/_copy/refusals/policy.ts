import { insutypes, labelOf, levels, medTypes } from '@/app/_copy/labels';
import { formatYuan } from '@/server/domain/kernel/fen';
import type { RefusalSentences } from './index';

const kindNames: Readonly<Record<string, string>> = { text: '文字', number: '数字', object: '对象', list: '列表', package_code: '服务包或项目代码（小写字母、数字和下划线）', boolean: '是或否', null: '空', icd_prefix: '诊断编码的开头（如 I10）', institution_code: '12 位机构编码（如 H21010200001）', yuan_text: '以元为单位的文字（如 "1500.00"）', decimal_text: '小数文字（如 "0.70"）', fraction: '分数（如 "1/3"）', whole_number: '整数', day: '日期（如 2025-03-01）', day_of_year: '月日（如 07-01）', true_or_false: '是或否', region_code: '六位统筹区代码' };
const kindOf = (kind: string) => kindNames[kind] ?? kind;
const at = (path: string) => (path === '' ? '文件开头' : `“${path}”处`);
const lacks = { deductible: '起付线', rate: '报销比例' } as const;

export const policyRefusals = {
  'policy.key_missing': ({ path, key }) => `政策文件${at(path)}缺少“${key}”。请补上这一项，并注明依据条款和可靠程度。`,
  'policy.key_unknown': ({ path, key }) => `政策文件${at(path)}的“${key}”不认识。请核对拼写，或删去这一项。`,
  'policy.wrong_kind': ({ path, expected, found }) => `政策文件${at(path)}应写成${kindOf(expected)}，现在是${kindOf(found)}。请改正写法。`,
  'policy.not_allowed': ({ path, allowed, found }) => `政策文件${at(path)}的“${found}”不在可选范围内。可以写：${allowed.join('、')}。`,
  'policy.out_of_range': ({ path, least, most, found }) =>
    `政策文件${at(path)}的 ${found} 超出范围${least === null ? '' : `，不能小于 ${least}`}${most === null ? '' : `，不能大于 ${most}`}。请核对原文后改正。`,
  'policy.out_of_order': ({ path, before, after }) => `政策文件${at(path)}先后颠倒：${before} 应在 ${after} 之前。请按顺序改正。`,
  'policy.duplicate': ({ path, value }) => `政策文件${at(path)}重复写了“${value}”。请删去多余的一项。`,
  'policy.level_without_rule': ({ path, level, lacks: what }) =>
    `政策文件${at(path)}没有写${labelOf(levels, level)}的${lacks[what]}。请补上，或把这个级别写进不予支付的范围。`,
  'policy.level_covered_and_uncovered': ({ path, level }) => `政策文件${at(path)}既给${labelOf(levels, level)}写了待遇，又写明不予支付。请只保留一种。`,
  'policy.plans_overlap': ({ path, insutype, medType, planIds }) =>
    `政策文件${at(path)}有多个方案（${planIds.join('、')}）都管${labelOf(insutypes, insutype)}的${labelOf(medTypes, medType)}。请只留一个。`,
  'policy.no_ordinary_plan': ({ path, insutype }) =>
    `政策文件${at(path)}规定未认定的按普通门诊支付，却没有写${labelOf(insutypes, insutype)}的普通门诊（11）待遇。请补上这一方案，或改为不予支付。`,
  'policy.ages_not_covered': ({ path, fromAge, toAge }) =>
    `政策文件${at(path)}的年龄段没有包括 ${fromAge} 岁${toAge === null ? '以上' : `至 ${toAge} 岁`}。请让年龄段首尾相接。`,
  'policy.parts_not_the_price': ({ path, priceFen, partsFen }) =>
    `政策文件${at(path)}的三方分担合计 ${formatYuan(partsFen)} 元，与价格 ${formatYuan(priceFen)} 元不符。请改到两者相等。`,
  'policy.method_without_terms': ({ path, method }) => `政策文件${at(path)}选了结算办法“${method}”，却没有写它的参数。请补上参数，或改选办法。`,
  'policy.none_in_force': ({ regionCode, day }) => `统筹区 ${regionCode} 在 ${day} 没有生效的政策版本，无法核定。请先导入覆盖这一天的政策版本；如日期写错，请改正日期。`,
  'policy.no_plan': ({ policyId, insutype, medType }) =>
    `政策版本 ${policyId} 没有规定${labelOf(insutypes, insutype)}的${labelOf(medTypes, medType)}待遇。请核对险种和医疗类别，或补充政策版本。`,
  'policy.other_region': ({ found, expected }) => `这份政策属于统筹区 ${found}，当前统筹区是 ${expected}。请换成本统筹区的政策文件。`,
  'policy.version_exists': ({ id }) => `政策版本 ${id} 已经导入，内容与这份不同。已用于核定的版本不能改写，请给新内容另起一个版本号。`,
  'policy.days_overlap': ({ id, otherId, from, to }) =>
    `政策版本 ${id} 与 ${otherId}（${from} 起${to === null ? '' : `，至 ${to}`}）的生效日期重叠。请调整生效或失效日期。`,
} satisfies RefusalSentences<`policy.${string}`>;
