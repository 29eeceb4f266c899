import { and, asc, eq, ne, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { adjudication, ledgerEntry, visit } from '@/db/schema';
import type { PoolId } from '@/server/domain/ledger/account';
import type { Insutype, MedType } from '@/server/domain/registry/codes';
import type { VisitKey } from '@/server/domain/visit/visit';
import { sameVisit } from './visit';

export type LedgerRow = typeof ledgerEntry.$inferSelect;

/** The books only grow: there is no update and no delete. */
export async function insertEntries(tx: Tx, rows: readonly LedgerRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(ledgerEntry, rows);
}

export async function listEntriesOfVisit(q: Queryable, regionCode: string, key: VisitKey): Promise<LedgerRow[]> {
  return q
    .select()
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.regionCode, regionCode), eq(ledgerEntry.institutionCode, key.institutionCode), eq(ledgerEntry.settlementId, key.settlementId)))
    .orderBy(asc(ledgerEntry.postedAt), asc(ledgerEntry.postingId), asc(ledgerEntry.line));
}

const total = sql<number>`coalesce(sum(${ledgerEntry.amountFen}), 0)`.mapWith(Number);

/** Postings whose entries do not sum to zero; there should be none. */
export async function listUnbalancedPostings(q: Queryable, regionCode: string): Promise<{ postingId: string; differenceFen: number }[]> {
  return q
    .select({ postingId: ledgerEntry.postingId, differenceFen: total })
    .from(ledgerEntry)
    .where(eq(ledgerEntry.regionCode, regionCode))
    .groupBy(ledgerEntry.postingId)
    .having(sql`sum(${ledgerEntry.amountFen}) <> 0`)
    .orderBy(asc(ledgerEntry.postingId));
}

export interface AccountBalance {
  readonly account: string;
  readonly balanceFen: number;
}

/** What visits and their differences have moved, account by account. */
export async function listVisitBalances(q: Queryable, regionCode: string): Promise<AccountBalance[]> {
  return q
    .select({ account: ledgerEntry.account, balanceFen: total })
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.regionCode, regionCode), sql`${ledgerEntry.kind} in ('visit', 'difference')`))
    .groupBy(ledgerEntry.account)
    .orderBy(asc(ledgerEntry.account));
}

/** What postings of one kind have moved, account by account. */
export async function listBalancesOf(q: Queryable, regionCode: string, kind: LedgerRow['kind']): Promise<AccountBalance[]> {
  return q
    .select({ account: ledgerEntry.account, balanceFen: total })
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.regionCode, regionCode), eq(ledgerEntry.kind, kind)))
    .groupBy(ledgerEntry.account)
    .orderBy(asc(ledgerEntry.account));
}

export interface PaidSum {
  readonly pool: PoolId;
  readonly institutionCode: string;
  readonly specialFee: boolean;
  readonly medType: MedType;
  readonly payFen: number;
}

/** What the adjudications as they stand pay, by pool, institution and kind of fee. */
export async function sumPaid(q: Queryable, regionCode: string): Promise<PaidSum[]> {
  return q
    .select({
      pool: adjudication.pool,
      institutionCode: adjudication.institutionCode,
      specialFee: visit.specialFee,
      medType: visit.medType,
      payFen: sql<number>`coalesce(sum(${adjudication.payFen}), 0)`.mapWith(Number),
    })
    .from(adjudication)
    .innerJoin(visit, sameVisit())
    .where(and(eq(adjudication.regionCode, regionCode), ne(adjudication.payFen, 0)))
    .groupBy(adjudication.pool, adjudication.institutionCode, visit.specialFee, visit.medType)
    .orderBy(asc(adjudication.pool), asc(adjudication.institutionCode));
}

export interface LayerSum {
  readonly insutype: Insutype;
  readonly institutionCode: string;
  readonly ladderFen: number;
  readonly assistanceFen: number;
}

/** What the layers above basic insurance pay as the adjudications stand, by insurance and institution. */
export async function sumLayers(q: Queryable, regionCode: string): Promise<LayerSum[]> {
  return q
    .select({
      insutype: visit.insutype,
      institutionCode: adjudication.institutionCode,
      ladderFen: sql<number>`coalesce(sum(${adjudication.ladderFen}), 0)`.mapWith(Number),
      assistanceFen: sql<number>`coalesce(sum(${adjudication.assistanceFen}), 0)`.mapWith(Number),
    })
    .from(adjudication)
    .innerJoin(visit, sameVisit())
    .where(and(eq(adjudication.regionCode, regionCode), or(ne(adjudication.ladderFen, 0), ne(adjudication.assistanceFen, 0))))
    .groupBy(visit.insutype, adjudication.institutionCode)
    .orderBy(asc(visit.insutype), asc(adjudication.institutionCode));
}
