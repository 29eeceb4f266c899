import type { RefusalSentences } from './index';

export const trialRefusals = {
  'trial.year_not_over': ({ year }) => `${year} 年还没有结束，不能试算。请选择已经结束的年度。`,
  'trial.nothing_settled': ({ year }) => `${year} 年没有已结算的就诊，没有可试算的数据。请先导入该年度的结算记录，或改选年度。`,
  'trial.one_at_a_time': () => '本统筹区已有一个试算正在进行。请等它完成后再提交，进度见试算列表。',
} satisfies RefusalSentences<`trial.${string}`>;
