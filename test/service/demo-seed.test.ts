import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { demoRegion } from '@/db/seed/places';
import { settledYearOf } from '@/server/cli/seed/demo-day';
import { seedDemo } from '@/server/cli/seed/seed-demo';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { type ServiceContext, serviceContext } from '@/server/services/context';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { listSettlements } from '@/server/services/settlement/list-settlements';
import { freshStore } from '../factories/store';

// The year before has open months still, waits for its settlement, was just settled and had no holidays announced: the demo is shown on any of these days.
describe.each(['2027-01-02', '2027-04-08', '2028-04-09'])('the demo of %s', (today) => {
  let store: Store;
  let drop: () => Promise<void>;
  let operator: ServiceContext;
  beforeAll(async () => {
    ({ store, drop } = await freshStore());
    await seedDemo(store, { seed: 1, residents: 300, visits: 900, today }, () => undefined);
    operator = { ...serviceContext(store, { kind: 'system', job: 'operator', regionCode: demoRegion.regionCode }), now: () => instantOf(`${today} 20:00:00`) };
  }, 180_000);
  afterAll(() => drop());

  test('has a year that is paid, in the past, and one method that waits', async () => {
    const settlements = await listSettlements(operator, {});
    expect(settlements.map(({ year, method, status }) => [year, method, status]).sort()).toEqual([
      [settledYearOf(today), 'per_head_ceiling', 'delivered'],
      [settledYearOf(today), 'points', 'confirmed'],
    ]);
    for (const { confirmedAt, computedAt } of settlements) expect(Math.max(computedAt, confirmedAt ?? 0)).toBeLessThan(operator.now());
  });

  test('has a ledger that holds', async () => {
    expect(await verifyLedger(operator)).toMatchObject({ unbalanced: [], differences: [], stale: [] });
  });
});
