import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Store, openStore } from '@/db';
import { verifyAudit } from '@/db/queries/audit';
import { listUnbalancedPostings } from '@/db/queries/ledger';
import { listSettledPools } from '@/db/queries/settlement';
import { ledgerEntry } from '@/db/schema';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import { getSettlement } from '@/server/services/settlement/get-settlement';
import { recordDisposals } from '@/server/services/settlement/record-disposals';
import { reviewSettlement } from '@/server/services/settlement/review-settlement';
import { type District, mintDistrict } from '../factories/district';
import { afterObjections, computedYear, deliver, onDay, settledYear } from '../factories/settlements';
import { accepted } from '../factories/signing';
import { freshStore } from '../factories/store';
import type { SettlementTask } from './settlement-child';

let store: Store;
let url: string;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, url, drop } = await freshStore());
  await loadHolidays(store);
});
afterAll(() => drop());

interface Ending {
  /** SIGKILL, or null for a process that came to its end. */
  readonly signal: string | null;
  readonly answer: { readonly ok: boolean; readonly looks: number } | null;
}

function runChild(task: SettlementTask): Promise<Ending> {
  const child = ['--import', 'tsx', join(import.meta.dirname, 'settlement-child.ts'), JSON.stringify(task)];
  return new Promise((resolve) => {
    execFile(process.execPath, child, { cwd: join(import.meta.dirname, '../..') }, (error, stdout) => {
      resolve({ signal: error?.signal ?? null, answer: stdout === '' ? null : (JSON.parse(stdout) as Ending['answer']) });
    });
  });
}

/** What a settlement has moved, without what tells one district from another. */
async function moved(district: District, at: Store): Promise<string[]> {
  const rows = await at.reads.select().from(ledgerEntry).where(eq(ledgerEntry.regionCode, district.regionCode));
  return rows
    .filter(({ kind }) => kind === 'settlement' || kind === 'closing')
    .map(({ month, originMonth, kind, account, amountFen }) => [month, originMonth, kind, account, amountFen].join(' ').replaceAll(district.regionCode, 'R'))
    .sort();
}

test.each(['confirm', 'close'] as const)('kill −9 at every point of a %s leaves all of it or nothing; done again, the end is that of one nobody disturbed', async (step) => {
  const [quiet, disturbed] = [await reviewed(), await reviewed()];
  const task = (of: typeof quiet, dieAt: number): SettlementTask => ({
    ...{ url, step, dieAt, settlementId: of.id },
    actor: of.district.contextFor(step === 'confirm' ? 'finance' : 'bureau_reviewer').actor,
    now: onDay(of.district.contextFor('finance'), afterObjections).now(),
  });
  if (step === 'close') for (const each of [quiet, disturbed]) await readyToClose(each, task(each, 0));
  const undisturbed = await runChild(task(quiet, 0));
  expect(undisturbed).toMatchObject({ signal: null, answer: { ok: true } });
  const before = await moved(disturbed.district, store);

  for (let point = 1; point <= (undisturbed.answer?.looks ?? 0); point += 1) {
    expect(await runChild(task(disturbed, point))).toEqual({ signal: 'SIGKILL', answer: null });
    const reopened = await openStore(url);
    try {
      const auditor = { ...disturbed.district.contextFor('auditor'), store: reopened };
      expect(accepted(await getSettlement(auditor, disturbed.id)).status).toBe(step === 'confirm' ? 'reviewed' : 'confirmed');
      expect(await moved(disturbed.district, reopened)).toEqual(before);
      expect(await listSettledPools(reopened.reads, disturbed.district.regionCode, settledYear)).toHaveLength(step === 'confirm' ? 0 : 1);
    } finally {
      await reopened.close();
    }
  }

  expect(await runChild(task(disturbed, 0))).toMatchObject({ signal: null, answer: { ok: true } });
  expect(await moved(disturbed.district, store)).toEqual(await moved(quiet.district, store));
  expect(await listUnbalancedPostings(store.reads, disturbed.district.regionCode)).toEqual([]);
  expect((await verifyAudit(store.reads)).problems).toEqual([]);
  // A process for every point takes its time to start.
}, 300_000);

async function reviewed(): Promise<{ readonly district: District; readonly id: string }> {
  const district = await mintDistrict(store);
  const id = await deliver(district, await computedYear(store, district));
  accepted(await reviewSettlement(onDay(district.contextFor('bureau_reviewer'), afterObjections), id));
  return { district, id };
}

async function readyToClose({ district, id }: Awaited<ReturnType<typeof reviewed>>, task: SettlementTask): Promise<void> {
  expect(await runChild({ ...task, step: 'confirm', actor: district.contextFor('finance').actor })).toMatchObject({ answer: { ok: true } });
  const disposals = [district.township, district.foreignTownship].map(({ code }) => ({ poolId: '310-ordinary', code, disposal: { kind: 'paid', day: afterObjections, voucher: code } as const }));
  accepted(await recordDisposals(onDay(district.contextFor('finance'), afterObjections), { settlementId: id, disposals }));
}
