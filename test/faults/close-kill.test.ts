import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/db';
import { verifyAudit } from '@/db/queries/audit';
import { contract, memberCorrection, memberMonth, memberRoster, period, resident } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { closeMonth } from '@/server/services/month/close-month';
import { type District, mintDistrict } from '../factories/district';
import { addPopulation } from '../factories/ledger';
import { granted } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let url: string;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, url, drop } = await freshStore()));
afterAll(() => drop());

const root = join(import.meta.dirname, '../..');
const people = 5000;
const later = '2025-04-02 09:00:00';

/** Thousands of signed people; then somebody is found to have died, and a contract to have ended long ago. */
async function closedYear(district: District): Promise<void> {
  const { regionCode, team, township } = district;
  const ids = await addPopulation(store, regionCode, people, { prefix: 'P', home: township.code });
  const row = (residentId: string) => ({
    ...{ regionCode, id: `C-${residentId}`, number: `C-${residentId}`, residentId, teamId: team.id, institutionCode: township.code, practitionerId: team.leaderId },
    ...{ termYears: 1, startDay: '2024-06-01', endDay: '2025-05-31', status: 'in_force', previousContractId: null, channel: 'desk' as const },
    ...{ signedAt: 0, signedBy: 'test', requestKey: `C-${residentId}`, endedReason: null, endedAt: null },
  });
  await store.transaction((tx) => tx.append(contract, ids.map(row)));
  for (const month of ['2025-01', '2025-02']) granted(await closeMonth(contextOf(district), month));
  await store.transaction(async (tx) => {
    await tx.update(resident).set({ deathDay: '2025-01-03' }).where(eq(resident.id, ids[2000] ?? ''));
    await tx.update(contract).set({ endDay: '2025-01-31', status: 'terminated' }).where(eq(contract.id, `C-${ids[4500] ?? ''}`));
  });
}

const contextOf = (district: District) => ({ ...district.contextFor('system'), now: () => instantOf(later) });

/** What the closing left, without the region's code. */
async function closedBooks(regionCode: string): Promise<object> {
  const q = store.reads;
  const months = await q.select().from(memberMonth).where(eq(memberMonth.regionCode, regionCode)).orderBy(memberMonth.month, memberMonth.institutionCode, memberMonth.ageBand);
  const corrections = await q.select().from(memberCorrection).where(eq(memberCorrection.regionCode, regionCode)).orderBy(memberCorrection.originMonth, memberCorrection.ageBand);
  const roster = await q.select().from(memberRoster).where(eq(memberRoster.regionCode, regionCode)).orderBy(memberRoster.residentId, memberRoster.fromMonth, memberRoster.month);
  return JSON.parse(JSON.stringify({ months, corrections, roster }).replaceAll(regionCode, 'R')) as object;
}

/** Starts to close March in a process of its own and kills it without warning; false when it had done by then. */
async function closeAndKill(regionCode: string, afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'test/faults/close-child.ts'), url, regionCode, '2025-03', later], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const said: string[] = [];
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => said.push(line));
  await once(lines, 'line');
  await setTimeout(afterMs);
  child.kill('SIGKILL');
  await ended;
  return !said.includes('done');
}

test('killed in the middle of closing a month: nothing of it is there, and closing again gives what nobody disturbed', async () => {
  const [quiet, disturbed] = [await mintDistrict(store), await mintDistrict(store)];
  await closedYear(quiet);
  await closedYear(disturbed);
  const before = await closedBooks(disturbed.regionCode);
  let killed = 0;
  for (const afterMs of [5, 60, 150]) {
    if (!(await closeAndKill(disturbed.regionCode, afterMs))) break;
    killed += 1;
    expect(await closedBooks(disturbed.regionCode)).toEqual(before);
    const periods = await store.reads.select().from(period).where(eq(period.regionCode, disturbed.regionCode));
    expect(periods.map(({ month }) => month).sort()).toEqual(['2025-01', '2025-02']);
  }
  expect(killed).toBeGreaterThan(0);
  await closeMonth(contextOf(disturbed), '2025-03');
  const closed = granted(await closeMonth(contextOf(quiet), '2025-03'));
  // January and February of the dead person, February of the other: 5.00 × 1.1 each.
  expect(closed).toMatchObject({ heads: people - 2, correctionFen: -1650 });
  expect(await closedBooks(disturbed.regionCode)).toEqual(await closedBooks(quiet.regionCode));
  expect((await verifyAudit(store.reads)).problems).toEqual([]);
});
