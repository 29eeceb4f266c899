import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MonthChanges } from '@/server/domain/capitation/correct-members';
import { MonthCounter, MonthTally, cellCode } from '@/server/domain/capitation/count-members';
import { type MemberCell, type Membership, memberMonth, memberMonthOf } from '@/server/domain/capitation/member-month';
import { priceMembers } from '@/server/domain/capitation/price-members';
import { type RosterRow, recountResident } from '@/server/domain/capitation/roster';
import { addDays, daysOfMonth, lastDayOf } from '@/server/domain/kernel/calendar-day';
import { exact, sumFen } from '@/server/domain/kernel/money';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { type CountDay, countDays } from '@/server/domain/policy/policy-version';
import { type CoverageTimeline, coveredSinceEver } from '@/server/domain/registry/coverage';
import { groupedSinceEver } from '@/server/domain/registry/key-groups-on';
import { withStep } from '@/server/domain/registry/timeline';
import { monthPackage } from '@/server/domain/prepayment/packages';
import { packOf } from '../domain/policy/packs';

const shenyang = packOf('210100');
const year = monthsOfYear('2025');
const seed = 20250101;

const day = fc.integer({ min: 0, max: 364 }).map((count) => addDays('2025-01-01', count));
const facts = fc.record({
  from: day,
  to: day,
  birthDay: fc.integer({ min: 0, max: 90 * 365 }).map((count) => addDays('1935-06-01', count)),
  deathDay: fc.option(day, { freq: 4 }),
  movedOutOn: fc.option(day, { freq: 6 }),
  /** What became known of coverage and of a key group, with its day. */
  coverage: fc.array(fc.record({ from: day, value: fc.option(fc.record({ insutype: fc.constantFrom('310' as const, '390' as const), retired: fc.constant(false) }), { freq: 4 }) }), { maxLength: 2 }),
  diabetic: fc.option(day, { freq: 2 }),
  sex: fc.constantFrom('male' as const, 'female' as const),
  team: fc.integer({ min: 1, max: 3 }),
});
/** What is known of each resident month after month; somebody without facts has no contract yet. */
const knowledge = fc.array(
  fc.record({ insutype: fc.constantFrom('310' as const, '390' as const), inKeyGroup: fc.boolean(), news: fc.array(fc.record({ learned: fc.integer({ min: 0, max: 7 }), facts }), { minLength: 1, maxLength: 4 }) }),
  { minLength: 1, maxLength: 12 },
);
type Knowledge = (typeof knowledge) extends fc.Arbitrary<infer Value> ? Value : never;

/** What stands in the registry when the month with this index is closed. */
function knownAt(people: Knowledge, at: number): Membership[] {
  return people.flatMap(({ insutype, inKeyGroup, news }, index) => {
    const latest = news.filter(({ learned }) => learned <= at).sort((a, b) => a.learned - b.learned).at(-1);
    if (!latest) return [];
    const { team, movedOutOn, coverage, diabetic, ...known } = latest.facts;
    const steps = coverage.reduce((timeline: CoverageTimeline, step) => withStep(timeline, step), coveredSinceEver({ insutype, retired: false }));
    const keyGroups = [...groupedSinceEver(inKeyGroup ? ['disabled'] : []), ...(diabetic === null ? [] : [{ keyGroup: 'diabetes' as const, from: diabetic, to: null }])];
    const away = movedOutOn === null ? [] : [{ from: movedOutOn, to: null }];
    return [{ contractId: `C${index}`, residentId: `R${String(index).padStart(2, '0')}`, institutionCode: `H${team % 2}`, teamId: `T${team}`, coverage: steps, keyGroups, away, ...known }];
  });
}

function policyWith(countDay: CountDay, normalise: boolean) {
  const { capitation } = shenyang;
  return { ...shenyang, capitation: { ...capitation, countDay: { ...capitation.countDay, value: countDay }, normaliseWeights: { ...capitation.normaliseWeights, value: normalise } } };
}

