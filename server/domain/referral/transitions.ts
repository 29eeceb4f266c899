import type { Actor } from '@/server/domain/permission/actor';
import { allows } from '@/server/domain/permission/actor';
import type { Scope } from '@/server/domain/permission/scopes';
import type { ReferralAction, ReferralSide, ReferralStatus } from './codes';
import type { ReferralOrder } from './referral';
import type { ReferralActionRefusal } from './refusals';

export interface ReferralTransition {
  readonly next: ReferralStatus;
  readonly by: readonly ReferralSide[];
}

/**
 * The one table of what may happen to a referral: status × action → next status and the sides that may do it. An empty cell
 * is a refusal. The screens' buttons, their reasons why not, and the rules themselves all read it.
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
    cancel: { next: 'cancelled', by: ['sender'] },
    expire: { next: 'expired', by: ['clock'] },
  },
  accepted: {
    arrive: { next: 'arrived', by: ['receiver'] },
    cancel: { next: 'cancelled', by: ['sender', 'receiver'] },
    expire: { next: 'expired', by: ['clock'] },
  },
  arrived: { complete: { next: 'completed', by: ['receiver'] } },
  completed: { return: { next: 'returned', by: ['receiver'] } },
  declined: {},
  cancelled: {},
  expired: {},
  returned: {},
};

const scopeOf: Readonly<Record<ReferralAction, Scope>> = {
  send: 'referral:create',
  accept: 'referral:accept',
  decline: 'referral:accept',
  cancel: 'referral:read',
  arrive: 'referral:close',
  complete: 'referral:close',
  return: 'referral:close',
  expire: 'referral:close',
};

/** The sides an actor stands on; somebody who works at both institutions stands on both. */
export function sidesOf(referral: Pick<ReferralOrder, 'fromInstitutionCode' | 'toInstitutionCode'>, actor: Actor): ReferralSide[] {
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
