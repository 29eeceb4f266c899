import { type SQL, and, asc, desc, eq, inArray, ne } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import type { Reach } from '@/db/reach';
import { account, settledPool, settlement } from '@/db/schema';
import type { PoolId } from '@/server/domain/ledger/account';
import type { SettlementMethod } from '@/server/domain/policy/policy-version';
import type { SettledPool, SettlementStatus } from '@/server/domain/settlement/course';

export type SettlementRow = typeof settlement.$inferSelect;
export type SettlementHead = Omit<SettlementRow, 'statement' | 'basis'>;

/* A settlement is the region's: once it is delivered everyone in it may know that it is there, and services cut its lines to the reach. */
const head = {
  regionCode: settlement.regionCode,
  id: settlement.id,
  year: settlement.year,
  method: settlement.method,
  version: settlement.version,
  status: settlement.status,
  pools: settlement.pools,
  policyId: settlement.policyId,
  inputsDigest: settlement.inputsDigest,
  entitlementFen: settlement.entitlementFen,
  finalFen: settlement.finalFen,
  computedBy: settlement.computedBy,
  computedAt: settlement.computedAt,
  deliveredDay: settlement.deliveredDay,
  deliveredBy: settlement.deliveredBy,
  deliveredAt: settlement.deliveredAt,
  objectionsUntil: settlement.objectionsUntil,
  objections: settlement.objections,
  reviewedBy: settlement.reviewedBy,
  reviewedAt: settlement.reviewedAt,
  confirmedBy: settlement.confirmedBy,
  confirmedAt: settlement.confirmedAt,
  closedBy: settlement.closedBy,
  closedAt: settlement.closedAt,
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
        inSight(reach),
        filter.year === undefined ? undefined : eq(settlement.year, filter.year),
        filter.method === undefined ? undefined : eq(settlement.method, filter.method),
        filter.status === undefined ? undefined : eq(settlement.status, filter.status),
      ),
    )
    .orderBy(desc(settlement.year), asc(settlement.method), desc(settlement.version));
}

/** A draft that is not delivered is for those alone who see the whole region. */
function inSight(reach: Reach): SQL | undefined {
  return and(eq(settlement.regionCode, reach.regionCode), reach.institutionCodes === 'all' ? undefined : ne(settlement.status, 'computed'));
}

export async function findSettlement(q: Queryable, reach: Reach, id: string): Promise<SettlementRow | null> {
  const [row] = await q
    .select()
    .from(settlement)
    .where(and(inSight(reach), eq(settlement.id, id)));
  return row ?? null;
}

/** The settlements of a region that stand in a status, whole: what is still to be done about them is told from their lines. */
export async function listInStatus(q: Queryable, regionCode: string, status: SettlementStatus): Promise<SettlementRow[]> {
  return q
    .select()
    .from(settlement)
    .where(and(eq(settlement.regionCode, regionCode), eq(settlement.status, status)))
    .orderBy(asc(settlement.year), asc(settlement.version));
}

/** What a course is told from: the versions of a year by one method, with the pools that each settles. */
export type SettlementVersion = Pick<SettlementRow, 'id' | 'version' | 'pools' | 'status' | 'computedBy' | 'computedAt'>;

/** The versions of one year by one method, the oldest first. */
export async function listVersions(q: Queryable, of: Pick<SettlementRow, 'regionCode' | 'year' | 'method'>): Promise<SettlementVersion[]> {
  const { id, version, pools, status, computedBy, computedAt } = settlement;
  return q
    .select({ id, version, pools, status, computedBy, computedAt })
    .from(settlement)
    .where(and(eq(settlement.regionCode, of.regionCode), eq(settlement.year, of.year), eq(settlement.method, of.method)))
    .orderBy(asc(version));
}

/** 0 while there is none. */
export async function newestVersion(q: Queryable, regionCode: string, year: string, method: SettlementMethod): Promise<number> {
  return (await listVersions(q, { regionCode, year, method })).at(-1)?.version ?? 0;
}

/** False when another computation took the version. */
export async function insertSettlement(tx: Tx, row: SettlementRow): Promise<boolean> {
  const won = await tx.insert(settlement).values(row).onConflictDoNothing().returning({ id: settlement.id });
  return won.length === 1;
}

type Step =
  | Pick<SettlementRow, 'deliveredDay' | 'deliveredBy' | 'deliveredAt' | 'objectionsUntil'>
  | Pick<SettlementRow, 'reviewedBy' | 'reviewedAt'>
  | Pick<SettlementRow, 'confirmedBy' | 'confirmedAt'>
  | Pick<SettlementRow, 'closedBy' | 'closedAt'>;

type Standing = Pick<SettlementRow, 'regionCode' | 'id' | 'status' | 'objections'>;

/** Takes a settlement one step on; false when it no longer stands where it was seen, or an objection came in between. */
export async function moveSettlement(tx: Tx, row: Standing, to: SettlementStatus, step: Step): Promise<boolean> {
  const won = await tx
    .update(settlement)
    .set({ status: to, ...step })
    .where(standing(row))
    .returning({ id: settlement.id });
  return won.length === 1;
}

/** Takes the next number for an objection; null when the settlement no longer stands where it was seen. */
export async function takeObjectionNumber(tx: Tx, row: Standing): Promise<number | null> {
  const [taken] = await tx
    .update(settlement)
    .set({ objections: row.objections + 1 })
    .where(standing(row))
    .returning({ number: settlement.objections });
  return taken?.number ?? null;
}

function standing({ regionCode, id, status, objections }: Standing) {
  return and(eq(settlement.regionCode, regionCode), eq(settlement.id, id), eq(settlement.status, status), eq(settlement.objections, objections));
}

/** The pools of a year that are settled for good, and by which settlement. */
export async function listSettledPools(q: Queryable, regionCode: string, year: string): Promise<SettledPool[]> {
  const { pool, settlementId } = settledPool;
  return q
    .select({ pool, settlementId })
    .from(settledPool)
    .where(and(eq(settledPool.regionCode, regionCode), eq(settledPool.year, year)))
    .orderBy(asc(pool));
}

/** Settles pools of a year by one settlement; false when one of them was settled before. */
export async function insertSettledPools(tx: Tx, row: Omit<typeof settledPool.$inferSelect, 'pool'>, pools: readonly PoolId[]): Promise<boolean> {
  const rows = pools.map((pool) => ({ ...row, pool }));
  const won = await tx.insert(settledPool).values(rows).onConflictDoNothing().returning({ pool: settledPool.pool });
  return won.length === rows.length;
}

/** What people are called, from how rows name them (`actorRef`); who has no account is called by the reference. */
export async function listActorNames(q: Queryable, refs: readonly (string | null)[]): Promise<(ref: string) => string> {
  const ids = refs.filter((ref) => ref?.startsWith('account:')).map((ref) => ref?.slice('account:'.length) ?? '');
  const rows = ids.length === 0 ? [] : await q.select({ id: account.id, name: account.name }).from(account).where(inArray(account.id, ids));
  const names = new Map(rows.map(({ id, name }) => [`account:${id}`, name]));
  return (ref) => names.get(ref) ?? ref;
}
