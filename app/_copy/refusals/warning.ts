import { findingStatuses, labelOf } from '../labels';
import { warningKinds } from '../warning';
import type { RefusalSentences } from './index';

export const warningRefusals = {
  'warning.span_backwards': ({ from, to }) => `开始月份 ${from} 在结束月份 ${to} 之后。请把两个月份对调。`,
  'warning.span_too_long': ({ months, most }) => `一次最多筛查 ${most} 个月，您选了 ${months} 个月。请分几次筛查。`,
  'warning.month_ahead': ({ month, thisMonth }) => `${month} 还没有到，最晚可以筛查到 ${thisMonth}。请改选月份。`,
  'warning.vanished': ({ kind }) => `这条“${labelOf(warningKinds, kind)}”的依据已经不在了，不需要再处理。请看下一条。`,
  'warning.not_open': ({ status }) => `这条预警已经处理为“${labelOf(findingStatuses, status)}”。要改处理结果，请先撤回原来的处理。`,
  'warning.not_decided': () => '这条预警还没有处理过，没有可以撤回的。',
  'warning.note_missing': ({ decision }) => (decision === 'confirmed' ? '没有写核实情况。请写明查到了什么、怎么办。' : '选了“其他原因”但没有写明是什么原因。请补充说明。'),
} satisfies RefusalSentences<`warning.${string}`>;
