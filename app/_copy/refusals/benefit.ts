import type { RefusalSentences } from './index';

export const benefitRefusals = {
  'benefit.refund_without_original': ({ refundOf }) => `退费记录要冲销的结算号 ${refundOf} 还没有收到。请先上传原结算记录；收到后系统会自动冲销。`,
  'benefit.original_already_refunded': ({ refundOf, refundedBy }) => `结算号 ${refundOf} 已被退费记录 ${refundedBy} 冲销，不会再冲一次。请核对是否重复退费。`,
} satisfies RefusalSentences<`benefit.${string}`>;
