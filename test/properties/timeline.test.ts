import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { type CoverageTimeline, coverageOn, coveredSinceEver } from '@/server/domain/registry/coverage';
import { changeCoverage, changeKeyGroup } from '@/server/domain/registry/decide-resident-change';
import type { Coverage } from '@/server/domain/registry/resident';
import { type Timeline, lastDays, valueOn, withStep, withoutStep } from '@/server/domain/registry/timeline';

const seed = 20250601;
const origin = '2024-01-01';
const length = 60;
const days: readonly Day[] = Array.from({ length }, (_, at) => addDays(origin, at));
const coverage: fc.Arbitrary<Coverage | null> = fc.constantFrom(null, { insutype: '310', retired: false }, { insutype: '310', retired: true }, { insutype: '390', retired: false });
const person = { birthDay: '1950-01-01', deathDay: null };
const today = '2025-01-01';

/** Changes of different days, in the order they became known. */
const changesOf = <Value>(value: fc.Arbitrary<Value>) =>
  fc.uniqueArray(fc.record({ at: fc.integer({ min: 0, max: length - 1 }), value }), { selector: ({ at }) => at, maxLength: 12 }).chain((changes) =>
    fc.record({ changes: fc.constant(changes), other: fc.shuffledSubarray(changes, { minLength: changes.length, maxLength: changes.length }) }),
  );

/** What a clerk with a wall calendar would say: the latest note on or before the day. */
function byCalendar<Value>(changes: readonly { at: number; value: Value }[], first: Value): Value[] {
  return days.map((_, at) => [...changes].filter((change) => change.at <= at).sort((a, b) => b.at - a.at)[0]?.value ?? first);
}

describe('dated changes', () => {
  test('say the same of every day in whatever order they become known', () => {
    const property = fc.property(changesOf(fc.integer({ min: 1, max: 4 })), ({ changes, other }) => {
      const fold = (list: typeof changes) => list.reduce((timeline: Timeline<number>, { at, value }) => withStep(timeline, { from: addDays(origin, at), value }), [{ from: '1900-01-01', value: 0 }]);
      const expected = byCalendar(changes, 0);
      for (const timeline of [fold(changes), fold(other)]) expect(days.map((day) => valueOn(timeline, day))).toEqual(expected);
    });
    fc.assert(property, { seed, numRuns: 300 });
  });

  test('leave no gap and no overlap between one step’s last day and the next one’s first', () => {
    const property = fc.property(changesOf(fc.boolean()), ({ changes }) => {
      const timeline = changes.reduce((steps: Timeline<boolean>, { at, value }) => withStep(steps, { from: addDays(origin, at), value }), []);
      const ends = lastDays(timeline);
      for (const [at, { from, value }] of timeline.entries()) {
        const to = ends[at] ?? null;
        expect(to === null).toBe(at === timeline.length - 1);
        for (const day of days) if (from <= day && (to === null || day <= to)) expect(valueOn(timeline, day)).toBe(value);
      }
    });
    fc.assert(property, { seed, numRuns: 200 });
  });

  test('taken back again leave what was there before', () => {
    const property = fc.property(changesOf(fc.boolean()), fc.integer({ min: 0, max: length - 1 }), ({ changes }, at) => {
      const timeline = changes.filter((change) => change.at !== at).reduce((steps: Timeline<boolean>, change) => withStep(steps, { from: addDays(origin, change.at), value: change.value }), []);
      const from = addDays(origin, at);
      expect(withoutStep(withStep(timeline, { from, value: true }), from)).toEqual(timeline);
    });
    fc.assert(property, { seed, numRuns: 200 });
  });

  test('by the rules of coverage and of key groups, too: what is refused as nothing new would have changed nothing', () => {
    const property = fc.property(changesOf(coverage), changesOf(fc.boolean()), (covered, grouped) => {
      const start = coveredSinceEver({ insutype: '390', retired: false });
      const fold = (list: typeof covered.changes) =>
        list.reduce((timeline: CoverageTimeline, { at, value }) => {
          const step = { from: addDays(origin, at), value };
          const decided = changeCoverage({ timeline, step, person, today });
          if (decided.ok) return decided.value;
          expect(decided.refusals.map(({ code }) => code)).toEqual(['resident.nothing_changed']);
          expect(coverageOn(timeline, step.from)).toEqual(value);
          return timeline;
        }, start);
      const result = fold(covered.changes);
      for (const [at, step] of result.entries()) if (at > 0) expect((result[at - 1]?.from ?? '') < step.from).toBe(true);
      const groups = grouped.changes.reduce((timeline: Timeline<boolean>, { at, value }) => {
        const decided = changeKeyGroup({ keyGroup: 'diabetes', timeline, step: { from: addDays(origin, at), value }, person, today });
        return decided.ok ? decided.value : timeline;
      }, []);
      for (const { from, value } of groups) expect(valueOn(groups, from)).toBe(value);
    });
    fc.assert(property, { seed, numRuns: 200 });
  });
});
