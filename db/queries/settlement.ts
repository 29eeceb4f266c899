import { and, asc, desc, eq, inArray, max } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { account, settledYear, settlement } from '@/db/schema';
import type { Reach } from '@/db/reach';
import type { SettlementMethod } from '@/server/domain/policy/policy-version';
import type { SettlementStatus } from '@/server/domain/settlement/course';

export type SettlementRow = typeof settlement.$inferSelect;
export type SettlementHead = Omit<SettlementRow, 'statement' | 'basis'>;

/* A settlement is the region's: everyone in it may know that it is there, and services cut its lines to the reach. */
const head = {
  regionCode: settlement.regionCode,
  id: settlement.id,
  year: settlement.year,
  method: settlement.method,
  version: settlement.version,
  status: settlement.status,
  policyId: settlement.policyId,
  inputsDigest: settlement.inputsDigest,
  entitlementFen: settlement.entitlementFen,
  finalFen: settlement.finalFen,
  computedBy: settlement.computedBy,
  computedAt: settlement.computedAt,
  deliveredDay: settlement.deliveredDay,
  objectionsUntil: settlement.objectionsUntil,
  reviewedBy: settlement.reviewedBy,
  reviewedAt: settlement.reviewedAt,
  confirmedBy: settlement.confirmedBy,
  confirmedAt: settlement.confirmedAt,
};

export interface SettlementFilter {
  readonly year?: string | undefined;
  readonly method?: SettlementMethod | undefined;
  readonly status?: SettlementStatus | undefined;
}

/** The settlements of a region, the latest year and version first. */
export async function listSettlementHeads(q: Queryable, reach: Reach, filter: SettlementFilter): Promise<SettlementHead[]> {
  return q
    .select(head)
    .from(settlement)
    .where(
      and(
        eq(settlement.regionCode, reach.regionCode),
        filter.year === undefined ? undefined : eq(settlement.year, filter.year),
        filter.method === undefined ? undefined : eq(settlement.method, filter.method),
        filter.status === undefined ? undefined : eq(settlement.status, filter.status),
      ),
    )
    .orderBy(desc(settlement.year), asc(settlement.method), desc(settlement.version));
}

export async function findSettlement(q: Queryable, reach: Reach, id: string): Promise<SettlementRow | null> {
  const [row] = await q
    .select()
    .from(settlement)
    .where(and(eq(settlement.regionCode, reach.regionCode), eq(settlement.id, id)));
  return row ?? null;
}

/** 0 while there is none. */
export async function newestVersion(q: Queryable, regionCode: string, year: string, method: SettlementMethod): Promise<number> {
  const [row] = await q
    .select({ version: max(settlement.version) })
    .from(settlement)
    .where(and(eq(settlement.regionCode, regionCode), eq(settlement.year, year), eq(settlement.method, method)));
  return row?.version ?? 0;
}

/** False when another computation took the version. */
export async function insertSettlement(tx: Tx, row: SettlementRow): Promise<boolean> {
  const won = await tx.insert(settlement).values(row).onConflictDoNothing().returning({ id: settlement.id });
  return won.length === 1;
}

type Step =
  | Pick<SettlementRow, 'deliveredDay' | 'objectionsUntil'>
  | Pick<SettlementRow, 'reviewedBy' | 'reviewedAt'>
  | Pick<SettlementRow, 'confirmedBy' | 'confirmedAt'>;

/** Takes a settlement one step on; false when it no longer stands where it was seen. */
export async function moveSettlement(tx: Tx, row: Pick<SettlementRow, 'regionCode' | 'id' | 'status'>, to: SettlementStatus, step: Step): Promise<boolean> {
  const won = await tx
    .update(settlement)
    .set({ status: to, ...step })
    .where(and(eq(settlement.regionCode, row.regionCode), eq(settlement.id, row.id), eq(settlement.status, row.status)))
    .returning({ id: settlement.id });
  return won.length === 1;
}

/** Ends a year by one settlement; false when it was ended before. */
export async function insertSettledYear(tx: Tx, row: typeof settledYear.$inferSelect): Promise<boolean> {
  const won = await tx.insert(settledYear).values(row).onConflictDoNothing().returning({ year: settledYear.year });
  return won.length === 1;
}

/** What people are called, from how rows name them (`actorRef`); who has no account is called by the reference. */
export async function listActorNames(q: Queryable, refs: readonly (string | null)[]): Promise<(ref: string) => string> {
  const ids = refs.filter((ref) => ref?.startsWith('account:')).map((ref) => ref?.slice('account:'.length) ?? '');
  const rows = ids.length === 0 ? [] : await q.select({ id: account.id, name: account.name }).from(account).where(inArray(account.id, ids));
  const names = new Map(rows.map(({ id, name }) => [`account:${id}`, name]));
  return (ref) => names.get(ref) ?? ref;
}
