import { createServer, type ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { rowsOfBooking } from './booking-rows';

/**
 * The least anybody could do for a booking that is as durable: node:http, one statement a row on the same tables with their indexes and
 * foreign keys, and bookings that arrive together share a commit. It asks nobody who they are, checks nothing and tells nothing.
 */
const [path = ''] = process.argv.slice(2);
const database = new Database(path);
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.pragma('foreign_keys = ON');
database.pragma('cache_size = -65536');
const book = rowsOfBooking(database);

const waiting: { readonly referralId: string; readonly response: ServerResponse }[] = [];
let isDraining = false;

async function drain(): Promise<void> {
  isDraining = true;
  await setImmediate();
  while (waiting.length > 0) {
    const together = waiting.splice(0);
    database.exec('BEGIN IMMEDIATE');
    for (const { referralId } of together) book(referralId);
    database.exec('COMMIT');
    for (const { response, referralId } of together) response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ result: { data: { id: referralId } } }));
  }
  isDraining = false;
}

const server = createServer((request, response) => {
  if (request.method === 'GET') return void response.end('{}');
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const { referralId } = JSON.parse(body) as { referralId: string };
    waiting.push({ referralId, response });
    if (!isDraining) void drain();
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => {
  database.close();
  process.exit(0);
});
