import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { insertPractitioners, insertRegion } from '@/db/queries/registry';
import { insertTeams } from '@/db/queries/team';
import { adjudication, contract, importIssue, ledgerEntry, resident, visit } from '@/db/schema';
import { blindIndex } from '@/db/sealed';
import { visitColumns } from '@/server/domain/import/visit-columns';
import { contractColumns, institutionColumns, readContractRow, readInstitutionRow, readResidentRow, residentColumns } from '@/server/integration/his/registry-rows';
import { readVisitRow } from '@/server/integration/his/visit-row';
import { openImport } from '@/server/integration/sheets/open-import';
import type { SheetRow } from '@/server/integration/sheets/sheet-row';
import { type ServiceContext, serviceContext } from '@/server/services/context';
import { importContracts } from '@/server/services/import/import-contracts';
import { importInstitutions } from '@/server/services/import/import-institutions';
import { importResidents } from '@/server/services/import/import-residents';
import { importVisits } from '@/server/services/import/import-visits';
import type { IncomingFile, IncomingRow } from '@/server/services/import/incoming';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { importPolicy } from '@/server/services/policy/import-policy';
import { getVisit } from '@/server/services/visit/get-visit';
import { accepted } from '../factories/signing';
import { freshStore } from '../factories/store';
import { plainYear } from './plain-shenyang';

const folder = join(import.meta.dirname, '../examples');
const regionCode = '210100';

let store: Store;
let drop: () => Promise<void>;
let context: ServiceContext;

async function opened<Facts>(name: string, columns: readonly string[], read: (row: SheetRow) => IncomingRow<Facts>): Promise<IncomingFile<Facts>> {
  return accepted(await openImport(name, () => createReadStream(join(folder, name)), columns, read));
}

const importAll = async () => [
  await importInstitutions(context, await opened('institutions.csv', institutionColumns, readInstitutionRow)),
  await importResidents(context, await opened('residents.csv', residentColumns, readResidentRow)),
  await importVisits(context, await opened('visits.csv', visitColumns, readVisitRow)),
];

beforeAll(async () => {
  ({ store, drop } = await freshStore());
  context = serviceContext(store, { kind: 'system', job: 'operator', regionCode });
  await store.transaction((tx) => insertRegion(tx, { code: regionCode, name: '沈阳市' }));
  accepted(await importPolicy(context, JSON.parse(readFileSync(join(folder, '../../policies/210100/2024-01-01.json'), 'utf8'))));
});
afterAll(() => drop());

/** Everything the fund owes by an account, as the books stand. */
async function books() {
  const rows = await store.reads.select().from(ledgerEntry).where(eq(ledgerEntry.regionCode, regionCode));
  const balances = new Map<string, number>();
  for (const { account, amountFen } of rows) balances.set(account, (balances.get(account) ?? 0) + amountFen);
  return new Map([...balances].filter(([, amountFen]) => amountFen !== 0));
}

async function recomputed() {
  const visits = await store.reads.select({ visit, level: adjudication.level, retired: resident.retired }).from(visit)
    .innerJoin(adjudication, and(eq(adjudication.institutionCode, visit.institutionCode), eq(adjudication.settlementId, visit.settlementId)))
    .innerJoin(resident, eq(resident.id, visit.residentId));
  const contracts = await store.reads.select().from(contract);
  return plainYear(visits.map((row) => ({ ...row.visit, level: row.level, retired: row.retired })), contracts);
}

