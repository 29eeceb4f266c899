import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween } from '@/server/domain/kernel/calendar-day';
import { inForceOn, terminationReasons, type Contract } from '@/server/domain/contract/contract';
import { signContract } from '@/server/domain/contract/sign-contract';
import { expireContract, terminateContract } from '@/server/domain/contract/terminate-contract';
import { signingFacts } from '@/test/domain/contract/signing-facts';

const seed = 20250303;
const firstDay = '2024-01-01';
const horizon = 3000;

type Move =
  | { readonly kind: 'wait'; readonly days: number }
  | { readonly kind: 'sign'; readonly team: number; readonly inDays: number; readonly years: number }
  | { readonly kind: 'end'; readonly which: number; readonly inDays: number }
  | { readonly kind: 'expire' };

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 200 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('sign' as const),
      team: fc.nat(2),
      inDays: fc.integer({ min: -2, max: 33 }),
      years: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('end' as const), which: fc.nat(5), inDays: fc.integer({ min: -3, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expire' as const) }) },
);

const reasons = terminationReasons.filter((reason) => reason !== 'deceased');

/**
 * The naive model is a calendar with a box for every day and the contract's number in it. Signing is allowed when every box
 * of the term is empty; ending a contract rubs its later boxes out.
 */
test('no day is ever covered by two contracts, whatever is signed and ended', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 40 }), fc.constantFrom(...reasons), (moves, reason) => {
      const boxes = new Map<string, string>();
      const contracts: Contract[] = [];
      let today = firstDay;
      for (const step of moves) {
        if (step.kind === 'wait') today = addDays(today, step.days);
        if (step.kind === 'expire') {
          contracts.forEach((contract, index) => {
            contracts[index] = expireContract(contract, today) ?? contract;
          });
        }
        if (step.kind === 'sign') {
          const startDay = addDays(today, step.inDays);
          const outcome = signContract(
            signingFacts({
              id: `c${contracts.length}`,
              today,
              startDay,
              termYears: step.years,
              team: { ...signingFacts().team, id: `t${step.team}` },
              contracts: contracts.map((contract) => ({ ...contract, teamName: contract.teamId })),
            }),
          );
          const termEnds = `${Number(startDay.slice(0, 4)) + step.years}${startDay.slice(4)}`;
          const term: string[] = [];
          // 29 February has no anniversary in a common year; comparing text, 02-29 sorts after 02-28 and before 03-01.
          const lastBox = startDay.endsWith('02-29') && step.years % 4 !== 0 ? termEnds.replace('02-29', '02-28') : termEnds;
          for (let day = startDay; day < lastBox; day = addDays(day, 1)) term.push(day);
          const free = term.every((day) => !boxes.has(day));
          expect(outcome.ok).toBe(free && step.years <= 3 && step.inDays >= 0 && step.inDays <= 30);
          if (outcome.ok) {
            contracts.push(outcome.value.contract);
            for (const day of term) boxes.set(day, outcome.value.contract.id);
          }
        }
        const target = step.kind === 'end' ? contracts[step.which] : undefined;
        if (step.kind === 'end' && target) {
          const endDay = addDays(today, step.inDays);
          const outcome = terminateContract({ contract: target, request: { reason, endDay, note: '居民要求' }, deathDay: null, today, now: 0 });
          const stillOpen = target.status === 'in_force' && boxes.get(today) === target.id;
          const endsInTerm = boxes.get(endDay) === target.id;
          // A contract that has not begun has no box today and may be ended on a later day of its own.
          const ahead = target.status === 'in_force' && today < target.startDay;
          // Before its first day it is called off, and covers none.
          const calledOff = ahead && endDay < target.startDay;
          expect(outcome.ok).toBe((stillOpen || ahead) && (endsInTerm || calledOff) && step.inDays >= 0);
          if (outcome.ok) {
            contracts[step.which] = outcome.value;
            for (const [day, id] of boxes) if (id === target.id && day > endDay) boxes.delete(day);
          }
        }
      }
      for (let offset = 0; offset < horizon; offset += 1) {
        const day = addDays(firstDay, offset);
        const covering = contracts.filter((contract) => inForceOn(contract, day)).map(({ id }) => id);
        const box = boxes.get(day);
        expect(covering).toEqual(box === undefined ? [] : [box]);
      }
      expect(contracts.every(({ startDay, endDay }) => daysBetween(startDay, endDay) >= -1)).toBe(true);
    }),
    { seed, numRuns: 100 },
  );
});
