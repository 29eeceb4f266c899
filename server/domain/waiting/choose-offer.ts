import { addDays } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { whyNotBookable } from '@/server/domain/quota/bookable';
import type { Standing } from '@/server/domain/quota/may-reserve';
import type { ClinicSession } from '@/server/domain/quota/slot';
import type { PassReason } from './codes';
import { compareTurns, type Considered, type Turn } from './order';

/** Somebody on the list, with what their referral may take. */
export interface Waiting extends Turn {
  readonly resourceName: string | null;
  /** Nights of a stay; 0 for what is no stay. */
  readonly nights: number;
  /** What the institution that refers is to this hospital's reserved places. */
  readonly standingThere: Standing;
}

/** A session of the list's department and kind in which places are free. */
export interface FreeSession extends Pick<ClinicSession, 'id' | 'day' | 'startsAt' | 'opensOn' | 'releaseAt' | 'borrowAt' | 'urgentOnly' | 'resourceName'> {
  /** To whom each free place was dealt; null for anybody's. */
  readonly freeFor: readonly (string | null)[];
}

export interface OfferFacts<S extends FreeSession> {
  readonly waiting: readonly Waiting[];
  /** Earliest first. */
  readonly sessions: readonly S[];
  /** Referrals to which an offer is open. */
  readonly offered: ReadonlySet<string>;
  /** `keyOfPlace` of what somebody let run out or turned down: it is not offered to them again. */
  readonly letGo: ReadonlySet<string>;
  /** Referrals for which a place could not be held in this round after all: somebody was faster. */
  readonly failed: ReadonlySet<string>;
  readonly urgentWindowDays: number;
  readonly now: Instant;
}

/** Who gets which place next, and everybody the order was checked against. */
export interface ChosenOffer<S extends FreeSession> {
  readonly to: Waiting;
  /** One session, or one a day of the stay. */
  readonly sessions: readonly S[];
  readonly rank: number;
  readonly considered: readonly Considered[];
}

/** How many after whoever got it are written down, so that a reader sees the order go on. */
const shownAfter = 3;

export function keyOfPlace(referralId: string, sessionId: string): string {
  return `${referralId} ${sessionId}`;
}

/** The first in the order for whom a place suits, with the earliest that does; null when nobody can be offered anything. */
export function chooseOffer<S extends FreeSession>(facts: OfferFacts<S>): ChosenOffer<S> | null {
  const ordered = [...facts.waiting].sort(compareTurns);
  const considered: Considered[] = [];
  for (const [at, turn] of ordered.entries()) {
    const found = placeFor(turn, facts);
    if (found.sessions) {
      const after = ordered.slice(at, at + 1 + shownAfter).map((next, step) => consideredOf(next, at + step, null));
      return { to: turn, sessions: found.sessions, rank: at + 1, considered: [...considered, ...after] };
    }
    considered.push(consideredOf(turn, at, found.passed));
  }
  return null;
}

/** Those before somebody who could have had the place that they are given out of order. */
export function overtaken<S extends FreeSession>(facts: OfferFacts<S>, referralId: string): Considered[] {
  const ordered = [...facts.waiting].sort(compareTurns);
  const own = ordered.findIndex((turn) => turn.referralId === referralId);
  return ordered.slice(0, Math.max(0, own)).flatMap((turn, at) => (placeFor(turn, facts).sessions ? [consideredOf(turn, at, 'by_hand')] : []));
}

/** The order around somebody who is given a place by hand: everybody before them with the reason, themselves, and the next few. */
export function consideredByHand<S extends FreeSession>(facts: OfferFacts<S>, referralId: string): { readonly rank: number; readonly considered: readonly Considered[] } {
  const ordered = [...facts.waiting].sort(compareTurns);
  const own = Math.max(0, ordered.findIndex((turn) => turn.referralId === referralId));
  const considered = ordered.slice(0, own + 1 + shownAfter).map((turn, at) => {
    if (at >= own) return consideredOf(turn, at, null);
    const found = placeFor(turn, facts);
    return consideredOf(turn, at, found.sessions ? 'by_hand' : found.passed);
  });
  return { rank: own + 1, considered };
}

function consideredOf({ referralId, number, priority, standing, turnSince }: Turn, at: number, passed: PassReason | null): Considered {
  return { referralId, number, rank: at + 1, priority, standing, turnSince, passed };
}

type Found<S> = { readonly sessions: readonly S[] } | { readonly sessions: null; readonly passed: PassReason };

function passed(reason: PassReason): Found<never> {
  return { sessions: null, passed: reason };
}

/** The earliest sessions that suit, or why there are none. */
function placeFor<S extends FreeSession>(turn: Waiting, facts: OfferFacts<S>): Found<S> {
  if (turn.standing === 'unsigned') return passed('unsigned');
  if (facts.offered.has(turn.referralId)) return passed('has_offer');
  if (facts.failed.has(turn.referralId)) return passed('none_suits');
  const wished = turn.resourceName === null ? facts.sessions : facts.sessions.filter(({ resourceName }) => resourceName === turn.resourceName);
  const open = wished.filter((session) => suits(turn, session, facts));
  const chains = open.flatMap((first) => {
    const chain = chainFrom(first, turn.nights, open);
    return chain === null ? [] : [chain];
  });
  const fresh = chains.find(([first]) => first && !facts.letGo.has(keyOfPlace(turn.referralId, first.id)));
  return fresh ? { sessions: fresh } : passed(chains.length > 0 ? 'let_go' : 'none_suits');
}

/** The rule of every booking, asked for each kind of free place of the session. */
function suits<S extends FreeSession>({ referralId, priority, standingThere }: Waiting, session: S, { urgentWindowDays, now }: OfferFacts<S>): boolean {
  return [...new Set(session.freeFor)].some(
    (dealtTo) =>
      whyNotBookable({
        slot: { startsAt: session.startsAt, dealtTo, state: { status: 'free' } },
        session,
        standing: standingThere,
        priority,
        referralId,
        urgentWindowDays,
        now,
      }).length === 0,
  );
}

/** The ward's days of a stay from the first one on; null when one of them has no bed. Anything but a stay is one session. */
function chainFrom<S extends FreeSession>(first: S, nights: number, open: readonly S[]): readonly S[] | null {
  if (nights <= 1) return [first];
  const days = Array.from({ length: nights }, (_, night) => addDays(first.day, night));
  const chain = days.flatMap((day) => open.find((session) => session.resourceName === first.resourceName && session.day === day) ?? []);
  return chain.length === nights ? chain : null;
}
