import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { SlotState } from '@/server/domain/quota/slot';
import * as answer from '@/server/domain/referral/answer-referral';
import * as close from '@/server/domain/referral/close-referral';
import { liveReferralStatuses, referralActions, referralPriorities, type ReferralAction } from '@/server/domain/referral/codes';
import { createReferral } from '@/server/domain/referral/create-referral';
import type { Referral } from '@/server/domain/referral/referral';
import type { ReferralDecision } from '@/server/domain/referral/reserved-slot';
import { takeStep } from '@/server/domain/referral/take-step';
import { referralTransitions, whyNot } from '@/server/domain/referral/transitions';
import { compareForWorklist, type WorklistEntry } from '@/server/domain/referral/worklist-order';
import { clerk, clock, creationFacts, doctor, now as start, nurse, office, patient, rules, slot, strangerOffice } from '@/test/domain/referral/referral-facts';

const seed = 20250304;
const actor = fc.constantFrom(doctor, nurse, office, strangerOffice, patient, clerk, clock);
const step = fc.record({ actor, action: fc.constantFrom(...referralActions), hours: fc.integer({ min: 0, max: 72 }) });

interface World {
  referral: Referral;
  slot: SlotState;
  now: number;
}

function act(world: World, action: ReferralAction, who: typeof doctor): Outcome<ReferralDecision<Referral>> {
  const facts = { referral: world.referral, actor: who, now: world.now, places: [slot(world.slot)], rules, reason: '病情变化', opinion: '随访', followUpDay: null };
  switch (action) {
    case 'send':
    case 'ask_consent':
    case 'agree':
    case 'refuse':
      return takeStep(facts, action, { sentAt: world.now, answerDueAt: world.now + hourMs, decidedAt: world.now });
    case 'ask_info':
      return answer.askInfo({ ...facts, question: '近期心电图' });
    case 'give_info':
      return answer.giveInfo({ ...facts, answer: '见附件' });
    case 'accept':
      return answer.acceptReferral(facts);
    case 'queue':
      return answer.queueReferral({ ...facts, promisedDay: '2025-03-17' });
    case 'take':
      return answer.takeOffer(facts);
    case 'decline':
      return answer.declineReferral({ ...facts, code: 'other' });
    case 'redirect':
      return answer.redirectReferral(facts);
    case 'reply':
      return close.replyReferral(facts);
    case 'ask_again':
      return takeStep(facts, action, {});
    case 'arrive':
      return close.arriveReferral(facts);
    case 'treat':
      return close.treatReferral(facts);
    case 'complete':
      return close.completeReferral(facts);
    case 'return':
      return close.returnReferral(facts);
    case 'receive':
      return close.receiveReferral({ ...facts, followUpDay: null });
    case 'follow_up':
      return close.followUpReferral({ ...facts, note: '血压 132/84' });
    case 'close':
      return close.closeReferral(facts);
    case 'cancel':
      return close.cancelReferral(facts);
    case 'leave':
      return close.leaveReferral(facts);
    case 'miss':
      return close.missReferral(facts);
    case 'expire':
      return close.expireReferral(facts);
    case 'die':
      return close.endByDeath(facts);
  }
}

const onTheWay = ['held'] as const;
const used = ['used'] as const;
const given = ['free'] as const;

/** What a place must be for a referral in each status; a lapsed hold may still be written as held. */
const placeWhile: Readonly<Record<Referral['status'], readonly SlotState['status'][]>> = {
  ...{ draft: onTheWay, awaiting_consent: onTheWay, sent: onTheWay, info_wanted: onTheWay, waiting: given },
  // From the waiting list a referral may be accepted without a place of its own.
  ...{ accepted: ['booked', 'free'], arrived: ['used', 'free'], in_treatment: ['used', 'free'] },
  ...{ completed: ['used', 'free'], returned: ['used', 'free'], received: ['used', 'free'], followed_up: ['used', 'free'], closed: ['used', 'free'] },
  ...{ declined: given, redirected: given, cancelled: given, went_elsewhere: given, expired: ['free', 'no_show'], died: [...used, 'free'] },
};

function sentWorld(): World {
  const sent = createReferral(creationFacts());
  if (!sent.ok || !sent.value.slots[0]) throw new Error('the referral of the tests is refused');
  return { referral: sent.value.referral, slot: sent.value.slots[0].state, now: start };
}

describe('a referral and its place', () => {
  test('go together through any sequence of actions by anyone', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const world = sentWorld();
        for (const { action, actor: who, hours } of steps) {
          world.now += hours * hourMs;
          const before = world.referral.status;
          const outcome = act(world, action, who);
          if (outcome.ok) {
            expect(whyNot(world.referral, action, who)).toEqual([]);
            expect(outcome.value.referral.status).toBe(referralTransitions[before][action]?.next);
            world.referral = outcome.value.referral;
            world.slot = outcome.value.slots[0]?.state ?? world.slot;
          }
          expect(placeWhile[world.referral.status]).toContain(world.slot.status);
        }
        // A live referral that names a place is the one it is taken by.
        if (liveReferralStatuses.some((status) => status === world.referral.status) && world.referral.slotId !== null) {
          expect(world.slot).toMatchObject({ referralId: world.referral.id });
        }
      }),
      { seed, numRuns: 3000 },
    );
  });

  test('every referral ends: the clock closes whatever is left unanswered or unvisited', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.integer({ min: 15, max: 400 }), (answered, days) => {
        const world = sentWorld();
        if (answered) {
          const accepted = act(world, 'accept', office);
          if (!accepted.ok || !accepted.value.slots[0]) throw new Error('the acceptance of the tests is refused');
          Object.assign(world, { referral: accepted.value.referral, slot: accepted.value.slots[0].state });
        }
        world.now = start + days * dayMs;
        expect(act(world, 'expire', clock)).toMatchObject({
          ok: true,
          value: { referral: { status: 'expired' }, slots: [{ state: { status: answered ? 'no_show' : 'free' } }] },
        });
      }),
      { seed },
    );
  });
});

test('the worklist’s order is total: any arrival order sorts to the same list', () => {
  const entry: fc.Arbitrary<WorklistEntry> = fc.record({
    number: fc.uuid(),
    priority: fc.constantFrom(...referralPriorities),
    signed: fc.boolean(),
    waitingSince: fc.nat(5),
  });
  const entries = fc.uniqueArray(entry, { selector: ({ number }) => number, maxLength: 20 });
  fc.assert(
    fc.property(
      entries.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, shuffled]) => {
        expect(shuffled.sort(compareForWorklist)).toEqual(list.sort(compareForWorklist));
      },
    ),
    { seed, numRuns: 500 },
  );
});
