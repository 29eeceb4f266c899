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

/** RFC 9562 version 7: ids sort by the time they were made, which keeps indexes dense. */
export function uuidv7(at: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
