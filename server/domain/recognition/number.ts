import type { Day } from '@/server/domain/kernel/calendar-day';

const serials = 1_000_000;

/**
 * The number on a decision slip: M, the region, the day of the application, six digits from the random end of the id, so that
 * no counter makes writers queue; `attempt` counts up when a number is taken.
 *
 * @throws RangeError when the id does not end in twelve hexadecimal digits.
 */
export function recognitionNumberOf(regionCode: string, day: Day, recognitionId: string, attempt = 0): string {
  const tail = /[0-9a-f]{12}$/i.exec(recognitionId);
  if (!tail) throw new RangeError(`not an id to take a number from: ${recognitionId}`);
  const serial = (Number.parseInt(tail[0], 16) + attempt) % serials;
  return `M${regionCode}${day.replaceAll('-', '')}${String(serial).padStart(6, '0')}`;
}
