import { and, eq, isNull } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { sentRequest } from '@/db/schema';

export type SentRequest = typeof sentRequest.$inferSelect;
export type SentRequestKey = Pick<SentRequest, 'regionCode' | 'sender' | 'requestKey'>;

/** Whether the key was still free, and is now this attempt's. */
export async function claimRequest(tx: Tx, request: Omit<SentRequest, 'answer'>): Promise<boolean> {
  const won = await tx
    .insert(sentRequest)
    .values({ ...request, answer: null })
    .onConflictDoNothing()
    .returning({ attempt: sentRequest.attempt });
  return won.length === 1;
}

export async function findRequest(q: Queryable, key: SentRequestKey): Promise<SentRequest | null> {
  const [row] = await q.select().from(sentRequest).where(isUnder(key));
  return row ?? null;
}

/** Takes a request over from an attempt that came to nothing; false when somebody else did, or it was answered after all. */
export async function takeOverRequest(tx: Tx, key: SentRequestKey, from: string, next: Pick<SentRequest, 'attempt' | 'takenAt'>): Promise<boolean> {
  const won = await tx.update(sentRequest).set(next).where(openAttempt(key, from)).returning({ attempt: sentRequest.attempt });
  return won.length === 1;
}

/** Keeps the answer of the attempt that is at work; false when it no longer is. */
export async function answerRequest(tx: Tx, key: SentRequestKey, attempt: string, answer: object): Promise<boolean> {
  const won = await tx.update(sentRequest).set({ answer }).where(openAttempt(key, attempt)).returning({ attempt: sentRequest.attempt });
  return won.length === 1;
}

/** Frees the key of an attempt that failed. */
export async function releaseRequest(tx: Tx, key: SentRequestKey, attempt: string): Promise<void> {
  await tx.delete(sentRequest).where(openAttempt(key, attempt));
}

function openAttempt(key: SentRequestKey, attempt: string) {
  return and(isUnder(key), eq(sentRequest.attempt, attempt), isNull(sentRequest.answer));
}

function isUnder({ regionCode, sender, requestKey }: SentRequestKey) {
  return and(eq(sentRequest.regionCode, regionCode), eq(sentRequest.sender, sender), eq(sentRequest.requestKey, requestKey));
}
