import type { ReviewKind, ReviewStatus, RowClass, RowDecision, RowResult } from '@/server/domain/import/review';

type Labels<Code extends string> = Readonly<Record<Code, string>>;

export const reviewKinds = { residents: '居民', contracts: '签约' } as const satisfies Labels<ReviewKind>;

export const reviewStatuses = {
  reading: '正在读取',
  ready: '待审核',
  applying: '正在应用',
  applied: '已办结',
  failed: '没有读完',
  interrupted: '中断',
  dropped: '已作废',
} as const satisfies Labels<ReviewStatus>;

export const rowClasses = {
  new: '新增',
  changed: '有变更',
  close: '疑似本人',
  held: '已有相同记录',
  elsewhere: '已在别处签约或不归本批',
  rejected: '不能采用',
} as const satisfies Labels<RowClass>;

export const rowDecisions = { take: '采用', same: '是同一人', distinct: '不是同一人', discard: '舍弃' } as const satisfies Labels<RowDecision>;

export const rowResults = { done: '已办', held: '已有，无需再办', refused: '未办成' } as const satisfies Labels<RowResult>;
