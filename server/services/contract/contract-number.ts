import type { Day } from '@/server/domain/kernel/calendar-day';

/** Q (签约) or Y (原纸质协议), region, day and six digits taken from a fresh id, whose last ones are random. */
export function contractNumber(prefix: 'Q' | 'Y', regionCode: string, day: Day, freshId: string): string {
  const digits = Number.parseInt(freshId.slice(-10), 16) % 1_000_000;
  return `${prefix}${regionCode}${day.replaceAll('-', '')}${String(digits).padStart(6, '0')}`;
}
