import { eq, inArray } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/db';
import { findSlots } from '@/db/queries/quota';
import { insertInstitutions } from '@/db/queries/registry';
import { listSlotsOfSession } from '@/db/queries/session-change';
import { insertTeams } from '@/db/queries/team';
import { slot, team } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { hourMs, minuteMs } from '@/server/domain/kernel/instant';
import type { ClinicSession } from '@/server/domain/quota/slot';
import { effectiveState } from '@/server/domain/quota/slot-transitions';
import { changesOf } from '@/server/domain/referral/reserved-slot';
import type { PlaceEffect } from '@/server/domain/referral/transitions';
import { changeCapacity } from '@/server/services/quota/change-capacity';
import { releaseSlots } from '@/server/services/quota/release-slots';
import { holdPlaces, sessionsOf } from '@/server/services/referral/hold-places';
import { moveSlots } from '@/server/services/referral/move-slots';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { publishClinic } from '../factories/referrals';
import { freshStore } from '../factories/store';
import { PlainClinic, type PlainTimes } from './plain-capacity';

const seed = 20250321;
const day = '2025-03-21';
/** Shenyang's: 12 days before, 7 days before, 3 days before, 24 hours before. */
const times: PlainTimes = {
  opens: instantOf('2025-03-09 00:00:00'),
  borrowing: instantOf('2025-03-14 08:00:00'),
  urgentOnly: instantOf('2025-03-18 00:00:00'),
  release: instantOf('2025-03-20 08:00:00'),
  starts: instantOf('2025-03-21 08:00:00'),
};

let store: Store;
let drop: () => Promise<void>;
let district: District;
let secondCode: string;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  secondCode = `${district.regionCode}-S`;
  await store.transaction(async (tx) => {
    await insertInstitutions(tx, [{ ...district.township, code: secondCode, name: '清泉镇卫生院' }]);
    await insertTeams(tx, [{ ...district.team, id: `${secondCode}-T`, institutionCode: secondCode }]);
    // Two thirds of the signed residents here, one third there.
    await tx.update(team).set({ signedCount: 600 }).where(eq(team.id, district.team.id));
    await tx.update(team).set({ signedCount: 300 }).where(eq(team.id, `${secondCode}-T`));
  });
});
afterAll(() => drop());

type Asker = 'township' | 'clinic' | 'second' | 'foreign';
type Move =
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'hold'; readonly asker: Asker; readonly isUrgent: boolean; readonly minutes: number }
  | { readonly kind: 'book' | 'free' | 'use' | 'miss'; readonly pick: number }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'resize'; readonly capacity: number };

const wait = fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 12 * 60, max: 48 * 60 })).map((minutes): Move => ({ kind: 'wait', minutes }));
const hold = fc.record({ kind: fc.constant('hold' as const), asker: fc.constantFrom('township', 'clinic', 'second', 'foreign'), isUrgent: fc.boolean(), minutes: fc.integer({ min: 1, max: 240 }) });
const later = fc.record({ kind: fc.constantFrom('book', 'free', 'use', 'miss'), pick: fc.nat(30) });
const resize = fc.record({ kind: fc.constant('resize' as const), capacity: fc.integer({ min: 1, max: 24 }) });
const move: fc.Arbitrary<Move> = fc.oneof({ weight: 3, arbitrary: wait }, { weight: 8, arbitrary: hold }, { weight: 8, arbitrary: later }, { weight: 1, arbitrary: fc.constant({ kind: 'sweep' as const }) }, { weight: 1, arbitrary: resize });

/** The real clinic: the services and queries of the product on the store of this run. */
class RealClinic {
  constructor(readonly session: ClinicSession) {}

  async hold(referralId: string, asker: Asker, isUrgent: boolean, until: number, now: number): Promise<number | null> {
    const { regionCode, township, clinic, foreignTownship } = district;
    const codes = { township: township.code, clinic: clinic.code, second: secondCode, foreign: foreignTownship.code };
    return store.transaction(async (tx) => {
      const context = district.contextFor('doctor', { now });
      const sessions = await sessionsOf(tx, regionCode, { sessionId: this.session.id, stay: null });
      if (!sessions.ok) throw new Error('the session is gone');
      const request = { referralId, fromInstitutionCode: codes[asker], priority: isUrgent ? 'urgent' : 'routine', rules: { urgentWindowDays: 3, holdMinutes: 30 }, until } as const;
      const held = await holdPlaces(context, tx, sessions.value, request);
      return held.ok ? (held.value.slots[0]?.number ?? null) : null;
    });
  }

