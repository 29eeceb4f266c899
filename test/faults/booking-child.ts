import { writeSync } from 'node:fs';
import { DatabaseError, openStore } from '@/db';
import type { Actor } from '@/server/domain/permission/actor';
import { type ServiceContext, uuidv7 } from '@/server/services/context';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { orderFor } from '../factories/referrals';

/** What the parent gives, as JSON in the first argument. */
export interface BookingTask {
  readonly url: string;
  readonly doctor: Actor;
  readonly office: Actor;
  readonly now: number;
  readonly sessionId: string;
  readonly residentIds: readonly string[];
}

/** Books one resident after another, several at a time, and prints each referral's id once its booking was acknowledged. */
async function bookAll(task: BookingTask): Promise<void> {
  const store = await openStore(task.url);
  const contextOf = (actor: Actor): ServiceContext => ({ store, actor, now: () => task.now, newId: () => uuidv7(task.now) });
  const waiting = [...task.residentIds];
  const book = async (): Promise<void> => {
    for (let residentId = waiting.shift(); residentId !== undefined; residentId = waiting.shift()) {
      const order = { ...orderFor(residentId, { sessionId: task.sessionId }), requestKey: `kill-${residentId}` };
      const sent = await untilNotBusy(() => createReferral(contextOf(task.doctor), order));
      if (!sent.ok) throw new Error(JSON.stringify(sent.refusals));
      const { id: referralId, version } = sent.value;
      const booked = await untilNotBusy(() => acceptReferral(contextOf(task.office), { referralId, version, places: null }));
      if (!booked.ok) throw new Error(JSON.stringify(booked.refusals));
      // Written at once: a buffered line would be lost with the process and prove nothing.
      writeSync(1, `${referralId}\n`);
    }
  };
  await Promise.all([book(), book(), book(), book()]);
}

/** PostgreSQL gives up on a transaction that lost too often; nothing was written then, and this test is about what was. */
async function untilNotBusy<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof DatabaseError) || error.problem !== 'busy') throw error;
    }
  }
}

await bookAll(JSON.parse(process.argv[2] ?? '{}') as BookingTask);
