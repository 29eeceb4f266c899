import type { Actor } from '@/server/domain/permission/actor';
import { allows } from '@/server/domain/permission/actor';
import type { Scope } from '@/server/domain/permission/scopes';
import { referralActions, type ReferralAction, type ReferralSide, type ReferralStatus } from './codes';
import type { Referral } from './referral';
import type { ReferralActionRefusal } from './refusals';

export interface ReferralTransition {
  readonly next: ReferralStatus;
  readonly by: readonly ReferralSide[];
}

/**
 * The one table of what may happen to a referral: status × action → next status and the sides that may do it. An empty cell
 * is a refusal. The clock also stands for what follows by itself, such as a death that calls a referral off. The screens' buttons, their reasons why not, and the rules themselves all read it.
 */
export const referralTransitions: Readonly<
  Record<ReferralStatus, Readonly<Partial<Record<ReferralAction, ReferralTransition>>>>
> = {
  draft: {
    send: { next: 'sent', by: ['sender'] },
    cancel: { next: 'cancelled', by: ['sender'] },
  },
  sent: {
    accept: { next: 'accepted', by: ['receiver'] },
    decline: { next: 'declined', by: ['receiver'] },
    cancel: { next: 'cancelled', by: ['sender', 'clock'] },
    expire: { next: 'expired', by: ['clock'] },
  },
  accepted: {
    arrive: { next: 'arrived', by: ['receiver'] },
    cancel: { next: 'cancelled', by: ['sender', 'receiver', 'clock'] },
    miss: { next: 'expired', by: ['receiver'] },
    expire: { next: 'expired', by: ['clock'] },
  },
  arrived: { complete: { next: 'completed', by: ['receiver'] } },
  completed: { return: { next: 'returned', by: ['receiver'] } },
  declined: {},
  cancelled: {},
  expired: {},
  returned: {},
};

/** The sides an actor stands on; somebody who works at both institutions stands on both. */
export function sidesOf(
  referral: Pick<Referral, 'fromInstitutionCode' | 'toInstitutionCode'>,
  actor: Actor,
): ReferralSide[] {
  switch (actor.kind) {
    case 'staff': {
      const sides: ReferralSide[] = [];
      if (actor.institutionCodes.includes(referral.fromInstitutionCode)) sides.push('sender');
      if (actor.institutionCodes.includes(referral.toInstitutionCode)) sides.push('receiver');
      return sides;
    }
    case 'resident':
      return [];
    case 'system':
      return ['clock'];
  }
}

type Placed = Pick<Referral, 'status' | 'fromInstitutionCode' | 'toInstitutionCode'>;

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
  if (!transition) {
    refusals.push({ code: 'referral.wrong_status', facts: { action, status: referral.status } });
  }
  return refusals;
}

/** The scope that an action needs on a side. */
export function scopeNeeded(action: ReferralAction, side: ReferralSide): Scope {
  switch (action) {
    case 'send':
      return 'referral:create';
    case 'accept':
    case 'decline':
      return 'referral:accept';
    case 'cancel':
      return side === 'receiver' ? 'referral:accept' : 'referral:create';
    case 'arrive':
    case 'complete':
    case 'return':
    case 'miss':
    case 'expire':
      return 'referral:close';
  }
}

function sidesThatEver(action: ReferralAction): ReferralSide[] {
  const sides = Object.values(referralTransitions).flatMap((cells) => cells[action]?.by ?? []);
  return [...new Set(sides)];
}
