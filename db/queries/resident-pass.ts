import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { resident, residentPass } from '@/db/schema';

export type ResidentPassRow = typeof residentPass.$inferSelect;

/** A pass of somebody living that was not revoked, with the index of its resident's last four characters. */
export async function findPass(tx: Tx, regionCode: string, tokenHash: string): Promise<(ResidentPassRow & { readonly tailIndex: string }) | null> {
  const [row] = await tx
    .select({ pass: residentPass, tailIndex: resident.tailIndex })
    .from(residentPass)
    .innerJoin(resident, and(eq(resident.regionCode, residentPass.regionCode), eq(resident.id, residentPass.residentId)))
    .where(and(eq(residentPass.regionCode, regionCode), eq(residentPass.tokenHash, tokenHash), isNull(residentPass.revokedAt), isNull(resident.deathDay)));
  return row ? { ...row.pass, tailIndex: row.tailIndex } : null;
}

export async function insertPass(tx: Tx, row: ResidentPassRow): Promise<void> {
  await tx.insert(residentPass).values(row);
}

/** How many passes of the resident were revoked by this. */
export async function revokePassesOf(tx: Tx, regionCode: string, residentId: string, at: number): Promise<number> {
  const revoked = await tx
    .update(residentPass)
    .set({ revokedAt: at })
    .where(and(eq(residentPass.regionCode, regionCode), eq(residentPass.residentId, residentId), isNull(residentPass.revokedAt)))
    .returning({ tokenHash: residentPass.tokenHash });
  return revoked.length;
}

/** Counts one wrong answer; from the `limit`th on the pass is locked until the given moment, and counting begins anew. */
export async function countPassFailure(tx: Tx, pass: ResidentPassRow, limit: number, lockedUntil: number): Promise<{ locked: boolean }> {
  const locked = pass.failures + 1 >= limit;
  const moved = await tx
    .update(residentPass)
    .set(locked ? { failures: 0, lockedUntil } : { failures: sql<number>`${residentPass.failures} + 1`, lockedUntil: null })
    .where(and(eq(residentPass.regionCode, pass.regionCode), eq(residentPass.tokenHash, pass.tokenHash), eq(residentPass.failures, pass.failures)))
    .returning({ tokenHash: residentPass.tokenHash });
  if (moved.length !== 1) throw new Error('a pass moved under its own transaction');
  return { locked };
}

export async function forgetPassFailures(tx: Tx, pass: ResidentPassRow): Promise<void> {
  await tx
    .update(residentPass)
    .set({ failures: 0, lockedUntil: null })
    .where(and(eq(residentPass.regionCode, pass.regionCode), eq(residentPass.tokenHash, pass.tokenHash)));
}
