import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeCapacity } from '@/server/domain/quota/change-capacity';
import { freeSlotsOf, reservedOf } from '@/server/domain/quota/publish-session';
import { effectiveState } from '@/server/domain/quota/slot-transitions';
import type { ClinicSession, Slot, SlotState } from '@/server/domain/quota/slot';

const now = 1_000_000;
const session: ClinicSession = {
  ...{ id: 'S', regionCode: '210100', kind: 'clinic', resourceId: null, scheduleId: null, institutionCode: 'H1', departmentCode: 'cardiology', departmentName: '心血管内科' },
  ...{ resourceName: '顾怀民', day: '2025-03-17', startsAt: now * 3, endsAt: now * 4, capacity: 30, reserved: 10, urgentOnly: false, opensOn: '2025-03-01', releaseAt: now * 2, borrowAt: null },
};

const state: fc.Arbitrary<SlotState> = fc.oneof(
  fc.constant({ status: 'free' } as const),
  fc.constant({ status: 'withdrawn' } as const),
  fc.record({ status: fc.constantFrom('booked', 'used', 'no_show'), referralId: fc.string({ minLength: 1 }) }),
  fc.record({ status: fc.constant('held' as const), referralId: fc.string({ minLength: 1 }), expiresAt: fc.integer({ min: 1, max: now * 2 }) }),
);
const places = fc.array(fc.record({ state, dealtTo: fc.option(fc.constantFrom('H2', 'H3')) }), { maxLength: 30 });
const capacities = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });
const share = fc.constantFrom({ numerator: 1, denominator: 3 }, { numerator: 1, denominator: 4 });

test('whatever a hospital makes of a session, in any order, nobody loses a place and the share is kept', () => {
  let minted = 0;
  fc.assert(
    fc.property(places, capacities, share, (given, wanted, fraction) => {
      let slots: Slot[] = freeSlotsOf(session, 1, given.length, () => `slot-${(minted += 1)}`).map((slot, at) => ({ ...slot, ...given[at] }));
      let current = session;
      const isTaken = (slot: Slot) => !['free', 'withdrawn'].includes(effectiveState(slot.state, now).status);
      const taken = slots.filter(isTaken);
      for (const capacity of wanted) {
        const outcome = changeCapacity({ session: current, cancelled: false, slots, referralNumbers: [], capacity, share: fraction, now, newId: () => `slot-${(minted += 1)}` });
        expect(outcome.ok).toBe(capacity >= taken.length);
        if (!outcome.ok) continue;
        const { added, withdrawn } = outcome.value;
        slots = [...slots.map((slot): Slot => (withdrawn.includes(slot) ? { ...slot, state: { status: 'withdrawn' } } : slot)), ...added];
        current = outcome.value.session;
        const offered = slots.filter((slot) => slot.state.status !== 'withdrawn');
        // The share, or what is needed for those who have a place; never more than there is.
        expect(offered).toHaveLength(Math.max(reservedOf(capacity, fraction), taken.length));
        expect(current.reserved).toBe(offered.length);
        expect(current.reserved).toBeLessThanOrEqual(capacity);
        expect(slots.filter(isTaken)).toEqual(taken);
        expect(new Set(slots.map(({ number }) => number)).size).toBe(slots.length);
      }
    }),
    { seed: 20250310, numRuns: 500 },
  );
});
