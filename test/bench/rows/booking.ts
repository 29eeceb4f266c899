import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { eq, sql } from 'drizzle-orm';
import type { Store } from '@/db';
import { verifyAudit } from '@/db/queries/audit';
import { auditEvent, auditHead, slot } from '@/db/schema';
import { type District, mintDistrict } from '../../factories/district';
import { freshStore } from '../../factories/store';
import { type Bench, type BenchRow, type Measured, learnTables, timeRounds } from '../bench';
import { rowsOfBooking } from '../http/booking-rows';
import { addResidents, hospitalCount, openHospitals, type Seat, sendReferrals } from '../http/hospitals';
import { type Call, load, type LoadReport } from '../http/load';
import { type Server, startFloor, startProduct } from '../http/product';

const clients = 64;
/** More bookings a second than any server of this kind would take. */
const mostPerSecond = 12_000;

/** 预约: hospitals' offices accept referrals, whose held places become bookings, over HTTP on the real entry. */
export const booking: BenchRow = {
  id: 'booking',
  title: 'Booking reserved places over HTTP',
  engines: ['sqlite', 'postgres'],
  needsBuild: true,
  run: async (bench) => {
    // The keys that phones are sealed by are the server's as well.
    process.env.GATEKEEPER_DATA = bench.folder;
    const { store, url, drop } = await freshStore();
    try {
      const district = await mintDistrict(store);
      const seats = await openHospitals(store, district, clients);
      const sent = await fill(bench, store, district);
      await learnTables(store, bench.engine);
      bench.tell(`${sent.flat().length.toLocaleString('en')} referrals wait for an answer`);
      const queues = queuesOf(sent);
      const floor = bench.engine === 'sqlite' ? await measureFloor(bench, url, seats, sent) : await measurePostgresFloor(bench, store, url, seats, queues);
      const server = await startProduct(url, bench.folder);
      return await measure(bench, store, server, seats, sent, queues, floor).finally(() => server.stop());
    } finally {
      await drop();
    }
  },
};

async function fill({ scale, seconds }: Bench, store: Store, district: District): Promise<string[][]> {
  const residents = await addResidents(store, district, 2000);
  const booked = mostPerSecond * seconds;
  const places = Math.max(scale * 10_000, booked);
  // Those that are booked are spread over all of them.
  const each = Math.max(1, Math.floor(places / booked));
  return sendReferrals(store, district, residents, places, (place) => place % (4 * each) < 4);
}

interface FloorReport extends LoadReport {
  readonly what: string;
  /** Milliseconds of the processor that a booking takes. */
  readonly cpu: number;
  /** One booking after another without HTTP, a durable commit each. */
  readonly alone: number;
}

async function measureFloor({ folder, seconds }: Bench, url: string, seats: readonly Seat[], sent: readonly string[][]): Promise<FloorReport> {
  const path = join(folder, 'floor.db');
  const whole = new Database(url);
  whole.pragma('wal_checkpoint(TRUNCATE)');
  whole.close();
  copyFileSync(url, path);
  const queues = queuesOf(sent);
  const alone = await timeFloorAlone(path, queues, seconds * 100);
  const server = await startFloor('booking-floor.ts', path);
  await server.strain();
  const report = await load({ port: server.port, clients, seconds, next: callsOf('/', seats, queues) });
  const { cpu } = await server.strain();
  await server.stop();
  return { ...report, what: 'node:http and group commit of the same rows', alone, cpu: cpu / report.answered };
}

/** The floor books in the product's own database, before it; its rows of the audit follow no chain, and are taken away. */
async function measurePostgresFloor({ seconds }: Bench, store: Store, url: string, seats: readonly Seat[], queues: Queues): Promise<FloorReport> {
  const server = await startFloor('booking-floor-postgres.ts', url);
  const next = callsOf('/', seats, queues);
  await load({ port: server.port, clients, seconds: 1, next });
  const alone = await load({ port: server.port, clients: 1, seconds: Math.min(2, seconds / 2), next });
  await server.strain();
  const report = await load({ port: server.port, clients, seconds, next });
  const { cpu } = await server.strain();
  await server.stop();
  await store.transaction(async (tx) => {
    await tx.delete(auditEvent).where(eq(auditEvent.actorId, 'floor'));
    await tx.delete(auditHead).where(eq(auditHead.hash, 'h'.repeat(43)));
  });
  return { ...report, what: 'node:http and the same rows by node-pg', alone: alone.latencies.p50, cpu: cpu / report.answered };
}

