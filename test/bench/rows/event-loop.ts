import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import type { Store } from '@/db';
import { account, resident, session } from '@/db/schema';
import { tokenHash } from '@/db/sealed';
import { newToken, sessionLengthMs } from '@/server/auth/sessions';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { searchKeyVersion } from '@/server/domain/registry/search-keys';
import { closeMonth } from '@/server/services/month/close-month';
import { accountIdOf } from '../../factories/actors';
import { type District, districtPassword, mintDistrict } from '../../factories/district';
import { granted } from '../../factories/referrals';
import { freshStore } from '../../factories/store';
import { type Bench, type BenchRow, type Measured, learnTables, timed } from '../bench';
import { addResidents, openHospitals, type Seat, sendReferrals } from '../http/hospitals';
import { type Call, load, type LoadReport } from '../http/load';
import { type Server, startProduct } from '../http/product';
import type { Strain } from '../http/watch-loop';
import { populate, visitsOf, writeVisitsFile } from '../visits-file';
import { fillYearToSettle, settledYear } from '../year-to-settle';

const clients = 16;
/** What the offices of a district book a second on a bad morning; each client waits a moment between two. */
const mostPerSecond = 400;
const pauseMs = (clients * 1000) / mostPerSecond;

/** 响应: what becomes of bookings and of the event loop while a file is imported, while a year is settled, and while everybody signs in at once. */
export const eventLoop: BenchRow = {
  id: 'event-loop',
  title: 'Bookings beside an import, a settlement and a storm of sign-ins',
  engines: ['sqlite', 'postgres'],
  needsBuild: true,
  run: async (bench) => {
    process.env.GATEKEEPER_DATA = bench.folder;
    const { store, url, drop } = await freshStore();
    try {
      const scene = await fill(bench, store);
      await learnTables(store, bench.engine);
      const server = await startProduct(url, bench.folder);
      return await measure(bench, server, scene).finally(() => server.stop());
    } finally {
      await drop();
    }
  },
};

interface Scene {
  readonly district: District;
  readonly seats: readonly Seat[];
  readonly clerk: string;
  readonly file: Buffer;
  readonly visits: number;
  /** A year of another region, and who settles it. */
  readonly year: { readonly clerk: string; readonly visits: number };
  /** The next booking of a client. */
  readonly book: (client: number) => Call;
}

async function fill({ scale, seconds, folder, tell }: Bench, store: Store): Promise<Scene> {
  const district = await mintDistrict(store);
  const seats = await openHospitals(store, district, clients);
  const residents = await addResidents(store, district, 500);
  const sent = await sendReferrals(store, district, residents, mostPerSecond * (seconds * 8 + 5), () => true);
  const visits = Math.min(scale * 150_000, seconds * 10_000);
  const population = await populate(store, district, visits / 10);
  const path = join(folder, 'visits.csv');
  await writeVisitsFile(path, population, visitsOf(population, visits));
  const clerk = await signIn(store, accountIdOf(district.regionCode, 'bureau_clerk'), district.regionCode);
  const year = await closedYear(store, Math.min(scale * 150_000, seconds * 20_000));
  await enrol(store, district);
  tell(`${visits.toLocaleString('en')} visits to import, ${sent.flat().length.toLocaleString('en')} referrals to answer`);
  const queues = sent.map((ids) => [...ids]);
  const book = (client: number): Call => {
    const referralId = queues[client]?.pop();
    if (referralId === undefined) throw new Error('there are too few referrals to book all the while');
    return { method: 'POST', path: '/api/trpc/referral.accept', token: seats[client]?.token ?? '', body: { referralId, version: 1, places: null } };
  };
  return { district, seats, clerk, file: readFileSync(path), visits, year, book };
}

async function signIn(store: Store, accountId: string, regionCode: string): Promise<string> {
  const token = newToken();
  const now = Date.now();
  await store.transaction((tx) => tx.append(session, [{ tokenHash: tokenHash(token), accountId, regionCode, residentId: null, wardId: null, createdAt: now, seenAt: now, expiresAt: now + sessionLengthMs, revokedAt: null }]));
  return token;
}

/** A region whose year is over and closed, so that it can be settled. */
async function closedYear(store: Store, visits: number): Promise<Scene['year']> {
  const district = await mintDistrict(store);
  await fillYearToSettle(store, district, visits);
  // Their numbers were never sealed: nobody shall look for keys in them.
  await store.transaction((tx) => tx.update(resident).set({ searchVersion: searchKeyVersion }).where(eq(resident.regionCode, district.regionCode)));
  for (const month of monthsOfYear(settledYear)) granted(await closeMonth(district.contextFor('bureau_clerk'), month));
  return { visits, clerk: await signIn(store, accountIdOf(district.regionCode, 'bureau_clerk'), district.regionCode) };
}

/** People who sign in: the same password, an account each. */
async function enrol(store: Store, { regionCode, township }: District): Promise<void> {
  const [known] = await store.reads.select().from(account).limit(1);
  const rows = Array.from({ length: stormClients }, (_, at) => ({ id: `storm-${at}`, userName: `storm-${at}`, passwordHash: known?.passwordHash ?? '', name: '王医生', role: 'doctor' as const, regionCode, institutionCode: township.code, allianceId: null, practitionerId: null, disabled: false, mustChangePassword: false }));
  await store.transaction((tx) => tx.append(account, rows));
}

