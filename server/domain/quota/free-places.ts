import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ReferralPriority } from '@/server/domain/referral/codes';
import { whyNotBookable } from './bookable';
import { isOpenTo, type Standing } from './may-reserve';
import type { BookingRefusal } from './refusals';
import type { ClinicSession } from './slot';

/** A session's free places by whom they were dealt to, as seen by one institution. */
export interface FreeCounts {
  /** Dealt to the institution that asks. */
  readonly own: number;
  /** Dealt to nobody. */
  readonly common: number;
  /** Dealt to others. */
  readonly others: number;
}

export type CountedSession = ClinicSession & FreeCounts;

export interface PlaceQuestion {
  /** What the asking institution is to the session's hospital; null for an onlooker. */
  readonly standing: Standing | null;
  readonly priority: ReferralPriority;
  readonly urgentWindowDays: number;
  readonly now: Instant;
}

export interface PlaceAnswer {
  /** How many places may be held now. */
  readonly free: number;
  /** How many of them would be borrowed from another institution. */
  readonly borrowed: number;
  /** Why none may be held; empty when some may. */
  readonly reasons: readonly BookingRefusal[];
}

/** How many of a session's free places an institution may hold now, by the rule that judges each of them (`whyNotBookable`). */
export function placesFor(session: CountedSession, { standing, priority, urgentWindowDays, now }: PlaceQuestion): PlaceAnswer {
  const judge = (dealtTo: string | null) =>
    whyNotBookable({ slot: { startsAt: session.startsAt, dealtTo, state: { status: 'free' } }, session, standing, priority, referralId: null, urgentWindowDays, now });
  const reasons = judge(null);
  if (reasons.length > 0) return { free: 0, borrowed: 0, reasons };
  // Any code but the house's own stands for everybody else's.
  const mayBorrow = standing === null || isOpenTo(standing, { dealtTo: `not ${standing.houseCode}` }, session, now);
  const borrowed = mayBorrow ? session.others : 0;
  const free = session.own + session.common + borrowed;
  if (free > 0) return { free, borrowed, reasons: [] };
  return { free, borrowed, reasons: [{ code: 'quota.dealt_elsewhere', facts: { borrowAt: session.borrowAt } }] };
}

/** What a stay of some nights is looked for among: a ward's days with the places that may be held on each. */
export interface WardDay {
  readonly institutionCode: string;
  readonly departmentCode: string;
  readonly resourceName: string;
  readonly day: Day;
  readonly free: number;
  readonly borrowed: number;
}

/** The days on which a stay can begin: the ward has a free bed on each of its days. `free` and `borrowed` are those of its fullest day. */
export function admissionDays<W extends WardDay>(days: readonly W[], nights: number, lastDay: Day): W[] {
  const keyOf = ({ institutionCode, departmentCode, resourceName }: WardDay, day: Day) => [institutionCode, departmentCode, resourceName, day].join('\n');
  const known = new Map(days.filter(({ free }) => free > 0).map((ward) => [keyOf(ward, ward.day), ward]));
  return [...known.values()].flatMap((first) => {
    if (first.day > lastDay) return [];
    const stay = Array.from({ length: nights }, (_, at) => known.get(keyOf(first, addDays(first.day, at))));
    const [fullest] = stay.filter((ward) => ward !== undefined).sort((a, b) => a.free - b.free);
    return fullest && stay.every((ward) => ward !== undefined) ? [{ ...first, free: fullest.free, borrowed: fullest.borrowed }] : [];
  });
}
