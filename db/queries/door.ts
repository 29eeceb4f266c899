import { and, asc, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { doorCount, smsCode } from '@/db/schema';
import type { Instant } from '@/server/domain/kernel/instant';

export type SmsCodeRow = typeof smsCode.$inferSelect;
export type DoorCountKey = Omit<typeof doorCount.$inferSelect, 'times'>;

/** Counts one more in a window; false, and nothing is counted, when it is full. */
export async function countKnock(tx: Tx, key: DoorCountKey, most: number): Promise<boolean> {
  const { regionCode, limitCode, keyIndex, windowFrom, times } = doorCount;
  const won = await tx
    .insert(doorCount)
    .values({ ...key, times: 1 })
    .onConflictDoUpdate({ target: [regionCode, limitCode, keyIndex, windowFrom], set: { times: sql`${times} + 1` }, setWhere: lt(times, most) })
    .returning({ times });
  return won.length === 1;
}

export async function forgetKnocks(tx: Tx, regionCode: string, before: Instant): Promise<void> {
  await tx.delete(doorCount).where(and(eq(doorCount.regionCode, regionCode), lt(doorCount.windowFrom, before)));
}

export async function insertCode(tx: Tx, row: SmsCodeRow): Promise<void> {
  await tx.insert(smsCode).values(row);
}

/** The codes that the same person asked for before, for the same purpose, open nothing any more. */
export async function replaceCodes(tx: Tx, asked: Pick<SmsCodeRow, 'regionCode' | 'purpose' | 'identityIndex' | 'residentId'>, at: Instant): Promise<void> {
  const { identityIndex, residentId } = asked;
  const who = identityIndex === null ? eq(smsCode.residentId, residentId ?? '') : eq(smsCode.identityIndex, identityIndex);
  await tx
    .update(smsCode)
    .set({ replacedAt: at, digitsSealed: null })
    .where(and(eq(smsCode.regionCode, asked.regionCode), who, eq(smsCode.purpose, asked.purpose), isNull(smsCode.usedAt), isNull(smsCode.replacedAt)));
}

/**
 * Counts one guess at a code that can still be guessed, and answers it; null for any other. Counting comes before looking, so that
 * guesses that arrive together are counted one by one.
 */
export async function countGuess(tx: Tx, code: Pick<SmsCodeRow, 'regionCode' | 'id' | 'purpose'>, most: number, now: Instant): Promise<SmsCodeRow | null> {
  const [row] = await tx
    .update(smsCode)
    .set({ tries: sql`${smsCode.tries} + 1` })
    .where(and(isThat(code), isNull(smsCode.usedAt), isNull(smsCode.replacedAt), gt(smsCode.expiresAt, now), lt(smsCode.tries, most)))
    .returning();
  return row ?? null;
}

/** Uses a code up; false when somebody did so meanwhile. */
export async function useCode(tx: Tx, code: SmsCodeRow, usedFor: string | null, at: Instant): Promise<boolean> {
  const won = await tx
    .update(smsCode)
    .set({ usedAt: at, usedFor })
    .where(and(isThat(code), isNull(smsCode.usedAt)))
    .returning({ id: smsCode.id });
  return won.length === 1;
}

export async function findUsedCode(q: Queryable, code: Pick<SmsCodeRow, 'regionCode' | 'id' | 'purpose'>, usedFor: string): Promise<SmsCodeRow | null> {
  const [row] = await q
    .select()
    .from(smsCode)
    .where(and(isThat(code), eq(smsCode.usedFor, usedFor)));
  return row ?? null;
}

/** Codes asked for at the door whose digits have gone nowhere yet, the oldest first. */
export async function listUndispatched(q: Queryable, regionCode: string, limit: number): Promise<SmsCodeRow[]> {
  return q
    .select()
    .from(smsCode)
    .where(and(eq(smsCode.regionCode, regionCode), isNotNull(smsCode.digitsSealed), isNotNull(smsCode.identityIndex)))
    .orderBy(asc(smsCode.createdAt))
    .limit(limit);
}

/** Takes the digits out of a code, to be sent or thrown away; false when another process was faster. */
export async function takeDigits(tx: Tx, code: SmsCodeRow): Promise<boolean> {
  const won = await tx
    .update(smsCode)
    .set({ digitsSealed: null })
    .where(and(isThat(code), isNotNull(smsCode.digitsSealed)))
    .returning({ id: smsCode.id });
  return won.length === 1;
}

/** Removes codes of yesterday; a used one has left its audit row. */
export async function forgetCodes(tx: Tx, regionCode: string, before: Instant): Promise<void> {
  await tx.delete(smsCode).where(and(eq(smsCode.regionCode, regionCode), lt(smsCode.createdAt, before), or(isNull(smsCode.digitsSealed), lt(smsCode.expiresAt, before))));
}

function isThat({ regionCode, id, purpose }: Pick<SmsCodeRow, 'regionCode' | 'id' | 'purpose'>) {
  return and(eq(smsCode.regionCode, regionCode), eq(smsCode.id, id), eq(smsCode.purpose, purpose));
}
