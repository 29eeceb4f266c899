import type { Actor } from '@/server/domain/permission/actor';
import { allows } from '@/server/domain/permission/actor';
import type { Scope } from '@/server/domain/permission/scopes';
import type { ReferralOrder, ReferralStatus } from './referral';
import type { ReferralActionRefusal } from './refusals';

export const referralActions = ['send', 'accept', 'decline', 'cancel', 'arrive', 'complete', 'return', 'expire'] as const;
export type ReferralAction = (typeof referralActions)[number];

/** On which side of a referral an actor stands; the clock is neither. */
export const referralSides = ['sender', 'receiver', 'clock'] as const;
export type ReferralSide = (typeof referralSides)[number];

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
