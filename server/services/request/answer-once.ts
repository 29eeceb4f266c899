import { setTimeout } from 'node:timers/promises';
import { type SentRequestKey, answerRequest, claimRequest, findRequest, releaseRequest, takeOverRequest } from '@/db/queries/sent-request';
import { minuteMs } from '@/server/domain/kernel/instant';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { RequestRefusal } from '@/server/domain/request/refusals';
import type { ServiceContext } from '../context';

export interface KeyedRequest {
  readonly regionCode: string;
  /** Chosen by the sender, one for each thing it sends. */
  readonly key: string;
  /** Of the content as it was sent. */
  readonly digest: string;
}

/** Longer than any attempt takes: one that began before has died. */
const attemptMs = 5 * minuteMs;
const lookAgainMs = 100;
const mostLooks = 100;

/**
 * Does the work of a request once for each of a sender's keys, and gives whoever sends it again the answer of the first time. Of several
 * that come at once one works, and the others wait for its answer. Work that throws frees its key; one whose process died is taken over,
 * so that the work must be such that doing it again changes nothing.
 */
export async function answerOnce<Answer extends object>(context: ServiceContext, { regionCode, key, digest }: KeyedRequest, work: () => Promise<Answer>): Promise<Outcome<Answer, RequestRefusal>> {
  const id: SentRequestKey = { regionCode, sender: actorRef(context.actor), requestKey: key };
  const attempt = context.newId();
  for (let looks = 0; looks < mostLooks; looks += 1) {
    if (await context.store.transaction((tx) => claimRequest(tx, { ...id, digest, attempt, takenAt: context.now() }))) return accept(await finish(context, id, attempt, work));
    const earlier = await findRequest(context.store.reads, id);
    if (earlier === null) continue;
    if (earlier.digest !== digest) return refuse({ code: 'request.repeated_with_other_content', facts: { key } });
    // What stands there was this function's own answer, under this key, to this content.
    if (earlier.answer !== null) return accept(earlier.answer as Answer);
    const isDead = earlier.takenAt < context.now() - attemptMs;
    const next = { attempt, takenAt: context.now() };
    if (isDead && (await context.store.transaction((tx) => takeOverRequest(tx, id, earlier.attempt, next)))) return accept(await finish(context, id, attempt, work));
    await setTimeout(lookAgainMs);
  }
  return refuse({ code: 'request.still_at_work', facts: { key } });
}

async function finish<Answer extends object>({ store }: ServiceContext, id: SentRequestKey, attempt: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    const answer = await work();
    if (await store.transaction((tx) => answerRequest(tx, id, attempt, answer))) return answer;
    const taken = await findRequest(store.reads, id);
    return taken?.answer ? (taken.answer as Answer) : answer;
  } catch (error) {
    await store.transaction((tx) => releaseRequest(tx, id, attempt)).catch(() => undefined);
    throw error;
  }
}
