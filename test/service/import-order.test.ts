import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/db';
import { contract } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { booksOf } from '../factories/books';
import { type District, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';
import { type ReportedVisit, fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

/** A visit without its district: who, where and when by number, and which earlier number it takes back. */
interface Plan {
  readonly who: 0 | 1 | 2;
  readonly at: 0 | 1 | 2 | 3;
  readonly day: Day;
  readonly inScopeFen: number;
  readonly medType: '11' | '13' | '14' | '21';
  readonly takesBack: number | null;
}

const days: readonly Day[] = ['2024-06-30', '2024-12-30', '2024-12-31', '2025-01-01', '2025-01-15', '2025-01-16', '2025-02-20', '2025-03-01'];
const plan: fc.Arbitrary<Plan> = fc.record({
  who: fc.constantFrom(0, 1, 2),
  at: fc.constantFrom(0, 1, 2, 3),
  day: fc.constantFrom(...days),
  inScopeFen: fc.oneof(fc.integer({ min: 0, max: 60_000 }), fc.constant(900_000)),
  medType: fc.constantFrom('11', '13', '14', '21'),
  takesBack: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: fc.nat({ max: 7 }) }),
});

/** One way in which a set of visits may reach us: in an order, in pieces, some of it twice. */
interface Arrival {
  readonly order: readonly number[];
  readonly pieces: number;
  readonly again: boolean;
}

const sets = fc.array(plan, { minLength: 4, maxLength: 12 }).chain((plans) =>
  fc.record({
    plans: fc.constant(plans),
    arrival: fc.record({
      order: fc.shuffledSubarray(plans.map((_, at) => at), { minLength: plans.length, maxLength: plans.length }),
      pieces: fc.integer({ min: 1, max: 4 }),
      again: fc.boolean(),
    }),
  }),
);

/** Refunds are at the place of what they name, mostly of its person and its sum. What they name may be a refund, or never come. */
function visitOf(district: District, plans: readonly Plan[], at: number): ReportedVisit {
  const { who, at: place, day, inScopeFen, medType, takesBack } = plans[at] as Plan;
  const isRefund = takesBack !== null && takesBack !== at;
  const named = isRefund ? plans[takesBack] : undefined;
  const person = named && medType !== '13' ? named.who : who;
  return {
    who: [district.adult, district.elder, district.child][person] ?? district.adult,
    at: [district.township, district.clinic, district.lead, district.foreignTownship][named?.at ?? place] ?? district.township,
    on: day,
    settlementId: `v${at}`,
    inScopeFen: named && medType !== '21' ? named.inScopeFen : inScopeFen,
    medType,
    reportedPoolFen: inScopeFen > 50_000 ? 7000 : null,
    ...(isRefund ? { isRefund: true, originalSettlementId: `v${takesBack}` } : {}),
  };
}

/** What stands after an arrival, without the names that differ from district to district. */
async function stateAfter(plans: readonly Plan[], { order, pieces, again }: Arrival) {
  const district = await mintDistrict(store);
  await signAdult(district);
  const context = district.contextFor('bureau_clerk');
  const arrived = order.map((at) => visitOf(district, plans, at));
  const size = Math.ceil(arrived.length / pieces);
  for (let from = 0; from < arrived.length; from += size) await importVisits(context, fileOf(arrived.slice(from, from + size).map(visitRow)));
  if (again) await importVisits(context, fileOf(arrived.map(visitRow)));
  expect(await verifyLedger(context)).toMatchObject({ unbalanced: [], differences: [], stale: [] });
  return booksOf(store, district.regionCode);
}

/** The adult is signed for the second half of January. */
async function signAdult({ regionCode, team, adult }: District): Promise<void> {
  const id = `C-${regionCode}`;
  await store.transaction((tx) =>
    tx.append(contract, [
      {
        ...{ regionCode, id, number: id, residentId: adult.id, teamId: team.id, institutionCode: team.institutionCode, practitionerId: team.leaderId },
        ...{ termYears: 1, startDay: '2025-01-15', endDay: '2025-02-20', status: 'terminated', previousContractId: null, channel: 'desk' as const },
        ...{ signedAt: 0, signedBy: 'test', requestKey: id, endedReason: 'voluntary', endedAt: 0 },
      },
    ]),
  );
}

test('any order, in any pieces, once or twice: the same adjudications and the same balances', async () => {
  await fc.assert(
    fc.asyncProperty(sets, async ({ plans, arrival }) => {
      const inOneGo = await stateAfter(plans, { order: plans.map((_, at) => at), pieces: 1, again: false });
      expect(await stateAfter(plans, arrival)).toEqual(inOneGo);
    }),
    { seed: 20_241_101, numRuns: 60 },
  );
});
