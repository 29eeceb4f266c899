import type { Tx } from '@/db';
import { type KeptSession, findSession, hasFreeSlot, holdFreeSlot, listWardDays } from '@/db/queries/quota';
import { listParties, listSharedWith } from '@/db/queries/reserving';
import { addDays } from '@/server/domain/kernel/calendar-day';
import { type Instant, minuteMs } from '@/server/domain/kernel/instant';
import { type Outcome, accept, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import { whyNotBookable } from '@/server/domain/quota/bookable';
import { type Standing, standingOf } from '@/server/domain/quota/may-reserve';
import type { QuotaRefusal } from '@/server/domain/quota/refusals';
import type { QuotaRules } from '@/server/domain/quota/rules';
import type { Slot } from '@/server/domain/quota/slot';
import type { ReferralPriority } from '@/server/domain/referral/codes';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';

/** What is wanted for one referral: a visit (or an examination), a bed for some nights, both, or neither. */
export interface PlaceWish {
  readonly sessionId: string | null;
  readonly stay: StayWish | null;
}

export interface StayWish {
  /** The ward's day of admission. */
  readonly sessionId: string;
  readonly nights: number;
}

export const noPlace: PlaceWish = { sessionId: null, stay: null };

/** More nights than are asked for ahead; a longer stay is prolonged by the ward. */
export const longestStay = 30;

/** The sessions of a wish: the visit's, and the ward's for each day of the stay. */
export interface WishedSessions {
  readonly visit: KeptSession | null;
  readonly ward: readonly KeptSession[];
}

/** Places held together for one referral. */
export interface HeldPlaces {
  readonly slotId: string | null;
  readonly bedSlotIds: readonly string[];
  readonly slots: readonly Slot[];
}

/** Finds what a wish names; a day of the stay on which the ward has published nothing is refused. */
export async function sessionsOf(tx: Tx, regionCode: string, wish: PlaceWish): Promise<Outcome<WishedSessions, AnyRefusal>> {
  const visit = wish.sessionId === null ? null : await findSession(tx, regionCode, wish.sessionId);
  if (wish.sessionId !== null && (!visit || visit.kind === 'ward')) return refuse({ code: 'not_found', facts: { what: 'session' } });
  const { stay } = wish;
  if (stay === null) return accept({ visit, ward: [] });
  const first = await findSession(tx, regionCode, stay.sessionId);
  if (first?.kind !== 'ward') return refuse({ code: 'not_found', facts: { what: 'session' } });
  if (visit && visit.institutionCode !== first.institutionCode) return refuse({ code: 'quota.places_apart', facts: {} });
  const nights = Math.min(Math.max(1, stay.nights), longestStay);
  const ward = await listWardDays(tx, first, addDays(first.day, nights - 1));
  const missing = Array.from({ length: nights }, (_, at) => addDays(first.day, at)).find((day) => !ward.some((session) => session.day === day));
  return missing === undefined ? accept({ visit, ward }) : refuse({ code: 'quota.no_bed_that_day', facts: { day: missing } });
}

export interface HoldRequest {
  readonly referralId: string;
  /** The institution that refers, whose places of the hospital's are taken. */
  readonly fromInstitutionCode: string;
  readonly priority: ReferralPriority;
  readonly rules: Pick<QuotaRules, 'urgentWindowDays' | 'holdMinutes'>;
  /** Until when at most; left out: as long as policy lets a doctor hold a place while writing. */
  readonly until?: Instant;
}

/**
 * Holds a place of each session, each by one conditional update; all of them or, by the refusal that ends the transaction, none. A
 * hold never outlasts the beginning of its place.
 */
export async function holdPlaces(context: ServiceContext, tx: Tx, { visit, ward }: WishedSessions, request: HoldRequest): Promise<Outcome<HeldPlaces, QuotaRefusal>> {
  const sessions = visit ? [visit, ...ward] : ward;
  const standings = await standingsOf(context, tx, sessions, request.fromInstitutionCode);
  const wishes = sessions.map((session, at) => ({ session, standing: standings[at] ?? null }));
  const judged = unlessRefused(wishes.flatMap((wish) => whyNotHeld(wish, request, context.now())), () => null);
  if (!judged.ok) return judged;
  const slots: Slot[] = [];
  for (const wish of wishes) {
    const held = await holdOne(context, tx, wish, request);
    if (!held.ok) return held;
    slots.push(held.value);
  }
  const ids = slots.map(({ id }) => id);
  return accept({ slotId: visit ? (ids[0] ?? null) : null, bedSlotIds: visit ? ids.slice(1) : ids, slots });
}

interface OneWish {
  readonly session: KeptSession;
  readonly standing: Standing | null;
}

/** What the referring institution is to each session's hospital and department. */
async function standingsOf(context: ServiceContext, tx: Tx, sessions: readonly KeptSession[], fromInstitutionCode: string): Promise<Standing[]> {
  const [first] = sessions;
  if (!first) return [];
  const { regionCode, institutionCode } = first;
  const parties = await listParties(tx, regionCode, [fromInstitutionCode, institutionCode]);
  const asker = parties.find(({ code }) => code === fromInstitutionCode);
  const hospital = parties.find(({ code }) => code === institutionCode);
  if (!asker || !hospital) throw new Error(`no institution ${fromInstitutionCode} or ${institutionCode} in ${regionCode}`);
  const together = hospital.allianceId === null || hospital.allianceId === asker.allianceId;
  const shared = together ? [] : await listSharedWith(tx, regionCode, asker, today(context), institutionCode);
  return sessions.map(({ departmentCode }) => standingOf(asker, hospital, shared.some((each) => each.departmentCode === departmentCode)));
}

function whyNotHeld({ session, standing }: OneWish, { priority, referralId, rules }: HoldRequest, now: Instant): QuotaRefusal[] {
  const free = { startsAt: session.startsAt, dealtTo: null, state: { status: 'free' } } as const;
  const refusals: QuotaRefusal[] = whyNotBookable({ slot: free, session, standing, priority, referralId, urgentWindowDays: rules.urgentWindowDays, now });
  return session.status === 'cancelled' ? [{ code: 'quota.session_cancelled', facts: {} }, ...refusals] : refusals;
}

async function holdOne(context: ServiceContext, tx: Tx, { session, standing }: OneWish, request: HoldRequest): Promise<Outcome<Slot, QuotaRefusal>> {
  const now = context.now();
  const { referralId, fromInstitutionCode, rules, until } = request;
  const { regionCode, id: sessionId, borrowAt } = session;
  const expiresAt = Math.min(until ?? now + rules.holdMinutes * minuteMs, session.startsAt);
  const houseCode = standing?.houseCode ?? fromInstitutionCode;
  const borrowing = borrowAt !== null && borrowAt <= now;
  const slot = await holdFreeSlot(tx, { regionCode, sessionId, referralId, expiresAt, houseCode, borrowing, now });
  if (slot) return accept(slot);
  // Nothing is free for this house; what others were dealt may be.
  if (!borrowing && borrowAt !== null && (await hasFreeSlot(tx, regionCode, sessionId, now))) return refuse({ code: 'quota.dealt_elsewhere', facts: { borrowAt } });
  return refuse({ code: 'quota.slot_taken', facts: { status: 'held' } });
}
