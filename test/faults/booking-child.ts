import { writeSync } from 'node:fs';
import { openStore } from '@/db';
import type { Actor } from '@/server/domain/permission/actor';
import { type ServiceContext, uuidv7 } from '@/server/services/context';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import type { PlaceWish } from '@/server/services/referral/hold-places';
import { orderFor } from '../factories/referrals';

/** What the parent gives, as JSON in the first argument. */
export interface BookingTask {
  readonly url: string;
  readonly doctor: Actor;
  readonly office: Actor;
  readonly now: number;
  /** Who is to be booked, and where: a visit, a stay or both. */
  readonly bookings: readonly { readonly residentId: string; readonly places: PlaceWish }[];
}

/** What became of one of them, a line each: an id once its booking was acknowledged, a refusal's code, or what was thrown at the caller. */
export type BookingLine = { readonly booked: string } | { readonly refused: string } | { readonly thrown: string };

/** Books one resident after another, several at a time: the doctor sends, the hospital accepts. */
async function bookAll(task: BookingTask): Promise<void> {
  const store = await openStore(task.url);
  const contextOf = (actor: Actor): ServiceContext => ({ store, actor, now: () => task.now, newId: () => uuidv7(task.now) });
  const book = async ({ residentId, places }: BookingTask['bookings'][number]): Promise<BookingLine> => {
    const order = { ...orderFor(residentId), places, requestKey: `book-${residentId}` };
    const sent = await createReferral(contextOf(task.doctor), order);
    if (!sent.ok) return { refused: sent.refusals[0].code };
    const { id: referralId, version } = sent.value;
    const accepted = await acceptReferral(contextOf(task.office), { referralId, version, places: null });
    return accepted.ok ? { booked: referralId } : { refused: accepted.refusals[0].code };
  };
  const waiting = [...task.bookings];
  const client = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const line = await book(next).catch((error: unknown): BookingLine => ({ thrown: String(error) }));
      // Written at once: a buffered line would be lost with the process and prove nothing.
      writeSync(1, `${JSON.stringify(line)}\n`);
    }
  };
  await Promise.all(Array.from({ length: 6 }, client));
  await store.close();
}

await bookAll(JSON.parse(process.argv[2] ?? '{}') as BookingTask);
