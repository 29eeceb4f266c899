/**
 * 为什么是这个数, for capitation and settlement. The rules name their operands by the letters of the policy texts, and one letter
 * means different things in different steps, so operands are told step by step.
 */
const points = { B: '年初控费总额 B', A: '调整额 A', P: '按项目付费基金总额 P', X: '异地就医金额 X', T: '门诊特殊费用 T', S: '清算总额 S', N: '就医人数 N', k: '机构分担（留用）比例 k' };
const institution = { fund: '本机构就医基金', poolFund: '本基金池就医基金合计', weight: '点数权重' };

export const settlementSteps: Readonly<Record<string, string>> = {
  'capitation.count': '签约人数',
  'capitation.income': '按人头收入',
  'capitation.prepayment': '月预拨',
  'settlement.points.shared': '超支分担（结余留用）金额 R',
  'settlement.points.total': '清算总额 S',
  'settlement.points.points': '年度总点数',
  'settlement.points.value': '点值',
  'settlement.points.weight': '点数权重',
  'settlement.points.institution_points': '本机构点数',
  'settlement.points.entitlement': '应得金额',
  'settlement.ceiling.ceiling': '年度控制总额 C',
  'settlement.ceiling.borne': '超支由卫生院承担',
  'settlement.ceiling.reward': '结余奖励',
  'settlement.ceiling.entitlement': '应得金额',
  'settlement.ceiling.shared': '分担（奖励）合计',
  'settlement.final': '清算应付',
};

export const settlementFormulas: Readonly<Record<string, string>> = {
  'residents with a contract in force on the count day': '计数日签约有效、仍在本统筹区的居民，每人计一次',
  'income = half-up(heads × rate)': '收入 ＝ 人数 × 每人每月标准，四舍五入到分，再按加权人数分到各团队',
  'income = half-up(weighted heads × rate)': '收入 ＝ 加权人数 × 每人每月标准，四舍五入到分，再按加权人数分到各团队',
  'prepaid = half-up(fee for service × share)': '预拨 ＝ 当月按项目付费金额 × 预拨比例，四舍五入到分',
  'R = half-up((P − B) × (1 − k))': 'R ＝（P − B）×（1 − k）：超支为正，由基金分担；结余为负，留归基金',
  'R = half-up((P − B) × k)': 'R ＝（P − B）× k：按条文字面计算',
  'S = B + A − X − T + R': 'S ＝ B ＋ A − X − T ＋ R',
  'total points = N × 100': '总点数 ＝ 就医人数 N × 100',
  'point value = S ÷ total points, in yuan, shown only': '点值 ＝ S ÷ 总点数，单位元，仅供展示，金额不由它相乘得出',
  'weight = fund of the institution ÷ fund of the pool': '权重 ＝ 本机构就医基金 ÷ 本基金池就医基金合计，不含特殊费用',
  'points = N × 100 × weight': '本机构点数 ＝ 总点数 × 权重',
  'entitlement = S × fund ÷ fund of the pool, dealt by largest remainder': '应得 ＝ S × 权重，按最大余数法分到分，各机构相加恰好等于 S',
  'final = entitlement + special − prepaid − deductions': '清算应付 ＝ 应得 ＋ 特殊费用 − 已预拨 − 扣款；为负则收回或结转',
  'C = amount × insured': 'C ＝ 每人标准 × 辖区参保人数',
  'borne = half-up((A − C) × share)': '承担 ＝（实际支付 − C）× 承担比例，四舍五入到分',
  'reward = half-up((C − A) × share)': '奖励 ＝（C − 实际支付）× 奖励比例，四舍五入到分',
  'entitlement = A + reward − borne': '应得 ＝ 实际支付 ＋ 奖励 − 承担',
  'shared = Σ entitlements − Σ ceilings': '分担（奖励）合计 ＝ 各机构应得之和 − 各机构控制总额之和',
};

export const settlementOperands: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'capitation.count': { day: '计数日' },
  'capitation.income': { insutype: '险种', heads: '人数', weightedHeads: '加权人数', rate: '每人每月标准' },
  'capitation.prepayment': { feeForService: '按项目付费金额', share: '预拨比例' },
  'settlement.points.shared': { ...points, reading: '条文读法' },
  'settlement.points.total': { ...points, R: '分担（留用）金额 R' },
  'settlement.points.points': points,
  'settlement.points.value': { ...points, totalPoints: '总点数' },
  'settlement.points.weight': institution,
  'settlement.points.institution_points': { ...points, ...institution },
  'settlement.points.entitlement': { ...points, ...institution },
  'settlement.ceiling.ceiling': { amount: '每人标准', insured: '辖区参保人数' },
  'settlement.ceiling.borne': { overspend: '超支金额', share: '承担比例' },
  'settlement.ceiling.reward': { surplus: '结余金额', share: '奖励比例' },
  'settlement.ceiling.entitlement': { A: '实际支付', change: '奖励（承担为负）' },
  'settlement.ceiling.shared': { entitlements: '应得合计', ceilings: '控制总额合计' },
  'settlement.final': { entitlement: '应得', special: '特殊费用', prepaid: '已预拨', deductions: '扣款' },
};

export const settlementTexts: Readonly<Record<string, string>> = {
  institution_share: 'k 为机构承担比例',
  literal: '按条文字面',
  '310': '职工医保',
  '390': '居民医保',
};
