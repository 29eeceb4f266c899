import { randomBytes } from 'node:crypto';
import type { Store } from '@/db';
import { type Day, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import type { Actor } from '@/server/domain/permission/actor';

/** Everything a verb needs from outside: who acts, on which store, at what time, and where ids come from. */
export interface ServiceContext {
  readonly store: Store;
  readonly actor: Actor;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly newId: () => string;
}

export function serviceContext(store: Store, actor: Actor): ServiceContext {
  return { store, actor, now: Date.now, newId: uuidv7 };
}

/** Today in Shanghai. */
export function today(context: ServiceContext): Day {
  return dayOfInstant(context.now());
}

/** Who acts, as records and timelines name them. */
export function nameOfActor(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return actor.name;
    case 'resident':
      return actor.guardianId === undefined ? '居民本人' : '监护人';
    case 'system':
      return actor.job;
  }
}

let lastAt = -1;
let sequence = 0;

/**
 * RFC 9562 version 7: ids sort by the time they were made, which keeps indexes dense. Those that one process makes in the same
 * millisecond sort in the order in which it made them (6.2, a counter of 26 bits that begins at random), so that what happened
 * together is told in its order.
 */
export function uuidv7(at: number = Date.now()): string {
  const bytes = randomBytes(16);
  // The upper half of the counter is left free to count into.
  sequence = at === lastAt ? (sequence + 1) & 0x3ffffff : bytes.readUInt32BE(6) & 0x1ffffff;
  lastAt = at;
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | (sequence >>> 22);
  bytes[7] = (sequence >>> 14) & 0xff;
  bytes[8] = 0x80 | ((sequence >>> 8) & 0x3f);
  bytes[9] = sequence & 0xff;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
