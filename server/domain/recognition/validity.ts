import { addDays, addYears, type Day } from '@/server/domain/kernel/calendar-day';
import { unreachable } from '@/server/domain/kernel/outcome';
import type { RecognitionStanding } from './codes';
import type { Recognition, RecognitionIn, Validity } from './recognition';
import type { RenewalRefusal } from './refusals';

/** Valid for whole years: from 2025-03-10 for two years ends on 2027-03-09. */
export function validityFrom(validFrom: Day, years: number): Validity {
  return { validFrom, validTo: addDays(addYears(validFrom, years), -1) };
}

/** The days on which it counts, both included; null when there is none. */
export function daysInForce(recognition: Recognition): { readonly from: Day; readonly to: Day } | null {
  switch (recognition.status) {
    case 'applied':
    case 'declined':
    case 'withdrawn':
      return null;
    case 'approved':
      return { from: recognition.validFrom, to: recognition.validTo };
    case 'revoked': {
      const { validFrom: from, validTo, revokedFrom } = recognition;
      if (revokedFrom <= from) return null;
      const last = addDays(revokedFrom, -1);
      return { from, to: last < validTo ? last : validTo };
    }
    default:
      return unreachable(recognition);
  }
}

/** How a recognition stands on a day. */
export function standingOn(recognition: Recognition, day: Day): RecognitionStanding {
  if (recognition.status !== 'approved') return recognition.status;
  if (day < recognition.validFrom) return 'upcoming';
  return day > recognition.validTo ? 'expired' : 'in_force';
}

/** The first day on which it can be renewed. */
export function renewableFrom({ validTo }: Validity, renewalDays: number): Day {
  return addDays(validTo, -renewalDays);
}

/** Why a recognition cannot be renewed on a day: it runs for long enough yet, or is over and has to be applied for anew. */
export function refusalsOfRenewal(held: RecognitionIn<'approved'>, day: Day, renewalDays: number): RenewalRefusal[] {
  const { validTo } = held;
  const from = renewableFrom(held, renewalDays);
  if (day < from) return [{ code: 'recognition.renewal_too_early', facts: { renewableFrom: from, validTo } }];
  return day > validTo ? [{ code: 'recognition.renewal_too_late', facts: { validTo } }] : [];
}
