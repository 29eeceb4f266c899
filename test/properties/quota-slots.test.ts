import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ceilShare } from '@/server/domain/kernel/money';
import { whyNotBookable } from '@/server/domain/quota/bookable';
import {
  bookSlot,
  effectiveState,
  expireHold,
  freeSlot,
  holdSlot,
  missSlot,
  releaseSlot,
  useSlot,
} from '@/server/domain/quota/slot-transitions';
import type { SlotState } from '@/server/domain/quota/slot';

const seed = 20250302;

/**
 * The naive model of one slot: who has it, how, and until when, in plain variables. It knows no states union and no
 * refusals, only what a clerk with a pencil would write.
 */
class Pencil {
  owner: string | null = null;
  how: 'hold' | 'booking' | 'seen' | 'missed' | null = null;
  until = 0;
  gone = false;

  hold(who: string, until: number, now: number): boolean {
    this.#rubOutOldHold(now);
    if (this.gone || (this.owner !== null && !(this.how === 'hold' && this.owner === who))) return false;
    [this.owner, this.how, this.until] = [who, 'hold', until];
    return true;
  }
  book(who: string, now: number): boolean {
    if (this.how !== 'hold' || this.owner !== who || this.until <= now) return false;
    this.how = 'booking';
    return true;
  }
  giveBack(who: string): boolean {
    if (this.owner !== who || (this.how !== 'hold' && this.how !== 'booking')) return false;
    this.#clear();
    return true;
  }
  sweep(now: number): boolean {
    if (this.how !== 'hold' || this.until > now) return false;
    this.#clear();
    return true;
  }
  release(now: number): boolean {
    this.#rubOutOldHold(now);
    if (this.gone || this.owner !== null) return false;
    this.gone = true;
    return true;
  }
  close(who: string, how: 'seen' | 'missed'): boolean {
    if (this.how !== 'booking' || this.owner !== who) return false;
    this.how = how;
    return true;
  }
  #rubOutOldHold(now: number): void {
    if (this.how === 'hold' && this.until <= now) this.#clear();
  }
  #clear(): void {
    [this.owner, this.how] = [null, null];
  }
}

type Move =
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'hold'; readonly who: string; readonly minutes: number }
  | { readonly kind: 'book' | 'give back' | 'use' | 'miss'; readonly who: string }
  | { readonly kind: 'sweep' | 'release' };

const who = fc.constantFrom('a', 'b', 'c');
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), minutes: fc.integer({ min: 0, max: 20 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('hold' as const), who, minutes: fc.integer({ min: 0, max: 30 }) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom('book', 'give back', 'use', 'miss'), who }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('sweep' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('release' as const) }) },
);

function apply(state: SlotState, step: Exclude<Move, { kind: 'wait' }>, now: number) {
  switch (step.kind) {
    case 'hold':
      return holdSlot(state, { referralId: step.who, expiresAt: now + step.minutes, now });
    case 'book':
      return bookSlot(state, step.who, now);
    case 'give back':
      return freeSlot(state, step.who);
    case 'use':
      return useSlot(state, step.who);
    case 'miss':
      return missSlot(state, step.who);
    case 'sweep':
      return expireHold(state, now);
    case 'release':
      return releaseSlot(state, now);
  }
}

function pencil(model: Pencil, step: Exclude<Move, { kind: 'wait' }>, now: number): boolean {
  switch (step.kind) {
    case 'hold':
      return model.hold(step.who, now + step.minutes, now);
    case 'book':
      return model.book(step.who, now);
    case 'give back':
      return model.giveBack(step.who);
    case 'use':
      return model.close(step.who, 'seen');
    case 'miss':
      return model.close(step.who, 'missed');
    case 'sweep':
      return model.sweep(now);
    case 'release':
      return model.release(now);
  }
}

const howOf: Readonly<Record<SlotState['status'], Pencil['how']>> = {
  free: null,
  released: null,
  withdrawn: null,
  held: 'hold',
  booked: 'booking',
  used: 'seen',
  no_show: 'missed',
};

describe('a slot', () => {
  test('does what a clerk with a pencil would, move by move', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 60 }), (moves) => {
        let state: SlotState = { status: 'free' };
        let now = 0;
        const model = new Pencil();
        for (const step of moves) {
          if (step.kind === 'wait') {
            now += step.minutes;
            continue;
          }
          const outcome = apply(state, step, now);
          expect(outcome.ok, `${step.kind} of a slot that is ${state.status}`).toBe(pencil(model, step, now));
          if (outcome.ok) state = outcome.value;
          // A refused move may still have made the clerk rub out a hold whose time is up; ours counts it as free.
          const counted = effectiveState(state, now);
          expect(howOf[counted.status]).toBe(model.how === 'hold' && model.until <= now ? null : model.how);
          expect('referralId' in counted ? counted.referralId : null).toBe(
            howOf[counted.status] === null ? null : model.owner,
          );
          expect(counted.status === 'released').toBe(model.gone);
        }
      }),
      { seed, numRuns: 3000 },
    );
  });

  test('is never booked for two, however many contend', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e'], { minLength: 2 }), (contenders) => {
        let state: SlotState = { status: 'free' };
        const winners = contenders.filter((referralId) => {
          const hold = holdSlot(state, { referralId, expiresAt: 10, now: 0 });
          if (hold.ok) state = hold.value;
          const booking = bookSlot(state, referralId, 0);
          if (booking.ok) state = booking.value;
          return booking.ok;
        });
        expect(winners).toEqual(contenders.slice(0, 1));
      }),
      { seed },
    );
  });

  test('can be held exactly when it is said to be bookable, once it is open', () => {
    const state: fc.Arbitrary<SlotState> = fc.oneof(
      fc.constant({ status: 'free' as const }),
      fc.record({ status: fc.constant('held' as const), referralId: who, expiresAt: fc.integer({ min: 0, max: 100 }) }),
      fc.record({ status: fc.constantFrom('booked', 'used', 'no_show'), referralId: who }),
      fc.constant({ status: 'released' as const }),
    );
    const session = { day: '1970-01-02', opensOn: '1970-01-01', releaseAt: 1000, borrowAt: null, urgentOnly: false };
    fc.assert(
      fc.property(state, who, fc.nat(100), (current, referralId, now) => {
        const request = { slot: { startsAt: 2000, dealtTo: null, state: current }, session, standing: null, priority: 'urgent' as const, referralId, urgentWindowDays: 2, now };
        expect(whyNotBookable(request).length === 0).toBe(holdSlot(current, { referralId, expiresAt: now + 1, now }).ok);
      }),
      { seed, numRuns: 2000 },
    );
  });
});

test('a reserved share is never less than the share, and never a whole place more', () => {
  const share = fc
    .tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 1, max: 50 }))
    .filter(([numerator, denominator]) => numerator <= denominator)
    .map(([numerator, denominator]) => ({ numerator, denominator }));
  fc.assert(
    fc.property(fc.nat(100_000), share, (capacity, { numerator, denominator }) => {
      const reserved = ceilShare(capacity, { numerator, denominator });
      expect(reserved * denominator).toBeGreaterThanOrEqual(capacity * numerator);
      expect((reserved - 1) * denominator).toBeLessThan(capacity * numerator || 1);
      expect(reserved).toBeLessThanOrEqual(capacity);
    }),
    { seed, numRuns: 1000 },
  );
});
