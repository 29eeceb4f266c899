import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { insertPractitioners, insertRegion } from '@/db/queries/registry';
import { insertTeams } from '@/db/queries/team';
import { adjudication, contract, importIssue, ledgerEntry, resident, visit } from '@/db/schema';
import { blindIndex } from '@/db/sealed';
import { parseAccount } from '@/server/domain/ledger/account';
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
import { setBudget } from '@/server/services/budget/set-budget';
import { closeMonth } from '@/server/services/month/close-month';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { getSettlement } from '@/server/services/settlement/get-settlement';
import { verifySettlement } from '@/server/services/settlement/verify-settlement';
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

async function recomputed(year = '') {
  const visits = await store.reads.select({ visit, level: adjudication.level, retired: resident.retired }).from(visit)
    .innerJoin(adjudication, and(eq(adjudication.institutionCode, visit.institutionCode), eq(adjudication.settlementId, visit.settlementId)))
    .innerJoin(resident, eq(resident.id, visit.residentId));
  const contracts = await store.reads.select().from(contract);
  return plainYear(visits.filter((row) => row.visit.settledAt.startsWith(year)).map((row) => ({ ...row.visit, level: row.level, retired: row.retired })), contracts);
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
    expect(await verifyLedger(context)).toMatchObject({ unbalanced: [], differences: [], stale: [] });
    for (const { institutionCode, settlementId } of await store.reads.select().from(visit)) {
      expect(accepted(await getVisit(context, { institutionCode, settlementId })).working.length).toBeGreaterThan(1);
    }
  });
});

describe('its year 2024', () => {
  const budgetFen = 6_000_000;

  beforeAll(async () => {
    for (let month = 1; month <= 12; month += 1) accepted(await closeMonth(context, `2024-${String(month).padStart(2, '0')}`));
  });

  test('settles by points as plain whole numbers do', async () => {
    for (const pool of ['310-ordinary', '390-ordinary'] as const) {
      accepted(await setBudget(context, { year: '2024', pool, scope: { kind: 'region' }, request: { method: 'fixed', amountFen: budgetFen }, reason: null }));
    }
    const { id } = accepted(await computeSettlement(context, { year: '2024', method: 'points', institutionShare: '0.5' }));
    const { lines, pools } = accepted(await getSettlement(context, id));
    expect(pools).toHaveLength(2);
    for (const pool of pools) {
      const fund = (await claims2024()).filter((claim) => claim.pool === pool.id);
      const paid = fund.reduce((sum, claim) => sum + claim.fen, 0n);
      // S = B + half of (P − B), half-up, for nothing lies outside the region and nothing is special.
      const total = BigInt(budgetFen) + halfUp(paid - BigInt(budgetFen), 5n, 10n);
      expect(BigInt(pool.settlementTotalFen)).toBe(total);
      const shares = fund.map(({ code, fen }) => ({ code, share: (total * fen) / paid, rest: (total * fen) % paid }));
      const left = Number(total - shares.reduce((sum, { share }) => sum + share, 0n));
      const lucky = shares.toSorted((a, b) => (b.rest > a.rest ? 1 : b.rest < a.rest ? -1 : a.code < b.code ? -1 : 1)).slice(0, left).map(({ code }) => code);
      const dealt = Object.fromEntries(shares.map(({ code, share }) => [code, Number(share) + (lucky.includes(code) ? 1 : 0)]));
      const own = lines.filter((line) => line.poolId === pool.id && line.feeForServiceFen !== 0);
      expect(Object.fromEntries(own.map((line) => [line.code, line.entitlementFen]))).toEqual(dealt);
    }
    expect(accepted(await verifySettlement(context, id))).toMatchObject({ holds: true });
  });

  test('settles by per-head ceiling as plain whole numbers do', async () => {
    const { id } = accepted(await computeSettlement(context, { year: '2024', method: 'per_head_ceiling', insutype: '310', perHeadFen: 100_000 }));
    const { lines } = accepted(await getSettlement(context, id));
    const people = await store.reads.select().from(resident).where(and(eq(resident.regionCode, regionCode), eq(resident.insutype, '310')));
    const paid = new Map((await claims2024()).filter(({ pool }) => pool === '310-ordinary').map(({ code, fen }) => [code, fen]));
    expect(lines.some((line) => line.feeForServiceFen > 0 && line.ceilingFen !== 0)).toBe(true);
    for (const line of lines) {
      const fen = paid.get(line.code) ?? 0n;
      const insured = people.filter((one) => one.homeInstitutionCode === line.code && (one.deathDay === null || one.deathDay > '2024-12-31')).length;
      const over = fen - BigInt(insured) * 100_000n;
      const change = over > 0n ? -halfUp(over, 2n, 10n) : halfUp(-over, 2n, 10n);
      expect([line.code, BigInt(line.entitlementFen)]).toEqual([line.code, fen + change]);
    }
    expect(accepted(await verifySettlement(context, id))).toMatchObject({ holds: true });
  });
});

/** What each institution's visits of 2024 earned it in each pool, by the plain recomputation. */
async function claims2024() {
  const plain = await recomputed('2024');
  return [...plain.balances].flatMap(([text, fen]) => {
    const account = parseAccount(text);
    return account?.kind === 'claim' ? [{ pool: account.pool, code: account.institutionCode, fen: BigInt(fen) }] : [];
  });
}

function halfUp(amount: bigint, numerator: bigint, denominator: bigint): bigint {
  const product = amount * numerator;
  const size = product < 0n ? -product : product;
  const rounded = (size * 2n + denominator) / (denominator * 2n);
  return product < 0n ? -rounded : rounded;
}

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
