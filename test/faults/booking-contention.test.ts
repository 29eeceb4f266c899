import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Store } from '@/db';
import { dialect } from '@/db/columns';
import { verifyAudit } from '@/db/queries/audit';
import { listSessions } from '@/server/services/quota/list-sessions';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { clinicDay, publishClinic, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';
import { bookInChild } from './book-in-child';
import type { ContentionResult, ContentionTask } from './contention-child';

const processes = 4;
/** Of all processes together. PostgreSQL takes five trips over the wire for each, so that fewer fit the time a run of all tests may take. */
const attempts = Number(process.env.CONTENTION_ATTEMPTS ?? (dialect === 'postgres' ? 20_000 : 100_000));

let store: Store;
let url: string;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, url, drop } = await freshStore()));
beforeEach(async () => (district = await mintDistrict(store)));
afterAll(() => drop());

const placesOf = async (sessionId: string) =>
  (await listSessions(district.contextFor('referral_office'), { day: clinicDay, institutionCode: null })).sessions.find(({ id }) => id === sessionId)?.slots;

async function contend(task: ContentionTask): Promise<ContentionResult> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'contention-child.ts'), JSON.stringify(task)]);
  return JSON.parse(stdout) as ContentionResult;
}

test(`4 processes with ${attempts.toLocaleString('en')} attempts on 100 places book exactly 100, and nobody hears that the database is busy`, { timeout: 300_000 }, async () => {
  const session = await publishClinic(district, { capacity: 300 });
  expect(session.reserved).toBe(100);
  const task: ContentionTask = {
    ...{ url, actor: district.contextFor('doctor').actor, regionCode: district.regionCode, fromInstitutionCode: district.township.code },
    ...{ now: districtNow, sessionId: session.id, attempts: attempts / processes, clients: 64 },
  };
  const results = await Promise.all(Array.from({ length: processes }, () => contend(task)));
  expect(results.flatMap(({ thrown }) => thrown)).toEqual([]);
  expect(results.reduce((sum, { booked }) => sum + booked, 0)).toBe(100);
  expect(results.reduce((sum, { refused }) => sum + (refused['quota.slot_taken'] ?? 0), 0)).toBe(attempts - 100);
  expect(await placesOf(session.id)).toMatchObject({ free: 0, held: 0, booked: 100 });
});

test('4 processes that send and accept 160 referrals for 100 places book exactly 100, with an audit row each', { timeout: 300_000 }, async () => {
  const session = await publishClinic(district, { capacity: 300 });
  const bookings: { residentId: string; places: { sessionId: string; stay: null } }[] = [];
  for (let count = 0; count < 160; count += 1) bookings.push({ residentId: await signedResident(district), places: { sessionId: session.id, stay: null } });
  const task = { url, doctor: district.contextFor('doctor').actor, office: district.contextFor('referral_office').actor, now: districtNow };
  const said = (await Promise.all(Array.from({ length: processes }, (_, at) => bookInChild({ ...task, bookings: bookings.filter((_each, index) => index % processes === at) })))).flat();
  expect(said.filter((line) => 'thrown' in line)).toEqual([]);
  expect(said.filter((line) => 'booked' in line)).toHaveLength(100);
  expect(said.flatMap((line) => ('refused' in line ? [line.refused] : []))).toEqual(Array.from({ length: 60 }, () => 'quota.slot_taken'));
  expect(await placesOf(session.id)).toMatchObject({ free: 0, held: 0, booked: 100 });
  expect((await verifyAudit(store.reads)).problems).toEqual([]);
});
