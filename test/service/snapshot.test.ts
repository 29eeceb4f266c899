import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Queryable, Store } from '@/db';
import { region, visit } from '@/db/schema';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { getVisit } from '@/server/services/visit/get-visit';
import { mintDistrict } from '../factories/district';
import { manyVisits } from '../factories/many-visits';
import { accepted } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

const codesIn = async (q: Queryable) => (await q.select().from(region)).map(({ regionCode }) => regionCode).sort();
const add = (regionCode: string) => store.transaction((tx) => tx.insert(region).values({ regionCode, name: regionCode }).then(() => undefined));

describe('a snapshot', () => {
  test('reads one state, while others write and everybody else sees what they wrote', async () => {
    await add('100001');
    const held = await store.snapshot(async (q) => {
      const before = await codesIn(q);
      // Written from outside the snapshot's own work, as another request would.
      await outside(() => add('100003'));
      expect(await codesIn(store.reads)).toContain('100003');
      return { before, after: await codesIn(q) };
    });
    expect(held.after).toEqual(held.before);
    expect(held.after).not.toContain('100003');
    expect(await store.snapshot(codesIn)).toContain('100003');
  });

  test('writes nothing, is no place for a transaction, and ends', async () => {
    await expect(store.snapshot((q) => q.insert(region).values({ regionCode: '100009', name: 'x' }).then(() => undefined))).rejects.toThrow();
    await expect(store.snapshot(() => add('100009'))).rejects.toThrow(/pass tx down/);
    await expect(store.transaction(() => store.snapshot(codesIn))).rejects.toThrow(/pass tx down/);
    expect(await codesIn(store.reads)).not.toContain('100009');
    const { leaked } = await store.snapshot((q) => Promise.resolve({ leaked: q }));
    expect(() => leaked.select()).toThrow(/has ended/);
  });

  test('many at a time do not mind each other, and a failing one gives its connection back', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, (_, at) => store.snapshot(async (q) => (at % 3 === 0 ? Promise.reject(new Error('no')) : codesIn(q))).catch(() => null)));
    expect(all.filter((codes) => codes === null)).toHaveLength(4);
    expect(await store.snapshot(codesIn)).toEqual(await codesIn(store.reads));
  });
});

/** Runs work as a request of its own would: outside the asynchronous context of the test's snapshot. */
let queue: (() => void)[] = [];
function outside(work: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    queue.push(() => void work().then(resolve, reject));
  });
}
const pump = setInterval(() => {
  const due = queue;
  queue = [];
  for (const run of due) run();
}, 5);
afterAll(() => clearInterval(pump));

describe('while visits come in by the thousand', () => {
  test('the books and each visit are seen as they stood at one moment', async () => {
    const district = await mintDistrict(store);
    const system = district.contextFor('system');
    const people = [district.adult, district.elder, district.child];
    const places = [district.township, district.clinic, district.lead].map(({ code }) => ({ code }));
    const rows = manyVisits({ regionCode: district.regionCode, count: 9000, people, places });
    let busy = true;
    const importing = importVisits(system, { fileName: 'many.csv', digest: 'many', rows }).finally(() => (busy = false));
    let looks = 0;
    for (; busy; looks += 1) {
      expect(await verifyLedger(system)).toMatchObject({ unbalanced: [], differences: [], stale: [] });
      const [one] = await store.reads.select({ institutionCode: visit.institutionCode, settlementId: visit.settlementId }).from(visit).limit(1).offset(looks % 2000);
      if (one) {
        const view = accepted(await getVisit(system, one));
        const postedFen = view.entries.filter(({ account }) => account.startsWith('claim/')).reduce((sum, { amountFen }) => sum + amountFen, 0);
        expect(postedFen).toBe(view.adjudication?.payFen ?? 0);
      }
      await setImmediate();
    }
    expect(await importing).toMatchObject({ status: 'done' });
    expect(looks).toBeGreaterThan(2);
  });
});
