import type { Refusal } from '@/server/domain/kernel/outcome';

/** Why a notice is not sent again. */
export type NoticeRefusal =
  | Refusal<'notice.not_failed', object>
  /** Its time is over: a code that nobody waits for any more. */
  | Refusal<'notice.useless_now', object>;
