import { doorLimits, windowOf } from '@/server/domain/door/limits';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { mayKnock } from '../door/knock';

/**
 * Does what finds people beyond the asker's institutions, as often as a busy desk needs it. Each finding leaves an audit row; this is for
 * whoever tries numbers or birthdays one after the other, and counts those of nobody as well. All processes share the count.
 */
export async function countedLookup<Value>(context: ServiceContext, look: () => Promise<Outcome<Value, AnyRefusal>>): Promise<Outcome<Value, AnyRefusal>> {
  const { actor, store } = context;
  if (actor.kind !== 'staff') return look();
  const now = context.now();
  const of = { purpose: 'door-number', text: `account:${actor.accountId}` } as const;
  if (await mayKnock(store, actor.regionCode, [{ limit: 'lookup', of }], now)) return look();
  const { perMs } = doorLimits.lookup;
  return refuse({ code: 'request.too_many', facts: { retryAfterSeconds: Math.ceil((windowOf('lookup', now) + perMs - now) / 1000) } });
}
