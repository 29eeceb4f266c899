import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import { acceptReferral, declineReferral } from '@/server/domain/referral/answer-referral';
import { arriveReferral, cancelReferral, completeReferral, expireReferral, missReferral, returnReferral } from '@/server/domain/referral/close-referral';
import { liveReferralStatuses, referralActions, referralPriorities, type ReferralAction } from '@/server/domain/referral/codes';
import { createReferral } from '@/server/domain/referral/create-referral';
import type { Referral } from '@/server/domain/referral/referral';
import { referralTransitions, whyNot } from '@/server/domain/referral/transitions';
import { compareForWorklist, type WorklistEntry } from '@/server/domain/referral/worklist-order';
import type { SlotState } from '@/server/domain/quota/slot';
import { clerk, clock, creationFacts, doctor, now as start, nurse, office, rules, slot, strangerOffice } from '@/test/domain/referral/referral-facts';

const seed = 20250304;
const actor = fc.constantFrom(doctor, nurse, office, strangerOffice, clerk, clock);
const step = fc.record({ actor, action: fc.constantFrom(...referralActions), hours: fc.integer({ min: 0, max: 72 }) });

interface World {
  referral: Referral;
  slot: SlotState;
  now: number;
}

function act(world: World, action: Exclude<ReferralAction, 'send'>, who: typeof doctor) {
  const facts = { referral: world.referral, actor: who, now: world.now, slot: slot(world.slot) };
  switch (action) {
    case 'accept':
      return acceptReferral({ ...facts, rules });
    case 'decline':
      return declineReferral({ ...facts, reason: '无号' });
    case 'cancel':
      return cancelReferral({ ...facts, reason: '改期' });
    case 'arrive':
      return arriveReferral(facts);
    case 'complete':
      return completeReferral({ ...facts, opinion: '随访', followUpDay: null });
    case 'return':
      return returnReferral(facts);
    case 'miss':
      return missReferral({ ...facts, rules });
    case 'expire':
      return expireReferral({ ...facts, rules });
  }
}

/** What a slot must be for a referral in each status; a lapsed hold may still be written as held. */
const slotWhile: Readonly<Record<Referral['status'], readonly SlotState['status'][]>> = {
  draft: ['held'],
  sent: ['held'],
  accepted: ['booked'],
  arrived: ['used'],
  completed: ['used'],
  returned: ['used'],
  declined: ['free'],
  cancelled: ['free'],
  expired: ['free', 'no_show'],
};

describe('a referral and its slot', () => {
  test('go together through any sequence of actions by anyone', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const sent = createReferral(creationFacts());
        if (!sent.ok || !sent.value.slot) throw new Error('the referral of the tests is refused');
        const world: World = { referral: sent.value.referral, slot: sent.value.slot.state, now: start };
        for (const { action, actor: who, hours } of steps) {
          if (action === 'send') continue;
          world.now += hours * hourMs;
          const before = world.referral.status;
          const outcome = act(world, action, who);
          if (outcome.ok) {
            expect(whyNot(world.referral, action, who)).toEqual([]);
            expect(outcome.value.referral.status).toBe(referralTransitions[before][action]?.next);
            world.referral = outcome.value.referral;
            world.slot = outcome.value.slot?.state ?? world.slot;
          }
          expect(slotWhile[world.referral.status]).toContain(world.slot.status);
        }
        if (liveReferralStatuses.some((status) => status === world.referral.status)) {
          expect(world.slot).toMatchObject({ referralId: world.referral.id });
        }
      }),
      { seed, numRuns: 3000 },
    );
  });

  test('every referral ends: the clock closes whatever is left unanswered or unvisited', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.integer({ min: 15, max: 400 }), (answered, days) => {
        const sent = createReferral(creationFacts());
        if (!sent.ok || !sent.value.slot) throw new Error('the referral of the tests is refused');
        const world: World = { referral: sent.value.referral, slot: sent.value.slot.state, now: start };
        if (answered) {
          const accepted = act(world, 'accept', office);
          if (!accepted.ok || !accepted.value.slot) throw new Error('the acceptance of the tests is refused');
          Object.assign(world, { referral: accepted.value.referral, slot: accepted.value.slot.state });
        }
        world.now = start + days * dayMs;
        expect(act(world, 'expire', clock)).toMatchObject({
          ok: true,
          value: { referral: { status: 'expired' }, slot: { state: { status: answered ? 'no_show' : 'free' } } },
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
