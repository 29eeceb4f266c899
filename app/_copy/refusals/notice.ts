import type { NoticeRefusal } from '@/server/domain/notice/refusals';
import type { RefusalSentences } from './index';

export const noticeRefusals = {
  'notice.not_failed': () => '这条短信没有发送失败，不需要重发。请刷新列表。',
  'notice.useless_now': () => '这条短信已经过了有效时间，重发没有用处。请居民重新操作一次。',
} satisfies RefusalSentences<NoticeRefusal['code']>;
