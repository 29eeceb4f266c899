import type { Day } from '@/server/domain/kernel/calendar-day';

const serials = 1_000_000;

/**
 * The number printed on a referral slip: Z, the region, the day it was written, six digits. The digits are taken from the
 * random end of the referral's id, so that numbers of a day tell nobody how many there were and no counter makes writers
 * queue; `attempt` counts up when a number is taken.
 *
 * @throws RangeError when the id does not end in twelve hexadecimal digits.
 */
export function referralNumberOf(regionCode: string, day: Day, referralId: string, attempt = 0): string {
  const tail = /[0-9a-f]{12}$/i.exec(referralId);
  if (!tail) throw new RangeError(`not an id to take a number from: ${referralId}`);
  const serial = (Number.parseInt(tail[0], 16) + attempt) % serials;
  return `Z${regionCode}${day.replaceAll('-', '')}${String(serial).padStart(6, '0')}`;
}
