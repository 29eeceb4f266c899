import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asc, eq } from 'drizzle-orm';
import type { Store } from '@/db';
import { adjudication } from '@/db/schema';
import { getDeadline } from '@/server/services/calendar/get-deadline';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { getPolicy } from '@/server/services/policy/get-policy';
import { importPolicy } from '@/server/services/policy/import-policy';
import { listPolicies } from '@/server/services/policy/list-policies';
import { readPolicyFile } from '../domain/policy/packs';
import { type District, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const document = (changes: object = {}): object => ({
  ...(readPolicyFile('331100/2020-10-30.json') as object),
  regionCode: district.regionCode,
  id: `${district.regionCode}-2025-07-01`,
  inForceFrom: '2025-07-01',
  ...changes,
});
const clerk = () => district.contextFor('bureau_clerk');

describe('importing a policy', () => {
  test('takes a document once, finds the same one already held, and keeps its numbers with their clauses', async () => {
    expect(await importPolicy(clerk(), document())).toMatchObject({ ok: true, value: { alreadyHeld: false } });
    expect(await importPolicy(clerk(), document())).toMatchObject({ ok: true, value: { alreadyHeld: true } });
    const view = await getPolicy(clerk(), `${district.regionCode}-2025-07-01`);
    expect(view.ok && view.value.parameters.find(({ path }) => path === 'settlement.points.institutionShare')).toMatchObject({
      clause: expect.stringContaining('50%'),
      confidence: 'official',
      values: [{ quantity: { unit: 'rate', value: '0.5' } }],
    });
    expect((await listPolicies(clerk())).map(({ id, inForceToday }) => [id.slice(7), inForceToday])).toEqual([
      ['2025-07-01', false],
      ['2024-01-01', true],
    ]);
  });

  test('refuses other content under a known id', async () => {
    const changed = await importPolicy(clerk(), document({ title: '另一份文件' }));
    expect(changed).toMatchObject({ ok: false, refusals: [{ code: 'policy.version_exists' }] });
  });

  test('refuses a version that begins on a day another begins on, or before another ends', async () => {
    const same = await importPolicy(clerk(), document({ id: 'same-day', inForceFrom: '2024-01-01' }));
    expect(same).toMatchObject({ ok: false, refusals: [{ code: 'policy.days_overlap', facts: { otherId: `${district.regionCode}-2024-01-01` } }] });
    const runsInto = await importPolicy(clerk(), document({ id: 'runs-into', inForceFrom: '2025-01-01', inForceTo: '2025-07-01' }));
    expect(runsInto).toMatchObject({ ok: false, refusals: [{ code: 'policy.days_overlap', facts: { from: '2025-07-01' } }] });
  });

  test('refuses a broken document with all that is wrong, and another region’s', async () => {
    const { contract: _contract, ...rest } = document() as Record<string, unknown>;
    const broken = await importPolicy(clerk(), { ...rest, inForceFrom: '2023-02-29', objectionWorkingDays: { value: 7, confidence: 'official' } });
    expect(broken.ok ? [] : broken.refusals.map(({ code }) => code).sort()).toEqual(['policy.key_missing', 'policy.key_missing', 'policy.wrong_kind']);
    expect(await importPolicy(clerk(), document({ regionCode: '331100' }))).toMatchObject({ ok: false, refusals: [{ code: 'policy.other_region' }] });
  });

  test('is not for everybody', async () => {
    await expect(importPolicy(district.contextFor('bureau_reviewer'), document())).rejects.toThrow(/permission denied/);
  });
});

describe('a policy that is published after the first visits of its days', () => {
  const settled = async (owner: District) => {
    const rows = await store.reads.select().from(adjudication).where(eq(adjudication.regionCode, owner.regionCode)).orderBy(asc(adjudication.settlementId));
    return rows.map(({ settlementId, policyId, payFen }) => [settlementId, policyId.slice(7), payFen]);
  };
  const visitsOf = (owner: District) =>
    fileOf([
      visitRow({ who: owner.adult, at: owner.township, on: '2025-01-31', inScopeFen: 30_000, settlementId: 'a' }),
      visitRow({ who: owner.adult, at: owner.township, on: '2025-02-01', inScopeFen: 10_000, settlementId: 'b' }),
    ]);
  const shenyang = readPolicyFile('210100/2024-01-01.json') as { benefit: { rateCeiling: object; plans: { medTypes: string[] }[]; recognition: object | null } };
  const next = (owner: District, benefit: Partial<typeof shenyang.benefit>) => ({
    ...shenyang,
    regionCode: owner.regionCode,
    id: `${owner.regionCode}-2025-02-01`,
    inForceFrom: '2025-02-01',
    benefit: { ...shenyang.benefit, ...benefit },
  });

  test('is applied to them as if it had been there, and the ledger follows', async () => {
    const owner = await mintDistrict(store);
    const context = owner.contextFor('bureau_clerk');
    await importVisits(context, visitsOf(owner));
    const [first, second] = await settled(owner);
    expect([first?.[1], second?.[1]]).toEqual(['2024-01-01', '2024-01-01']);
    const atMostHalf = next(owner, { rateCeiling: { ...shenyang.benefit.rateCeiling, value: '0.50' } });
    expect(await importPolicy(context, atMostHalf)).toMatchObject({ ok: true, value: { alreadyHeld: false } });
    expect(await settled(owner)).toEqual([first, ['b', '2025-02-01', 5_000]]);
    expect(await verifyLedger(context)).toMatchObject({ unbalanced: [], differences: [], stale: [] });
  });

  test('is refused when it has no plan for one of them', async () => {
    const owner = await mintDistrict(store);
    const context = owner.contextFor('bureau_clerk');
    await importVisits(context, visitsOf(owner));
    const before = await settled(owner);
    const plans = shenyang.benefit.plans.map((plan) => ({ ...plan, medTypes: plan.medTypes.filter((medType) => medType !== '11') }));
    // Where care of special diseases may fall back to ordinary care, the document itself would be refused.
    expect(await importPolicy(context, next(owner, { plans, recognition: null }))).toMatchObject({ ok: false, refusals: [{ code: 'policy.no_plan', facts: { insutype: '310', medType: '11' } }] });
    expect(await settled(owner)).toEqual(before);
  });
});

describe('a time limit in working days', () => {
  test('is refused for a year without a holiday table, and counted once the tables are loaded', async () => {
    const before = await getDeadline(clerk(), '2024-02-05', 7);
    expect(before).toMatchObject({ ok: false, refusals: [{ code: 'calendar.year_without_table', facts: { year: 2024 } }] });
    expect(await loadHolidays(store)).toEqual(expect.arrayContaining([2024, 2025, 2026]));
    expect(await loadHolidays(store)).toEqual(expect.arrayContaining([2024, 2025, 2026]));
    const cases = [
      ['2024-02-05', '2024-02-20'],
      ['2025-01-23', '2025-02-08'],
      ['2026-02-12', '2026-02-28'],
    ] as const;
    for (const [received, until] of cases) expect(await getDeadline(clerk(), received, 7)).toEqual({ ok: true, value: until });
    expect(await getDeadline(clerk(), '2031-12-30', 7)).toMatchObject({ ok: false, refusals: [{ facts: { year: 2031 } }] });
  });
});
