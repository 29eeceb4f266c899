import { labelOf, medTypes } from '@/app/_copy/labels';
import type { RefusalSentences } from './index';

export const scoreRefusals = {
  'score.visit_unknown': ({ institutionCode, settlementId }) => `没有找到机构 ${institutionCode} 结算号 ${settlementId} 的就诊。请先导入这次住院，再导入它的分值。`,
  'score.not_inpatient': ({ settlementId, medType }) => `结算号 ${settlementId} 是“${labelOf(medTypes, medType)}”，不是住院，不能记病组分值。请核对结算号。`,
  'score.taken_back': ({ settlementId }) => `结算号 ${settlementId} 已经退费，不再计分。请删去这一行。`,
  'score.points_malformed': ({ found }) => `分值写成“${found}”，应是不小于零、最多六位小数的数。`,
  'score.points_missing': ({ scheme }) => `按${scheme === 'DIP' ? '病种分值' : ' DRG '}计分的住院要有大于零的分值。请填写 points。`,
  'score.days_missing': () => '按床日付费的住院要有床日数。请填写 bed_days。',
} satisfies RefusalSentences<`score.${string}`>;
