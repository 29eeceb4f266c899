import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Store, sharedInProcess } from '@/db';
import { importReview, resident } from '@/db/schema';
import { BadUsage, type Command } from '@/server/cli/command';
import { exportResidentsCommand } from '@/server/cli/commands/export';
import { importResidentsCommand } from '@/server/cli/commands/import';
import { reviewResidentsCommand } from '@/server/cli/commands/review';
import { reviewSilenceMs } from '@/server/domain/import/review';
import { decideRows } from '@/server/services/import-review/decide-rows';
import { type District, citizenId, mintDistrict } from '../factories/district';
import { accepted } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
let folder: string;
let path: string;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  // A command closes the store it opened; this one is the file's.
  await sharedInProcess('gatekeeper.store', () => Promise.resolve({ ...store, close: () => Promise.resolve() }));
  folder = await mkdtemp(join(tmpdir(), 'gatekeeper-command-'));
});
afterAll(async () => {
  await drop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  district = await mintDistrict(store);
  path = join(folder, `${district.regionCode}.csv`);
  await writeFile(path, `证件号码,姓名,险种,联系电话\n${citizenId({ area: '110101', birthDay: '1971-03-05', serial: 101 })},孙大海,居民医保,\n1.1E+17,孙小海,居民医保,\n${district.elder.certNo},${district.elder.name},${district.elder.coverage.insutype},13900001111\n`);
});

async function typed(command: Command, ...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const told = { out: '', err: '' };
  const code = await command.run([...args, '--region', district.regionCode], { stdin: Readable.from([]), stdout: (text) => (told.out += `${text}\n`), stderr: (text) => (told.err += `${text}\n`) });
  return { code, ...told };
}

const people = async () => (await store.reads.select().from(resident).where(eq(resident.regionCode, district.regionCode))).length;

describe('gatekeeper review residents', () => {
  test('takes nothing unless it is told to, and names each row that cannot be taken', async () => {
    const { code, out } = await typed(reviewResidentsCommand, path);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual(expect.arrayContaining(['row 3 rejected: import.digits_lost certno {"column":"certno"}', '1 new', '1 changed', '1 rejected']));
    expect(await people()).toBe(3);
  });

  test('takes whole classes, and said once more has nothing to take', async () => {
    const first = await typed(reviewResidentsCommand, path, '--take', 'new,changed');
    expect([first.code, first.err]).toEqual([0, expect.stringContaining('2 taken, 0 already there, 0 refused')]);
    const again = await typed(reviewResidentsCommand, path, '--take', 'new,changed');
    expect([again.code, again.err]).toEqual([0, expect.stringContaining('nothing to take')]);
    expect(await people()).toBe(4);
  });

  test('goes on with what a process that died left half applied', async () => {
    await typed(reviewResidentsCommand, path);
    const review = eq(importReview.regionCode, district.regionCode);
    const [{ id = '' } = {}] = await store.reads.select({ id: importReview.id }).from(importReview).where(review);
    accepted(await decideRows(district.contextFor('system'), { reviewId: id, rowClass: 'new', decision: 'take' }));
    await store.transaction(async (tx) => void (await tx.update(importReview).set({ status: 'applying', heardAt: Date.now() - reviewSilenceMs - 60_000 }).where(review)));
    const { code, err } = await typed(reviewResidentsCommand, path, '--take', 'new');
    expect([code, err]).toEqual([0, expect.stringContaining('1 taken')]);
    expect(await people()).toBe(4);
  });

  test('is not understood with another class', async () => {
    await expect(typed(reviewResidentsCommand, path, '--take', 'close')).rejects.toBeInstanceOf(BadUsage);
  });
});

test('gatekeeper import residents says how residents on file are changed', async () => {
  const { code, out, err } = await typed(importResidentsCommand, path);
  expect(code).toBe(0);
  expect(out).toContain('1 accepted');
  await writeFile(path, `证件号码,姓名,险种\n${district.adult.certNo},陈思源,职工医保\n`);
  const changed = await typed(importResidentsCommand, path);
  expect(changed.out).toContain('row 2 conflicting: import.resident_differs certno');
  expect(changed.err).toContain('gatekeeper review residents FILE --take changed');
  expect(err).not.toContain('gatekeeper review');
});

test('gatekeeper export residents --unmasked is not understood without a reason', async () => {
  await expect(typed(exportResidentsCommand, join(folder, 'out.csv'), '--unmasked')).rejects.toBeInstanceOf(BadUsage);
});
