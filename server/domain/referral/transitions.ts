import type { Actor } from '@/server/domain/permission/actor';
import { allows } from '@/server/domain/permission/actor';
import type { Scope } from '@/server/domain/permission/scopes';
import { referralActions, type ReferralAction, type ReferralKind, type ReferralSide, type ReferralStatus } from './codes';
import type { Referral } from './referral';
import type { ReferralActionRefusal } from './refusals';

/** What becomes of the referral's places: given back, booked, used, missed, or those of the days to come given back. */
export type PlaceEffect = 'free' | 'book' | 'use' | 'miss' | 'vacate';

export interface ReferralTransition {
  readonly next: ReferralStatus;
  readonly by: readonly ReferralSide[];
  /** Left out: the places stay as they are. */
  readonly places?: PlaceEffect;
  /** Left out: every kind. */
  readonly kinds?: readonly ReferralKind[];
}

/** Kinds for which somebody travels. */
const bodily = ['outpatient', 'inpatient', 'exam', 'rehabilitation'] as const satisfies readonly ReferralKind[];
const consult = ['e_consult'] as const satisfies readonly ReferralKind[];

const cancelled = { next: 'cancelled', by: ['sender', 'patient'], places: 'free' } as const;
const left = { next: 'went_elsewhere', by: ['sender', 'receiver'], places: 'free', kinds: bodily } as const;
const lapsed = { next: 'expired', by: ['clock'], places: 'free' } as const;
const diedWaiting = { next: 'died', by: ['clock'], places: 'free' } as const;
const diedThere = { next: 'died', by: ['receiver', 'clock'], places: 'vacate' } as const;
const diedAtHome = { next: 'died', by: ['clock'] } as const;
const declined = { next: 'declined', by: ['receiver'], places: 'free' } as const;
const redirected = { next: 'redirected', by: ['receiver'], places: 'free' } as const;
const booked = { next: 'accepted', by: ['receiver'], places: 'book', kinds: bodily } as const;
const queued = { next: 'waiting', by: ['receiver'], places: 'free', kinds: bodily } as const;
const answered = { next: 'completed', by: ['receiver'], kinds: consult } as const;
const completed = { next: 'completed', by: ['receiver'], places: 'vacate' } as const;

/** What ends a referral, or sends it on, while nothing is booked. */
const undecided = { decline: declined, redirect: redirected, cancel: cancelled, leave: left, expire: lapsed, die: diedWaiting } as const;
/** What a receiver owes an answer to can be answered in every way, whoever's turn it is. */
const answerable = { accept: booked, queue: queued, reply: answered, ...undecided } as const;

/**
 * The one table of what may happen to a referral: status × action → next status, the sides that may do it, and what becomes of its
 * places. An empty cell is a refusal. The clock also stands for what follows by itself, such as a death. The screens' buttons, their
 * reasons why not, and the rules themselves all read it.
 */
export const referralTransitions: Readonly<Record<ReferralStatus, Readonly<Partial<Record<ReferralAction, ReferralTransition>>>>> = {
  draft: {
    send: { next: 'sent', by: ['sender'] },
    ask_consent: { next: 'awaiting_consent', by: ['sender'] },
    cancel: { next: 'cancelled', by: ['sender'], places: 'free' },
  },
  awaiting_consent: {
    // Consent that came on paper is noted by whoever asked for it.
    agree: { next: 'sent', by: ['patient', 'sender'] },
    refuse: { next: 'cancelled', by: ['patient'], places: 'free' },
    cancel: { next: 'cancelled', by: ['sender'], places: 'free' },
    expire: lapsed,
    die: diedWaiting,
  },
  sent: { ask_info: { next: 'info_wanted', by: ['receiver'] }, ...answerable },
  // What was wanting may have come by telephone.
  info_wanted: { give_info: { next: 'sent', by: ['sender'] }, ...answerable },
  waiting: { take: { next: 'accepted', by: ['sender', 'receiver', 'patient'], places: 'book', kinds: bodily }, accept: booked, ...undecided },
  accepted: {
    arrive: { next: 'arrived', by: ['receiver'], places: 'use', kinds: bodily },
    // The clinic was called off: the patient keeps the turn.
    queue: { next: 'waiting', by: ['receiver', 'clock'], places: 'free', kinds: bodily },
    cancel: { next: 'cancelled', by: ['sender', 'receiver', 'patient'], places: 'free' },
    leave: left,
    miss: { next: 'expired', by: ['receiver'], places: 'miss', kinds: bodily },
    expire: { next: 'expired', by: ['clock'], places: 'miss' },
    die: diedWaiting,
  },
  arrived: {
    treat: { next: 'in_treatment', by: ['receiver'] },
    complete: completed,
    die: diedThere,
  },
  in_treatment: { complete: completed, die: diedThere },
  completed: {
    return: { next: 'returned', by: ['receiver'], kinds: bodily },
    // A patient who is back without a word from the hospital is received all the same.
    receive: { next: 'received', by: ['sender'], kinds: bodily },
    ask_again: { next: 'sent', by: ['sender'], kinds: consult },
    close: { next: 'closed', by: ['sender', 'receiver'] },
    die: diedAtHome,
  },
  returned: { receive: { next: 'received', by: ['sender'] }, die: diedAtHome },
  received: { follow_up: { next: 'followed_up', by: ['sender'] }, close: { next: 'closed', by: ['sender'] }, die: diedAtHome },
  followed_up: { follow_up: { next: 'followed_up', by: ['sender'] }, close: { next: 'closed', by: ['sender', 'clock'] }, die: diedAtHome },
  closed: {},
  declined: {},
  redirected: {},
  cancelled: {},
  expired: {},
  went_elsewhere: {},
  died: {},
};