  async step(slotId: string, referralId: string, effect: PlaceEffect, now: number): Promise<boolean> {
    return store.transaction(async (tx) => {
      const slots = await findSlots(tx, district.regionCode, [slotId]);
      const changes = changesOf(slots, effect, referralId, now);
      return changes.length === 1 && (await moveSlots(tx, district.regionCode, slots, changes));
    });
  }

  /** The last places are anybody's, as where nothing is dealt. */
  async giveToEverybody(count: number): Promise<void> {
    const ids = (await this.slots()).slice(this.session.reserved - count).map(({ id }) => id);
    await store.transaction((tx) => tx.update(slot).set({ dealtTo: null }).where(inArray(slot.id, ids)).returning({ id: slot.id }));
  }

  async resize(capacity: number, now: number): Promise<number | null> {
    const changed = await changeCapacity(district.contextFor('referral_office', { now }), { sessionId: this.session.id, version: null, capacity });
    return changed.ok ? changed.value.reserved : null;
  }

  slots() {
    return listSlotsOfSession(store.reads, district.regionCode, this.session.id).then((slots) => slots.toSorted((a, b) => a.number - b.number));
  }
}

test('whatever is held, booked, given back, swept, dealt, borrowed and resized, the store has what a clerk with a pencil has', { timeout: 120_000 }, async () => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 40 }), fc.nat(3), async (moves, common) => {
      const real = new RealClinic(await publishClinic(district, { day, capacity: 15 }));
      await real.giveToEverybody(common);
      const plain = new PlainClinic(times, await real.slots());
      const holders: { readonly id: string; readonly number: number }[] = [];
      let now = districtNow;
      for (const step of moves) {
        if (step.kind === 'wait') now += step.minutes * minuteMs;
        else if (step.kind === 'hold') {
          made += 1;
          const id = `f${made}`;
          const until = now + step.minutes * minuteMs;
          const house = { township: district.township.code, clinic: district.township.code, second: secondCode, foreign: null }[step.asker];
          const number = await real.hold(id, step.asker, step.isUrgent, until, now);
          expect(number).toBe(plain.hold(id, house, step.isUrgent, until, now));
          if (number !== null) holders.push({ id, number });
        } else if (step.kind === 'sweep') {
          await releaseSlots(district.contextFor('system', { now }));
          plain.sweep(now);
        } else if (step.kind === 'resize') {
          expect(await real.resize(step.capacity, now)).toBe(plain.resize(step.capacity, now));
          const known = plain.places.length;
          plain.add((await real.slots()).slice(known));
        } else {
          const holder = holders[step.pick % Math.max(1, holders.length)];
          if (!holder) continue;
          const slotId = (await real.slots()).find(({ number }) => number === holder.number)?.id ?? '';
          const expected = { book: () => plain.book(holder.id, now), free: () => plain.giveBack(holder.id), use: () => plain.come(holder.id, 'used'), miss: () => plain.come(holder.id, 'no_show') }[step.kind]();
          expect(await real.step(slotId, holder.id, step.kind, now), `${step.kind} of ${holder.id}`).toBe(expected);
        }
        const slots = await real.slots();
        const counted = slots.map((slot) => ({ number: slot.number, state: effectiveState(slot.state, now) }));
        expect(counted.map(({ number, state }) => `${number} ${state.status}${'referralId' in state ? ` ${state.referralId}` : ''}`)).toEqual(plain.seen(now));
      }
      // Never oversold: nobody has two of them, and no more are taken than are offered.
      const owners = (await real.slots()).flatMap(({ state }) => ('referralId' in state ? [state.referralId] : []));
      expect(new Set(owners).size).toBe(owners.length);
      await releaseSlots(district.contextFor('system', { now: times.starts + hourMs }));
    }),
    { seed, numRuns: 60 },
  );
});
