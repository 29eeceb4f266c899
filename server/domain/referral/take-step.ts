import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { Instant } from '@/server/domain/kernel/instant';
import type { Actor } from '@/server/domain/permission/actor';
import type { ReferralAction } from './codes';
import { referralFrom, type Referral, type ReferralIn, type ReferralStamps } from './referral';
import type { ReferralStepRefusal } from './refusals';
import { changesOf, type ReferralDecision, type ReservedSlot } from './reserved-slot';
import { referralTransitions, whyNot } from './transitions';

/** What every step of a referral is judged by. */
export interface StepFacts {
  readonly referral: Referral;
  readonly actor: Actor;
  readonly now: Instant;
  /** The places the referral names, as they are now. */
  readonly places: readonly ReservedSlot[];
}

/** Actions that are an answer to the sender; the first of them stops the clock of the answer. */
const answers: ReadonlySet<ReferralAction> = new Set(['accept', 'queue', 'ask_info', 'decline', 'redirect', 'reply']);

/**
 * One step by the table of transitions, or every reason why not: first those of the table (not permitted, wrong side, wrong status,
 * wrong kind), then the step's own.
 *
 * @param stamps what the step adds to the referral.
 */
export function takeStep(
  facts: StepFacts,
  action: ReferralAction,
  stamps: Partial<ReferralStamps>,
  own: readonly ReferralStepRefusal[] = [],
): Outcome<ReferralDecision<Referral>, ReferralStepRefusal> {
  const { referral, actor, now, places } = facts;
  const refusals: ReferralStepRefusal[] = [...whyNot(referral, action, actor), ...own];
  return unlessRefused(refusals, () => {
    const transition = referralTransitions[referral.status][action];
    if (!transition) throw new Error(`${action} of a referral that is ${referral.status} was let through`);
    const answeredAt = referral.answeredAt ?? (answers.has(action) ? now : null);
    return {
      referral: referralFrom({ ...referral, answeredAt, ...stamps, status: transition.next }),
      slots: changesOf(places, transition.places, referral.id, now),
    };
  });
}

/** Narrow a referral that a rule has already judged. */
export function expectStatus<Status extends Referral['status']>(referral: Referral, status: Status): ReferralIn<Status> {
  if (!hasStatus(referral, status)) throw new Error(`referral ${referral.id} is ${referral.status}, not ${status}`);
  return referral;
}

function hasStatus<Status extends Referral['status']>(referral: Referral, status: Status): referral is Referral & ReferralIn<Status> {
  return referral.status === status;
}
