import { openStore } from '@/db';
import type { Actor } from '@/server/domain/permission/actor';
import { changesOf } from '@/server/domain/referral/reserved-slot';
import { type ServiceContext, uuidv7 } from '@/server/services/context';
import { holdPlaces, sessionsOf } from '@/server/services/referral/hold-places';
import { moveSlots } from '@/server/services/referral/move-slots';

/** What the parent gives, as JSON in the first argument. */
export interface ContentionTask {
  readonly url: string;
  readonly actor: Actor;
  readonly regionCode: string;
  readonly fromInstitutionCode: string;
  readonly now: number;
  readonly sessionId: string;
  readonly attempts: number;
  /** How many are under way at a time. */
  readonly clients: number;
}

/** What came of all attempts: bookings, refusals by code, and whatever else was thrown at a caller. */
export interface ContentionResult {
  readonly booked: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly thrown: readonly string[];
}

/** Tries to book a place of one session so many times, as the verbs do: find, hold and book in one transaction. */
async function contend(task: ContentionTask): Promise<ContentionResult> {
  const store = await openStore(task.url);
  const context: ServiceContext = { store, actor: task.actor, now: () => task.now, newId: () => uuidv7(task.now) };
  const refused: Record<string, number> = {};
  const thrown: string[] = [];
  let booked = 0;
  let left = task.attempts;
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      try {
        const code = await attempt(context, task);
        if (code === null) booked += 1;
        else refused[code] = (refused[code] ?? 0) + 1;
      } catch (error) {
        thrown.push(String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: task.clients }, client));
  await store.close();
  return { booked, refused, thrown: thrown.slice(0, 20) };
}

/** Null when booked; otherwise the code of the first reason why not. */
function attempt(context: ServiceContext, { regionCode, fromInstitutionCode, sessionId }: ContentionTask): Promise<string | null> {
  const referralId = context.newId();
  return context.store.transaction(async (tx) => {
    const sessions = await sessionsOf(tx, regionCode, { sessionId, stay: null });
    if (!sessions.ok) return sessions.refusals[0].code;
    const held = await holdPlaces(context, tx, sessions.value, { referralId, fromInstitutionCode, priority: 'routine', rules: { urgentWindowDays: 3, holdMinutes: 30 } });
    if (!held.ok) return held.refusals[0].code;
    const { slots } = held.value;
    return (await moveSlots(tx, regionCode, slots, changesOf(slots, 'book', referralId, context.now()))) ? null : 'conflict.changed_meanwhile';
  });
}

process.stdout.write(JSON.stringify(await contend(JSON.parse(process.argv[2] ?? '{}') as ContentionTask)));
