import { moments } from '@/app/_copy/labels';
import { civilTimeOf, type Day } from '@/server/domain/kernel/calendar-day';
import { dayMs, hourMs, type Instant, minuteMs } from '@/server/domain/kernel/instant';

/** `2025-03-01`; a dash for no day. */
export function formatDay(day: Day | null | undefined): string {
  return day ?? moments.none;
}

/** 2025年3月1日, for people who read sentences rather than tables. */
export function formatDayInWords(day: Day): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return moments.dayInWords(year, Number(month), Number(date));
}

/** `2025-03-01 08:30` in Shanghai, wherever the browser is; a dash for no instant. */
export function formatInstant(at: Instant | null | undefined): string {
  return at === null || at === undefined ? moments.none : civilTimeOf(at).slice(0, 16);
}

/** How long ago, or until when: 5 分钟前, 还有 3 小时. */
export function formatSince(at: Instant, now: Instant): string {
  const span = moments.span(...spanOf(Math.abs(now - at)));
  return at <= now ? moments.ago(span) : moments.ahead(span);
}

function spanOf(ms: number): [count: number, unit: keyof typeof moments.units] {
  if (ms < hourMs) return [Math.floor(ms / minuteMs), 'minutes'];
  if (ms < 2 * dayMs) return [Math.floor(ms / hourMs), 'hours'];
  return [Math.floor(ms / dayMs), 'days'];
}
