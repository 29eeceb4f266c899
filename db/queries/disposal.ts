import { type SQL, and, asc, eq, gte, inArray, like, lt, lte, ne, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { ledgerEntry, settlementDisposal } from '@/db/schema';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { parseAccount } from '@/server/domain/ledger/account';
import { type CarryBalance, untakenCarries } from '@/server/domain/settlement/carry';
import type { RecordedDisposal } from '@/server/domain/settlement/closing';

type DisposalRow = typeof settlementDisposal.$inferSelect;

export async function listDisposals(q: Queryable, regionCode: string, settlementId: string): Promise<RecordedDisposal[]> {
  const rows = await q
    .select()
    .from(settlementDisposal)
    .where(and(eq(settlementDisposal.regionCode, regionCode), eq(settlementDisposal.settlementId, settlementId)))
    .orderBy(asc(settlementDisposal.poolId), asc(settlementDisposal.code));
  return rows.map(disposalOf);
}

/** Puts each line's disposal in the place of the one before, if there was one. */
export async function saveDisposals(tx: Tx, regionCode: string, settlementId: string, disposals: readonly RecordedDisposal[]): Promise<void> {
  for (const { poolId, code, disposal, recordedBy, recordedAt } of disposals) {
    const moved = disposal.kind === 'carried' ? { paidOn: null, voucher: null } : { paidOn: disposal.day, voucher: disposal.voucher };
    const recorded = { kind: disposal.kind, ...moved, recordedBy, recordedAt };
    const { regionCode: region, settlementId: id, poolId: pool, code: line } = settlementDisposal;
    await tx
      .insert(settlementDisposal)
      .values({ regionCode, settlementId, poolId, code, ...recorded })
      .onConflictDoUpdate({ target: [region, id, pool, line], set: recorded });
  }
}

/** What institutions carry on from settlements of years before `from`, and have not taken into a later one. */
export async function listCarryBalances(q: Queryable, regionCode: string, from: Month): Promise<CarryBalance[]> {
  return untakenCarries(await balancesOf(q, regionCode, 'carry', lt(ledgerEntry.originMonth, from)), await balancesOf(q, regionCode, 'carry'));
}

/** What one confirmed settlement took in from years before. */
export async function listCarriesTaken(q: Queryable, regionCode: string, settlementId: string): Promise<CarryBalance[]> {
  const { postingId } = ledgerEntry;
  const entries = await q
    .selectDistinct({ postingId })
    .from(ledgerEntry)
    .where(and(onAccountsOf(regionCode, 'carry'), eq(ledgerEntry.kind, 'settlement')));
  const own = entries.map((entry) => entry.postingId).filter((id) => id.startsWith(`settlement/${settlementId}/`));
  if (own.length === 0) return [];
  const taken = await balancesOf(q, regionCode, 'carry', inArray(postingId, own));
  return taken.map((carry) => ({ ...carry, amountFen: -carry.amountFen }));
}

type FewEntries = 'carry' | 'settlement';

async function balancesOf(q: Queryable, regionCode: string, kind: FewEntries, condition?: SQL): Promise<CarryBalance[]> {
  const amountFen = sql<number>`coalesce(sum(${ledgerEntry.amountFen}), 0)`.mapWith(Number);
  const rows = await q
    .select({ account: ledgerEntry.account, amountFen })
    .from(ledgerEntry)
    .where(and(onAccountsOf(regionCode, kind), condition))
    .groupBy(ledgerEntry.account)
    .orderBy(asc(ledgerEntry.account));
  return rows.flatMap(({ account: text, amountFen: balanceFen }): CarryBalance[] => {
    const account = parseAccount(text);
    if (account?.kind !== kind) throw new Error(`not an account of ${kind}: ${text}`);
    return balanceFen === 0 ? [] : [{ pool: account.pool, institutionCode: account.institutionCode, amountFen: balanceFen }];
  });
}

/** Entries on accounts that no visit moves. There are few of them beside those of visits, and the index that holds them alone is found by these very words. */
function onAccountsOf(regionCode: string, kind: FewEntries): SQL | undefined {
  return and(eq(ledgerEntry.regionCode, regionCode), sql`${ledgerEntry.kind} in ('prepayment', 'settlement', 'closing')`, like(ledgerEntry.account, `${kind}/%`));
}

/** What stands on the settlement accounts of a year's pools and institutions, before its closing. */
export async function listOwed(q: Queryable, regionCode: string, year: string): Promise<CarryBalance[]> {
  return balancesOf(q, regionCode, 'settlement', and(gte(ledgerEntry.originMonth, `${year}-01`), lte(ledgerEntry.originMonth, `${year}-12`), ne(ledgerEntry.kind, 'closing')));
}

function disposalOf({ poolId, code, kind, paidOn, voucher, recordedBy, recordedAt }: DisposalRow): RecordedDisposal {
  if (kind === 'carried') return { poolId, code, disposal: { kind }, recordedBy, recordedAt };
  if (paidOn === null || voucher === null) throw new Error(`line ${code} of ${poolId} is ${kind} without a day or a voucher`);
  return { poolId, code, disposal: { kind, day: paidOn, voucher }, recordedBy, recordedAt };
}
