import type { Day } from '@/server/domain/kernel/calendar-day';

/** 2025年3月17日. */
export function dayInWords(day: Day): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}