async function timeFloorAlone(path: string, queues: Queues, rounds: number): Promise<number> {
  const database = new Database(path);
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  const book = rowsOfBooking(database);
  const { p50 } = await timeRounds(rounds, (round) => {
    database.exec('BEGIN IMMEDIATE');
    book(queues.take(round) ?? '');
    database.exec('COMMIT');
  });
  database.close();
  return p50;
}

async function measure({ seconds, tell }: Bench, store: Store, server: Server, seats: readonly Seat[], sent: readonly string[][], queues: Queues, floor: FloorReport): Promise<Measured[]> {
  const next = callsOf('/api/trpc/referral.accept', seats, queues);
  const before = await countBooked(store);
  await load({ port: server.port, clients, seconds: 1, next });
  const alone = await load({ port: server.port, clients: 1, seconds: Math.min(2, seconds / 2), next });
  const warm = await countBooked(store);
  await server.strain();
  const many = await load({ port: server.port, clients, seconds, next });
  const { cpu } = await server.strain();
  const booked = await countBooked(store);
  if (booked - warm !== many.answered) throw new Error(`${many.answered} answers for ${booked - warm} bookings`);
  const audited = await verifyAudit(store.reads);
  if (audited.problems.length > 0 || audited.rows < booked - before) throw new Error(`the audit has ${audited.rows} rows for ${booked - before} bookings, and ${audited.problems.length} problems`);
  tell(`${(booked - before).toLocaleString('en')} booked, each with its audit row`);
  const at = `${sent.flat().length.toLocaleString('en')} referrals, ${clients} clients at ${hospitalCount} hospitals`;
  const { p50, p95, p99 } = many.latencies;
  return [
    {
      ...{ what: 'Booking over HTTP', at, value: many.perSecond, unit: 'requests/s', goal: { ofFloor: 0.6, value: mostPerSecond } },
      floor: { what: floor.what, value: floor.perSecond },
      details: { p50, p95, p99, 'processor ms': cpu / many.answered, 'floor processor ms': floor.cpu },
    },
    { what: 'Booking over HTTP, p99', at, value: p99, unit: 'ms', goal: { value: 50 }, floor: { what: 'the same', value: floor.latencies.p99 } },
    {
      ...{ what: 'Booking over HTTP, a client alone, p50', at, value: alone.latencies.p50, unit: 'ms', goal: { aboveFloor: 1 } },
      floor: { what: 'one durable commit of the same rows', value: floor.alone },
      details: { p99: alone.latencies.p99 },
    },
  ];
}

interface Queues {
  /** The next referral of a client's hospital that nobody has answered. */
  take(client: number): string | undefined;
}

function queuesOf(sent: readonly string[][]): Queues {
  const next = sent.map(() => 0);
  return {
    take: (client) => {
      const hospital = client % sent.length;
      const at = next[hospital] ?? 0;
      next[hospital] = at + 1;
      return sent[hospital]?.[at];
    },
  };
}

function callsOf(path: string, seats: readonly Seat[], queues: Queues): (client: number) => Call | undefined {
  return (client) => {
    const referralId = queues.take(client);
    return referralId === undefined ? undefined : { method: 'POST', path, token: seats[client]?.token ?? '', body: { referralId, version: 1, places: null } };
  };
}

async function countBooked(store: Store): Promise<number> {
  const [row] = await store.reads.select({ count: sql<number>`count(*)`.mapWith(Number) }).from(slot).where(eq(slot.status, 'booked'));
  return row?.count ?? 0;
}
