import type { RefusalSentences } from './index';

export const calendarRefusals = {
  'calendar.year_without_table': ({ year }) =>
    `系统里没有 ${year} 年的节假日表，无法推算工作日。请在国务院办公厅公布当年放假安排后导入节假日表，再重新办理。`,
} satisfies RefusalSentences<'calendar.year_without_table'>;
