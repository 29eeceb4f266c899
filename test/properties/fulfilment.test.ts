import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entitlements } from '@/server/domain/fulfilment/entitlements';
import { followUpStateOn, followUpStates, planFollowUps } from '@/server/domain/fulfilment/follow-up';
import { decideRecording } from '@/server/domain/fulfilment/record-service';
import { addDays } from '@/server/domain/kernel/calendar-day';
import { plannedContract, shipped, shippedPlans } from '../domain/fulfilment/packages';

const seed = 20250310;
const first = '2024-01-01';
const dayAfter = (count: number) => addDays(first, count);
const anyDay = fc.integer({ min: 0, max: 1500 }).map(dayAfter);
const itemCodes = shipped.flatMap(({ items }) => items.map(({ code }) => code));

const contracts = fc
  .record({ start: anyDay, terms: fc.array(fc.record({ years: fc.constantFrom(1, 2, 3), gap: fc.constantFrom(0, 0, 0, 1, 40), team: fc.constantFrom('T1', 'T2'), lasts: fc.constantFrom(1, 1, 0.4) }), { minLength: 1, maxLength: 3 }) })
  .map(({ start, terms }) => {
    let next = start;
    return terms.map(({ years, gap, team, lasts }, index) => {
      const whole = plannedContract({ id: `C${index}`, startDay: next, termYears: years, teamId: team, packages: shipped, plans: shippedPlans });
      const contract = lasts === 1 ? whole : { ...whole, endDay: addDays(whole.startDay, Math.floor(365 * lasts)) };
      next = addDays(contract.endDay, 1 + gap);
      return contract;
    });
  });
const givens = fc.array(fc.record({ itemCode: fc.constantFrom(...itemCodes), day: anyDay }), { maxLength: 40 });

describe('what follow-up plans owe', () => {
  test('has days in order, one state on every day, and no service that made good two occasions of a plan', () => {
    fc.assert(
      fc.property(contracts, givens, anyDay, (held, given, birth) => {
        const occasions = planFollowUps({ contracts: held, birthDay: addDays(birth, -1500), given });
        for (const { opensOn, dueFrom, dueOn, closesOn, doneOn, contractId } of occasions) {
          const contract = held.find(({ id }) => id === contractId);
          expect(opensOn <= dueFrom && dueFrom <= dueOn && dueOn <= closesOn).toBe(true);
          expect(contract && contract.startDay <= opensOn && opensOn <= contract.endDay).toBe(true);
          if (doneOn !== null) expect(opensOn <= doneOn && doneOn <= closesOn).toBe(true);
          // States follow each other and never come back.
          const order = [addDays(opensOn, -1), opensOn, dueFrom, dueOn, addDays(dueOn, 1), closesOn, addDays(closesOn, 1)].sort().map((day) => followUpStates.indexOf(followUpStateOn({ dueFrom, dueOn, closesOn, doneOn: null }, day)));
          expect(order).toEqual([...order].sort((a, b) => a - b));
          expect(order.at(-1)).toBe(followUpStates.indexOf('missed'));
        }
        const done = occasions.filter(({ doneOn }) => doneOn !== null).map(({ planCode, doneOn }) => `${planCode} ${doneOn}`);
        expect(new Set(done).size).toBe(done.length);
        const keys = occasions.map(({ contractId, planCode, opensOn }) => `${contractId} ${planCode} ${opensOn}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { seed, numRuns: 300 },
    );
  });

  test('does not depend on the order in which contracts and services are told', () => {
    fc.assert(
      fc.property(contracts, givens, (held, given) => {
        const text = (of: ReturnType<typeof planFollowUps>) => of.map((each) => JSON.stringify(each)).sort();
        const one = planFollowUps({ contracts: held, birthDay: '2022-05-31', given });
        const other = planFollowUps({ contracts: [...held].reverse(), birthDay: '2022-05-31', given: [...given].reverse() });
        expect(text(other)).toEqual(text(one));
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('entitlements', () => {
  test('are never negative and never given twice, however services are recorded', () => {
    const tries = fc.array(fc.record({ itemCode: fc.constantFrom(...itemCodes), day: fc.integer({ min: 0, max: 800 }), beyondPackage: fc.boolean() }), { maxLength: 120 });
    fc.assert(
      fc.property(tries, (attempts) => {
        const contract = { startDay: '2024-02-29', endDay: '2026-02-27', termYears: 2 };
        const given: { itemCode: string; day: string; beyondPackage: boolean }[] = [];
        for (const { itemCode, day, beyondPackage } of attempts) {
          const decision = decideRecording({
            ...{ contract, packages: shipped, today: '2030-01-01', deathDay: null, day: addDays(contract.startDay, day), itemCodes: [itemCode], teamName: '团队', measurements: {} },
            ...{ giver: { name: '王建国', isMember: true }, bySubstitute: false, beyondPackage, given },
          });
          if (decision.ok) given.push(...decision.value.map((item) => ({ itemCode: item.itemCode, day: addDays(contract.startDay, day), beyondPackage: item.beyondPackage })));
        }
        for (const day of ['2024-02-29', '2025-02-27', '2025-02-28', '2026-02-27']) {
          for (const { perYear, used, left, beyond } of entitlements(shipped, contract, day, given)) {
            expect(beyond).toBeGreaterThanOrEqual(0);
            if (perYear !== null) expect([used <= perYear, left]).toEqual([true, perYear - used]);
          }
        }
        expect(new Set(given.map(({ itemCode, day }) => `${itemCode} ${day}`)).size).toBe(given.length);
      }),
      { seed, numRuns: 60 },
    );
  });
});