type Ends = Pick<Referral, 'fromInstitutionCode' | 'toInstitutionCode' | 'external' | 'residentId'>;

/** The sides an actor stands on; somebody who works at both institutions, or refers to one outside this program, stands on both. */
export function sidesOf(referral: Ends, actor: Actor): ReferralSide[] {
  switch (actor.kind) {
    case 'staff': {
      const sends = actor.institutionCodes.includes(referral.fromInstitutionCode);
      const receives = actor.institutionCodes.includes(referral.toInstitutionCode) || (sends && referral.external);
      const sides: ReferralSide[] = [];
      if (sends) sides.push('sender');
      if (receives) sides.push('receiver');
      return sides;
    }
    case 'resident':
      return actor.residentId === referral.residentId ? ['patient'] : [];
    case 'system':
      return ['clock'];
  }
}

type Placed = Ends & Pick<Referral, 'status' | 'kind'>;

/** What this actor can do with this referral now, for buttons and keyboard. */
export function availableActions(referral: Placed, actor: Actor): ReferralAction[] {
  return referralActions.filter((action) => whyNot(referral, action, actor).length === 0);
}

/** Why the actor cannot do this now, in the order of `ReferralActionRefusal`; none means they can. */
export function whyNot(referral: Placed, action: ReferralAction, actor: Actor): ReferralActionRefusal[] {
  const transition = referralTransitions[referral.status][action];
  const sides = transition?.by ?? sidesThatEver(action);
  const standing = sidesOf(referral, actor).filter((side) => sides.includes(side));
  const refusals: ReferralActionRefusal[] = [];
  // Somebody on the wrong side is judged by what their role could do on the right one.
  if (!(standing.length > 0 ? standing : sides).some((side) => allows(actor, scopeNeeded(action, side)))) {
    refusals.push({ code: 'referral.not_permitted', facts: { action } });
  }
  if (standing.length === 0) refusals.push({ code: 'referral.wrong_side', facts: { action, sides } });
  if (!transition) refusals.push({ code: 'referral.wrong_status', facts: { action, status: referral.status } });
  if (transition?.kinds && !transition.kinds.includes(referral.kind)) {
    refusals.push({ code: 'referral.wrong_kind', facts: { action, kind: referral.kind } });
  }
  return refusals;
}

/** The scope that an action needs on a side. Residents act on what is their own. */
export function scopeNeeded(action: ReferralAction, side: ReferralSide): Scope {
  if (side === 'patient') return 'own:act';
  switch (action) {
    case 'send':
    case 'ask_consent':
    case 'agree':
    case 'refuse':
    case 'give_info':
    case 'ask_again':
      return 'referral:create';
    case 'ask_info':
    case 'accept':
    case 'queue':
    case 'decline':
    case 'redirect':
    case 'reply':
      return 'referral:accept';
    case 'take':
    case 'cancel':
    case 'leave':
      return side === 'receiver' ? 'referral:accept' : 'referral:create';
    case 'receive':
    case 'follow_up':
      return 'referral:receive';
    case 'close':
      return side === 'receiver' ? 'referral:close' : 'referral:receive';
    case 'arrive':
    case 'treat':
    case 'complete':
    case 'return':
    case 'miss':
    case 'expire':
    case 'die':
      return 'referral:close';
  }
}

function sidesThatEver(action: ReferralAction): ReferralSide[] {
  const sides = Object.values(referralTransitions).flatMap((cells) => cells[action]?.by ?? []);
  return [...new Set(sides)];
}