describe('a district that was made by nobody here', () => {
  test('is imported in one go: every row accepted, or rejected for a reason that can be defended', async () => {
    expect(await importAll()).toMatchObject([
      { rowsRead: 23, accepted: 23, rejected: 0, status: 'done' },
      { rowsRead: 10, accepted: 10, rejected: 0, status: 'done' },
      { rowsRead: 232, accepted: 111, rejected: 121, conflicting: 0, status: 'done' },
    ]);
    const issues = await store.reads.select().from(importIssue);
    // What was settled before 2024 came before the policy; there is no other reason in this file.
    expect(issues.map((issue) => issue.reasons.map((reason) => reason.code))).toEqual(issues.map(() => ['policy.none_in_force']));
    expect(issues.map((issue) => String(issue.reasons[0]?.facts.day)).every((day) => day < '2024-01-01')).toBe(true);
  });

  test('is imported again and nothing changes', async () => {
    const before = await books();
    expect(await importAll()).toMatchObject([
      { accepted: 0, alreadyHeld: 23 },
      { accepted: 0, alreadyHeld: 10 },
      { accepted: 0, alreadyHeld: 111, rejected: 121 },
    ]);
    expect(await books()).toEqual(before);
  });

  test('stands in the books as a plain recomputation has it', async () => {
    const plain = await recomputed();
    expect(plain.balances.size).toBeGreaterThan(10);
    expect(await books()).toEqual(plain.balances);
  });

  test('once two of its residents are signed, their visits from that day on show the enhancement, and no other', async () => {
    const signedFrom = '2024-07-01';
    const people = ['210102191602141188', '210102195004080635'];
    await openTeam();
    const rows = people.map((certNo, at) => readContractRow({ rowNumber: at + 2, fields: { certno: certNo, team: 'team-1', begndate: signedFrom, term_years: '2', package: 'basic' }, problems: [] }));
    const summary = await importContracts(context, { fileName: 'contracts.csv', digest: 'contracts', rows: each(rows) });
    expect(summary).toMatchObject({ accepted: 2, rejected: 0 });
    const ids = (await store.reads.select({ id: resident.id }).from(resident).where(inArray(resident.identityIndex, people.map((certNo) => blindIndex('identity', certNo))))).map((row) => row.id);
    const held = await store.reads.select({ settledAt: visit.settledAt, row: adjudication }).from(adjudication)
      .innerJoin(visit, and(eq(adjudication.institutionCode, visit.institutionCode), eq(adjudication.settlementId, visit.settlementId)))
      .orderBy(asc(visit.settledAt));
    const enhanced = held.filter(({ row }) => row.enhancementFen > 0);
    expect(enhanced.length).toBeGreaterThan(3);
    expect(enhanced.every(({ row, settledAt }) => ids.includes(row.residentId) && settledAt >= signedFrom)).toBe(true);
    expect(held.every(({ row, settledAt }) => (row.contractId !== null) === (ids.includes(row.residentId) && settledAt >= signedFrom))).toBe(true);
  });

  test('still stands in the books as a plain recomputation has it, and every visit explains itself', async () => {
    const plain = await recomputed();
    expect(plain.enhancementFen).toBeGreaterThan(0);
    expect(await books()).toEqual(plain.balances);
    expect(await verifyLedger(context)).toMatchObject({ unbalanced: [], differences: [] });
    for (const { institutionCode, settlementId } of await store.reads.select().from(visit)) {
      expect(accepted(await getVisit(context, { institutionCode, settlementId })).working.length).toBeGreaterThan(1);
    }
  });
});

/** A team at the first community health centre of the file. */
async function openTeam(): Promise<void> {
  const institutionCode = readFileSync(join(folder, 'institutions.csv'), 'utf8').split('\n').find((line) => line.endsWith(',township'))?.split(',')[0] ?? '';
  const leader = { id: 'doctor-1', regionCode, institutionCode, name: '王建国', profession: 'doctor', title: '主治医师' } as const;
  await store.transaction(async (tx) => {
    await insertPractitioners(tx, [leader]);
    await insertTeams(tx, [{ id: 'team-1', regionCode, institutionCode, name: '第一团队', leaderId: leader.id, practitionerIds: [leader.id], capacity: 2000, phone: null }]);
  });
}

async function* each<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}

test('the columns of the contracts file are those of the interface', () => {
  expect(contractColumns).toEqual(['certno', 'team', 'begndate', 'term_years', 'package']);
});