/** Closes eight months one after another as the books do, and says what they come to with their corrections. */
function closeEight(people: Knowledge, policy: typeof shenyang): Map<string, Map<string, MemberCell>> {
  const standing = new Map<string, Map<string, MemberCell>>();
  const roster = new Map<string, RosterRow[]>();
  for (const [at, month] of year.slice(0, 8).entries()) {
    const origins = year.slice(0, at);
    const changes = new Map(origins.map((origin) => [origin, new MonthChanges(origin)]));
    const tally = new MonthTally(month);
    const known = knownAt(people, at);
    const counters = new Map([...origins, month].map((each) => [each, new MonthCounter(each, policy.capitation)]));
    for (const residentId of people.map((_, index) => `R${String(index).padStart(2, '0')}`)) {
      const rows = roster.get(residentId) ?? [];
      const recount = recountResident(residentId, known.filter((each) => each.residentId === residentId), rows, origins, month, (of) => counters.get(of) ?? new MonthCounter(of, policy.capitation));
      tally.add(recount.entries);
      for (const change of recount.changes) changes.get(change.originMonth)?.add(change);
      roster.set(residentId, [...rows, ...recount.rows]);
    }
    standing.set(month, new Map(memberMonthOf(tally.total().values(), month, policy).cells.map((cell) => [cellCode(cell), cell])));
    for (const [origin, change] of changes) {
      const own = standing.get(origin) ?? new Map<string, MemberCell>();
      for (const { reasons, originMonth: _origin, ...correction } of change.correctionsOf([...own.values()], policy.capitation)) {
        expect(reasons.length).toBeGreaterThan(0);
        const before = own.get(cellCode(correction));
        own.set(cellCode(correction), {
          ...correction,
          heads: (before?.heads ?? 0) + correction.heads,
          memberDays: (before?.memberDays ?? 0) + correction.memberDays,
          incomeFen: (before?.incomeFen ?? 0) + correction.incomeFen,
        });
      }
    }
  }
  return standing;
}

const filled = (cells: Iterable<MemberCell>) => [...cells].filter(({ memberDays, incomeFen }) => memberDays !== 0 || incomeFen !== 0).sort((a, b) => (cellCode(a) < cellCode(b) ? -1 : 1));

describe(`members (seed ${seed})`, () => {
  test('closed months with their corrections are what counting all of them anew gives', () => {
    fc.assert(
      fc.property(knowledge, fc.constantFrom(...countDays), fc.boolean(), (people, countDay, normalise) => {
        const policy = policyWith(countDay, normalise);
        const standing = closeEight(people, policy);
        for (const month of year.slice(0, 8)) expect(filled(standing.get(month)?.values() ?? [])).toEqual(filled(memberMonth(knownAt(people, 7), month, policy).cells));
      }),
      { seed, numRuns: 300 },
    );
  });

  test('scaled weights leave the total at heads × rate, and cells add up to it', () => {
    fc.assert(
      fc.property(knowledge, fc.constantFrom(...countDays), (people, countDay) => {
        const { capitation } = policyWith(countDay, true);
        for (const month of ['2025-02', '2025-07']) {
          const { cells } = memberMonth(knownAt(people, 7), month, policyWith(countDay, true));
          for (const insutype of ['310', '390'] as const) {
            const own = priceMembers(cells.filter((cell) => cell.insutype === insutype), capitation, month).cells;
            const heads = exact(sumFen(own.map(({ memberDays }) => memberDays))).dividedBy(daysOfMonth(month));
            expect(sumFen(own.map(({ incomeFen }) => incomeFen))).toBe(heads.times(capitation.ratePerMonth[insutype].value).toDecimalPlaces(0).toNumber());
          }
        }
      }),
      { seed, numRuns: 200 },
    );
  });

  test('a month counts nobody beyond its days, and each resident at most once', () => {
    fc.assert(
      fc.property(knowledge, fc.constantFrom(...year), (people, month) => {
        const { cells } = memberMonth(knownAt(people, 7), month, policyWith('daily', false));
        expect(sumFen(cells.map(({ heads }) => heads))).toBeLessThanOrEqual(people.length);
        expect(sumFen(cells.map(({ memberDays }) => memberDays))).toBeLessThanOrEqual(people.length * Number(lastDayOf(month).slice(8)));
      }),
      { seed },
    );
  });
});

describe(`packages (seed ${seed})`, () => {
  test('make the year, however often its budget changes, whatever the order of the months', () => {
    const order = fc.shuffledSubarray(year, { minLength: 12 });
    fc.assert(
      fc.property(order, fc.array(fc.integer({ min: 0, max: 10 ** 13 }), { minLength: 12, maxLength: 12 }), (months, budgets) => {
        const paid: number[] = [];
        for (const [at, month] of months.entries()) {
          const otherMonthsFen = sumFen(paid);
          const { amountFen } = monthPackage({ yearFen: budgets[at] ?? 0, otherMonthsFen }, month, months.slice(0, at), { value: '1', clause: '', confidence: 'assumed' });
          paid.push(amountFen);
        }
        // The months before the last one shared what was then the year; December, or whichever came last, takes the rest.
        expect(sumFen(paid)).toBe(budgets.at(-1) ?? 0);
      }),
      { seed },
    );
  });

  test('of one budget differ by at most one 分', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 13 }), (yearFen) => {
        const paid: number[] = [];
        for (const [at, month] of year.entries()) {
          paid.push(monthPackage({ yearFen, otherMonthsFen: sumFen(paid) }, month, year.slice(0, at), { value: '1', clause: '', confidence: 'assumed' }).amountFen);
        }
        expect(sumFen(paid)).toBe(yearFen);
        expect(Math.max(...paid) - Math.min(...paid)).toBeLessThanOrEqual(1);
      }),
      { seed },
    );
  });
});
