import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { consent, contract, contractPackage, coveragePeriod, residentKeyGroup } from '@/db/schema';
import { verifyContracts } from '@/server/services/contract/verify-contracts';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { verifyChains } from '@/server/services/audit/verify-chains';
import { serviceContext, today } from '@/server/services/context';
import { getPolicyInForce } from '@/server/services/policy-in-force/get-policy-in-force';
import { type HeldTable, upgradedFrom } from './earlier-schema';

/** An installation that began with the first schema, and what it held then. */
let store: Store;
let held: ReadonlyMap<string, HeldTable>;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, held, drop } = await upgradedFrom('0000')));
afterAll(() => drop());

const rowsOf = (table: string) => {
  const { columns = [], rows = [] } = held.get(table) ?? {};
  return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])));
};
const contractsHeld = () => rowsOf('contract') as { id: string; number: string; start_day: string; end_day: string; status: string; package_code: string; consent_version: string; guardian_name: string | null }[];
const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);

const system = () => serviceContext(store, { kind: 'system', job: 'upgrade', regionCode: '210100' });

describe('an installation of the first schema, brought up to date', () => {
  test('keeps its books: every visit adjudicated anew comes to what was posted', async () => {
    const found = await verifyLedger(system());
    expect(found).toMatchObject({ unbalanced: [], differences: [], stale: [] });
    expect(found.accounts).toBeGreaterThan(100);
  });

  test('keeps its audit chains whole', async () => {
    expect(await verifyChains(system())).toMatchObject({ rows: held.get('audit_event')?.rows.length, problems: [] });
  });

  test('keeps every contract with its package and its consent, and the person’s days with it', async () => {
    const before = contractsHeld();
    const after = await store.reads.select().from(contract);
    expect(after.map(({ id, number, startDay, endDay, status }) => ({ id, number, startDay, endDay, status })).sort(byId)).toEqual(before.map(({ id, number, start_day, end_day, status }) => ({ id, number, startDay: start_day, endDay: end_day, status })).sort(byId));
    const packages = await store.reads.select().from(contractPackage);
    expect(packages.map(({ contractId, place, packageCode }) => ({ id: contractId, place, packageCode })).sort(byId)).toEqual(before.map(({ id, package_code }) => ({ id, place: 0, packageCode: package_code })).sort(byId));
    const consents = await store.reads.select().from(consent);
    expect(consents.map(({ contractId, textVersion, guardianName }) => ({ id: contractId ?? '', textVersion, guardianName })).sort(byId)).toEqual(
      before.map(({ id, consent_version, guardian_name }) => ({ id, textVersion: consent_version, guardianName: guardian_name })).sort(byId),
    );
    expect(await verifyContracts(system())).toEqual({ teams: [], doctors: [], contracts: [] });
  });

  test('keeps who is insured, belongs to a group and has moved away', async () => {
    const residents = held.get('resident')?.rows.length;
    expect(await store.reads.select().from(coveragePeriod)).toHaveLength(residents ?? 0);
    const groups = rowsOf('resident').flatMap(({ key_groups }) => (JSON.parse(String(key_groups)) as string[]).filter((group) => group !== 'elderly65' && group !== 'child0to6'));
    expect(await store.reads.select().from(residentKeyGroup)).toHaveLength(groups.length);
    expect(groups.length).toBeGreaterThan(10);
  });

  test('signs by the policy it holds, which had no packages before', async () => {
    const policy = await getPolicyInForce(store.reads, '210100', today(system()));
    if (!policy.ok) throw new Error('the policy in force cannot be read');
    expect(policy.value.contract.packages.map(({ code }) => code)).toContain('hypertension');
    expect(policy.value.contract.termYears.value).toEqual([1, 2, 3]);
  });
});
