import type { Queryable } from '@/db';
import { listDisposals } from '@/db/queries/disposal';
import { listPostedPrepayments } from '@/db/queries/prepayment';
import { type SettlementRow, listInStatus } from '@/db/queries/settlement';
import type { LedgerEntry } from '@/server/domain/ledger/account';
import { type DecidedSettlement, replaySettlements } from '@/server/domain/settlement/replay-settlements';
import { recountYearClaims } from '../settlement/recount-claims';

/**
 * What settlements and their closings come to: from the statements that were confirmed, the year's visits and prepayments, and the
 * disposals of those that are closed.
 */
export async function recomputeSettled(q: Queryable, regionCode: string): Promise<{ readonly settlement: readonly LedgerEntry[]; readonly closing: readonly LedgerEntry[] }> {
  const rows = [...(await listInStatus(q, regionCode, 'confirmed')), ...(await listInStatus(q, regionCode, 'closed'))];
  if (rows.length === 0) return { settlement: [], closing: [] };
  const decided: DecidedSettlement[] = [];
  for (const row of rows) decided.push(await decidedOf(q, row));
  const prepaid = (await listPostedPrepayments(q, regionCode)).map(({ month, ...paid }) => ({ ...paid, year: month.slice(0, 4) }));
  return replaySettlements(decided, prepaid);
}

async function decidedOf(q: Queryable, { regionCode, id, year, statement, basis, status, confirmedAt, closedAt }: SettlementRow): Promise<DecidedSettlement> {
  if (confirmedAt === null || (status === 'closed' && closedAt === null)) throw new Error(`settlement ${id} is ${status} without an instant`);
  const claims = await recountYearClaims(q, regionCode, `${year}-01`, `${year}-12`);
  return { id, year, statement, basis, claims, disposals: await listDisposals(q, regionCode, id), confirmedAt, closedAt };
}
