import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/db';
import { findSlots } from '@/db/queries/quota';
import { findReferral } from '@/db/queries/referral';
import { listSessions } from '@/server/services/quota/list-sessions';
import { hourMs } from '@/server/domain/kernel/instant';
import type { ClinicSession } from '@/server/domain/quota/slot';
import { releaseSlots } from '@/server/services/quota/release-slots';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { arriveReferral } from '@/server/services/referral/arrive-referral';
import { cancelReferral } from '@/server/services/referral/cancel-referral';
import { completeReferral } from '@/server/services/referral/complete-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { declineReferral } from '@/server/services/referral/decline-referral';
import { expireReferrals } from '@/server/services/referral/expire-referrals';
import { missReferral } from '@/server/services/referral/miss-referral';
import { returnReferral } from '@/server/services/referral/return-referral';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { orderFor, publishClinic, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
const residents: string[] = [];
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  for (let count = 0; count < 6; count += 1) residents.push(await signedResident(district));
});
afterAll(() => drop());

type Step =
  | { readonly kind: 'send'; readonly resident: number; readonly session: number }
  | { readonly kind: 'accept'; readonly referral: number; readonly session: number | null }
  | { readonly kind: 'decline' | 'withdraw' | 'turn away' | 'arrive' | 'complete' | 'return' | 'miss'; readonly referral: number }
  | { readonly kind: 'release' | 'expire' }
  | { readonly kind: 'wait'; readonly hours: number }
  | { readonly kind: 'clinic begins' };

const index = fc.nat({ max: 11 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('send' as const), resident: fc.nat({ max: 5 }), session: fc.nat({ max: 1 }) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('accept' as const), referral: index, session: fc.option(fc.nat({ max: 1 })) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constantFrom('arrive' as const, 'complete' as const, 'return' as const, 'miss' as const), referral: index }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('decline' as const, 'withdraw' as const, 'turn away' as const), referral: index }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('release' as const, 'expire' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.constantFrom(6, 48, 120) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'clinic begins' as const }) },
);

/** How often a step of each kind was granted over all runs, so that the game is known to have been played. */
const granted = new Map<Step['kind'], number>();

/** One run's own two clinics and whatever the steps make of them. Refused steps are part of the game. */
class Run {
  readonly sent: string[] = [];
  now = districtNow;
  constructor(readonly sessions: readonly ClinicSession[]) {}

  async take(step: Step): Promise<void> {
    if (await this.#attempt(step)) granted.set(step.kind, (granted.get(step.kind) ?? 0) + 1);
  }

  async #attempt(step: Step): Promise<boolean> {
    const now = this.now;
    const [doctor, office, system] = [district.contextFor('doctor', { now }), district.contextFor('referral_office', { now }), district.contextFor('system', { now })];
    const sessionAt = (at: number | null) => (at === null ? null : (this.sessions[at]?.id ?? null));
    const handle = (at: number) => ({ referralId: this.sent[at % this.sent.length] ?? 'none', version: null });
    switch (step.kind) {
      case 'send': {
        const order = orderFor(residents[step.resident] ?? '', { sessionId: sessionAt(step.session), priority: 'urgent' });
        const outcome = await createReferral(doctor, order);
        if (outcome.ok) this.sent.push(outcome.value.id);
        return outcome.ok;
      }
      case 'accept':
        return (await acceptReferral(office, { ...handle(step.referral), places: step.session === null ? null : { sessionId: sessionAt(step.session), stay: null } })).ok;
      case 'decline':
        return (await declineReferral(office, { ...handle(step.referral), code: 'other', reason: '资料不全' })).ok;
      case 'withdraw':
        return (await cancelReferral(doctor, { ...handle(step.referral), reason: '居民改期' })).ok;
      case 'turn away':
        return (await cancelReferral(office, { ...handle(step.referral), reason: '停诊' })).ok;
      case 'arrive':
        return (await arriveReferral(office, handle(step.referral))).ok;
      case 'complete':
        return (await completeReferral(office, { ...handle(step.referral), opinion: '继续用药', followUpDay: null })).ok;
      case 'return':
        return (await returnReferral(office, handle(step.referral))).ok;
      case 'miss':
        return (await missReferral(office, handle(step.referral))).ok;
      case 'release':
        return (await releaseSlots(system)).ok;
      case 'expire':
        return (await expireReferrals(system)).expired > 0;
      case 'wait':
        this.now += step.hours * hourMs;
        return true;
      case 'clinic begins':
        this.now = Math.max(this.now, ...this.sessions.map(({ startsAt }) => startsAt));
        return true;
    }
  }

