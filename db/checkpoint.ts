import Database from 'better-sqlite3';
import { dialect } from './columns';

/** How often what was committed is carried from the log into the file. */
const everyMs = 100;

/** Whether the database at a URL has a log that a thread of its own can carry over. */
export function hasLog(): boolean {
  return dialect === 'sqlite';
}

/**
 * Carries what was committed from SQLite's log into the file, for as long as the process lives. The writer does that by itself as soon as its
 * log is long, in the middle of somebody's commit and with everybody waiting; what was carried over before, in a thread, it finds done. It
 * waits for nobody and nobody for it.
 */
export function keepCarrying(url: string): void {
  const connection = new Database(url.replace(/^file:/, ''), { timeout: 0 });
  connection.pragma('synchronous = FULL');
  // Prepared anew each time: another process may have changed the schema.
  const carry = () => connection.pragma('wal_checkpoint(PASSIVE)');
  setInterval(() => {
    try {
      carry();
    } catch {
      // A full disk or a busy file: the writer hears of it, too, and there is a next time.
    }
  }, everyMs);
}
