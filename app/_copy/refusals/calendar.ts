import type { RefusalSentences } from './index';

export const calendarRefusals = {
  'calendar.year_without_table': ({ year }) =>
    `系统里没有 ${year} 年的节假日表，无法推算工作日。请在国务院办公厅公布当年放假安排后，由系统运维人员导入节假日表（gatekeeper import holidays），再重新办理。`,
  'calendar.not_a_table': ({ path }) =>
    `节假日表${path === '' ? '' : ` ${path} `}格式不对。应为每年一项：{"2027": {"daysOff": ["2027-01-01"], "workdays": []}}，daysOff 是放假的日期，workdays 是调休上班的周末。`,
  'calendar.not_a_day': ({ year, text }) => `${year} 年节假日表中的“${text}”不是日期，请按 2027-01-01 的格式填写。`,
  'calendar.other_year': ({ year, day }) => `${day} 不在 ${year} 年，请移到所属年份的表中。`,
  'calendar.weekday_made_up': ({ day }) => `${day} 本来就是工作日，不能列为调休上班，请核对通知。`,
  'calendar.off_and_worked': ({ day }) => `${day} 同时列为放假和调休上班，请核对通知后保留一处。`,
} satisfies RefusalSentences<
  'calendar.year_without_table' | 'calendar.not_a_table' | 'calendar.not_a_day' | 'calendar.other_year' | 'calendar.weekday_made_up' | 'calendar.off_and_worked'
>;