async function measure(bench: Bench, server: Server, scene: Scene): Promise<Measured[]> {
  const warm = () => load({ port: server.port, clients, seconds: 1, pauseMs, next: scene.book });
  await warm();
  const quiet = await beside(server, scene, () => setTimeout(bench.seconds * 500));
  const importing = await beside(server, scene, () => importFile(server, scene));
  const settling = await beside(server, scene, () => settleAgainAndAgain(server, scene.year.clerk, bench.seconds * 500));
  // The first sign-in loads the pages' own server.
  await signInAtOnce(server, 1);
  const storm = await beside(server, scene, () => signInAtOnce(server, bench.seconds * 500));
  return [
    lineOf('while nothing else goes on', quiet, null),
    lineOf(`while ${scene.visits.toLocaleString('en')} visits are imported`, importing, { value: 20 }),
    lineOf(`while a year of ${scene.year.visits.toLocaleString('en')} visits is settled and verified ${settling.value} times`, settling, { value: 20 }),
    lineOf(`while ${stormClients} people sign in again and again`, storm, null),
    {
      ...{ what: 'Booking p99 in a storm of sign-ins', at: `${storm.value} sign-ins`, value: storm.booking.latencies.p99, unit: 'ms', goal: { value: 50 } },
      floor: { what: 'the same while nothing else goes on', value: quiet.booking.latencies.p99 },
    },
  ];
}

interface Beside<Value> {
  readonly booking: LoadReport;
  readonly strain: Strain;
  readonly value: Value;
}

/** Bookings at a pace, for as long as something else goes on. */
async function beside<Value>(server: Server, { book }: Scene, work: () => Promise<Value>): Promise<Beside<Value>> {
  await server.strain();
  let isOver = false;
  const going = timed(work).finally(() => (isOver = true));
  const booking = await load({ port: server.port, clients, seconds: 60, pauseMs, next: (client) => (isOver ? undefined : book(client)) });
  const { value } = await going;
  return { booking, strain: await server.strain(), value };
}

function lineOf(during: string, { booking, strain }: Beside<unknown>, goal: Measured['goal']): Measured {
  const { p50, p99 } = booking.latencies;
  return { what: 'Event-loop delay, p99', at: during, value: strain.late.p99, unit: 'ms', goal, floor: null, details: { p50: strain.late.p50, most: strain.late.most, 'booking p50': p50, 'booking p99': p99, bookings: booking.answered } };
}

/** As the clerk's screen uploads it and asks how far it has come. */
async function importFile({ port }: Server, { clerk, file, visits }: Scene): Promise<void> {
  const cookie = `gatekeeper.session=${clerk}`;
  const sent = await fetch(`http://127.0.0.1:${port}/api/import/visits`, { method: 'POST', headers: { cookie, 'x-file-name': 'visits.csv' }, body: new Uint8Array(file) });
  if (sent.status !== 202) throw new Error(`the file was not taken: ${sent.status} ${await sent.text()}`);
  const { batchId } = (await sent.json()) as { batchId: string };
  const progress = `http://127.0.0.1:${port}/api/trpc/visit.batch?input=${encodeURIComponent(JSON.stringify({ batchId, page: 1, pageSize: 1 }))}`;
  for (;;) {
    const { status, accepted } = (await dataOf<{ batch: { status: string; accepted: number } }>(await fetch(progress, { headers: { cookie } }))).batch;
    if (status !== 'running') {
      if (status !== 'done' || accepted !== visits) throw new Error(`the import is ${status} with ${accepted} of ${visits}`);
      return;
    }
    await setTimeout(100);
  }
}

/** As the clerk's screen computes a settlement and has it verified from every entry, for a while. @returns how often. */
async function settleAgainAndAgain({ port }: Server, clerk: string, forMs: number): Promise<number> {
  const cookie = `gatekeeper.session=${clerk}`;
  const base = `http://127.0.0.1:${port}/api/trpc/settlement`;
  const until = performance.now() + forMs;
  let count = 0;
  for (; count === 0 || performance.now() < until; count += 1) {
    const body = JSON.stringify({ method: 'points', year: settledYear });
    const { id } = await dataOf<{ id: string }>(await fetch(`${base}.compute`, { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body }));
    const { holds } = await dataOf<{ holds: boolean }>(await fetch(`${base}.verify?input=${encodeURIComponent(JSON.stringify({ id }))}`, { headers: { cookie } }));
    if (!holds) throw new Error('the settlement does not hold');
  }
  return count;
}

async function dataOf<Data>(answer: Response): Promise<Data> {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { result: { data: Data } }).result.data;
}

const stormClients = 32;

/** As the sign-in page does it, for a while. @returns how many came in. */
async function signInAtOnce({ port }: Server, forMs: number): Promise<number> {
  const base = `http://127.0.0.1:${port}/api/auth`;
  const until = performance.now() + forMs;
  let count = 0;
  const one = async (at: number) => {
    const asked = await fetch(`${base}/csrf`);
    const { csrfToken } = (await asked.json()) as { csrfToken: string };
    const cookie = asked.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');
    while (performance.now() < until) {
      const body = new URLSearchParams({ csrfToken, userName: `storm-${at}`, password: districtPassword, json: 'true' });
      const answer = await fetch(`${base}/callback/credentials`, { method: 'POST', headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' }, body, redirect: 'manual' });
      await answer.text();
      if (!answer.headers.getSetCookie().some((each) => each.startsWith('gatekeeper.session='))) throw new Error(`nobody was signed in: ${answer.status}`);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: stormClients }, (_, at) => one(at)));
  return count;
}