  /** So that the next run's residents are free to be referred again. */
  async closeAll(): Promise<void> {
    for (const referralId of this.sent) {
      const now = this.now;
      const handle = { referralId, version: null };
      await cancelReferral(district.contextFor('doctor', { now }), { ...handle, reason: '收尾' });
      await completeReferral(district.contextFor('referral_office', { now }), { ...handle, opinion: '收尾', followUpDay: null });
    }
  }
}

/** Which slot status each referral status may stand beside; a hold that ran out leaves a sent one with nothing. */
const owns: Readonly<Record<string, string>> = {
  sent: 'held',
  accepted: 'booked',
  arrived: 'used',
  completed: 'used',
  returned: 'used',
};

async function expectConsistent(run: Run): Promise<void> {
  const reach = { regionCode: district.regionCode, institutionCodes: 'all' } as const;
  const taken = new Map<string, string>();
  for (const id of run.sent) {
    const kept = await findReferral(store.reads, reach, id);
    const referral = kept?.referral;
    const slot = referral?.slotId ? (await findSlots(store.reads, district.regionCode, [referral.slotId]))[0] : null;
    if (!referral || !slot) throw new Error(`referral ${id} lost its slot`);
    const own = 'referralId' in slot.state && slot.state.referralId === id;
    if (referral.status === 'sent') expect(own ? slot.state.status : 'held').toBe('held');
    else if (referral.status === 'expired') expect(own ? slot.state.status : 'no_show').toBe('no_show');
    else if (referral.status in owns) expect([own, slot.state.status]).toEqual([true, owns[referral.status]]);
    else expect(own).toBe(false);
    if (!own) continue;
    expect(taken.has(slot.id)).toBe(false);
    taken.set(slot.id, id);
  }
  for (const session of run.sessions) {
    const { sessions } = await listSessions(district.contextFor('referral_office', { now: run.now }), { day: session.day, institutionCode: null });
    const slots = sessions.find(({ id }) => id === session.id)?.slots;
    if (!slots) throw new Error(`session ${session.id} is gone`);
    const { free, held, booked, used, released, no_show: missed } = slots;
    expect(free + held + booked + used + released + missed).toBe(session.reserved);
    expect(held + booked).toBeLessThanOrEqual(session.reserved);
  }
}

test('whatever happens in whatever order, a reserved place is one referral’s, and never more places than reserved', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 45, size: 'max' }), async (steps) => {
      const sessions = [await publishClinic(district, { capacity: 4, publicLeadDays: 30 }), await publishClinic(district, { capacity: 3, publicLeadDays: 30 })];
      const run = new Run(sessions);
      try {
        for (const [at, each] of steps.entries()) {
          await run.take(each);
          // Nothing that breaks the rule mends itself, so that looking now and then, and at the end, sees it.
          if (at % 5 === 0 || at === steps.length - 1) await expectConsistent(run);
        }
      } finally {
        await run.closeAll();
      }
    }),
    { seed: 20250310, numRuns: 50, verbose: 1 },
  );
  const played: Step['kind'][] = ['send', 'accept', 'decline', 'withdraw', 'turn away', 'arrive', 'complete', 'return', 'miss', 'release', 'expire', 'wait'];
  expect(played.filter((kind) => !granted.has(kind))).toEqual([]);
});
