import { and, eq, inArray } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { demoSms } from '@/db/schema';
import { unseal } from '@/db/sealed';

export async function insertDemoSms(tx: Tx, row: typeof demoSms.$inferSelect): Promise<void> {
  await tx.insert(demoSms).values(row).onConflictDoNothing();
}

/** The words of those of the notices that the demonstration's carrier was given, by notice. */
export async function listDemoTexts(q: Queryable, regionCode: string, noticeIds: readonly string[]): Promise<Map<string, string>> {
  if (noticeIds.length === 0) return new Map();
  const rows = await q
    .select({ noticeId: demoSms.noticeId, textSealed: demoSms.textSealed })
    .from(demoSms)
    .where(and(eq(demoSms.regionCode, regionCode), inArray(demoSms.noticeId, [...noticeIds])));
  return new Map(rows.map(({ noticeId, textSealed }) => [noticeId, unseal(textSealed)]));
}
