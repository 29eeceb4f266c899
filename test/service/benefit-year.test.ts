import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/db';
import { benefitYear } from '@/db/schema';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { booksOf } from '../factories/books';
import { type District, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
});
afterAll(() => drop());

type Told = Partial<Parameters<typeof visitRow>[0]> & { readonly on: string; readonly settlementId: string };

async function take(district: District, ...told: readonly Told[]): Promise<void> {
  const rows = told.map((one) => visitRow({ who: district.adult, at: district.township, inScopeFen: 90_000, ...one }));
  expect((await importVisits(district.contextFor('bureau_clerk'), fileOf(rows))).accepted).toBe(told.length);
}

const yearsOf = ({ regionCode }: District) => store.reads.select().from(benefitYear).where(eq(benefitYear.regionCode, regionCode));

const stay: Told = { on: '2025-02-03', settlementId: 'B', medType: '21', inScopeFen: 2_000_000 };
const visits: readonly Told[] = [{ on: '2025-01-05', settlementId: 'A' }, stay, { on: '2025-02-20', settlementId: 'C' }, { on: '2025-03-01', settlementId: 'D', medType: '21', inScopeFen: 500_000 }];

test('visits that come one after another are adjudicated as those that come at once', async () => {
  const [atOnce, oneByOne] = [await mintDistrict(store), await mintDistrict(store)];
  await take(atOnce, ...visits);
  for (const visit of visits) await take(oneByOne, visit);
  expect(await booksOf(store, oneByOne.regionCode)).toEqual(await booksOf(store, atOnce.regionCode));
  const used = async (district: District) => (await yearsOf(district)).map((year) => JSON.parse(JSON.stringify(year.used).replaceAll(district.regionCode, 'R')) as unknown);
  expect(await used(oneByOne)).toEqual(await used(atOnce));
  expect(await yearsOf(oneByOne)).toMatchObject([{ firstDay: '2025-01-01', used: { last: { settlementId: 'D' } } }]);
});

test('nothing is kept of a year once one of its visits takes another back', async () => {
  const district = await mintDistrict(store);
  await take(district, ...visits);
  await take(district, { ...stay, on: '2025-03-05', settlementId: 'E', inScopeFen: -2_000_000, isRefund: true, originalSettlementId: 'B' });
  expect(await yearsOf(district)).toEqual([]);
  await take(district, { on: '2025-03-06', settlementId: 'F' });
  expect(await yearsOf(district)).toEqual([]);
  expect(await verifyLedger(district.contextFor('system'))).toMatchObject({ stale: [], years: [], differences: [] });
});

test('a year that is kept as its visits do not have it is found', async () => {
  const district = await mintDistrict(store);
  await take(district, ...visits);
  expect(await verifyLedger(district.contextFor('system'))).toMatchObject({ stale: [], years: [] });
  const [kept] = await yearsOf(district);
  if (!kept) throw new Error('nothing is kept');
  await store.transaction(async (tx) => void (await tx.update(benefitYear).set({ used: { ...kept.used, fund: {} } }).where(eq(benefitYear.regionCode, district.regionCode))));
  expect(await verifyLedger(district.contextFor('system'))).toMatchObject({ stale: [], years: [{ firstDay: '2025-01-01', settlementId: 'D' }] });
});
