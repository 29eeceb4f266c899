import { and, asc, count, eq, inArray } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { settlement, settlementObjection } from '@/db/schema';
import type { Objection, ObjectionState } from '@/server/domain/settlement/objection';

type ObjectionRow = typeof settlementObjection.$inferSelect;

/** An objection beside the version it was raised on. */
export interface ObjectionOfVersion extends Objection {
  readonly version: number;
}

/** The objections to these settlements whose lines lie within reach, in the order they were raised. */
export async function listObjections(q: Queryable, reach: Reach, settlementIds: readonly string[]): Promise<ObjectionOfVersion[]> {
  if (settlementIds.length === 0) return [];
  const rows = await q
    .select({ row: settlementObjection, version: settlement.version })
    .from(settlementObjection)
    .innerJoin(settlement, ofSettlement())
    .where(and(withinReach(reach), inArray(settlementObjection.settlementId, [...settlementIds])))
    .orderBy(asc(settlement.version), asc(settlementObjection.number));
  return rows.map(({ row, version }) => ({ ...objectionOf(row), version }));
}

export async function findObjection(q: Queryable, reach: Reach, id: string): Promise<Objection | null> {
  const [row] = await q
    .select()
    .from(settlementObjection)
    .where(and(withinReach(reach), eq(settlementObjection.id, id)));
  return row ? objectionOf(row) : null;
}

/** False when the line has one already that waits for its answer. */
export async function insertObjection(tx: Tx, regionCode: string, { state: _state, ...objection }: Objection): Promise<boolean> {
  const nothingYet = { answer: null, answeredBy: null, answeredAt: null, withdrawnAt: null };
  const won = await tx
    .insert(settlementObjection)
    .values({ regionCode, ...objection, status: 'raised', ...nothingYet })
    .onConflictDoNothing()
    .returning({ id: settlementObjection.id });
  return won.length === 1;
}

/** Ends an objection that waits for its answer; false when it does not wait any more. */
export async function endObjection(tx: Tx, regionCode: string, id: string, state: Exclude<ObjectionState, { status: 'raised' }>): Promise<boolean> {
  const ended =
    state.status === 'withdrawn'
      ? { status: state.status, withdrawnAt: state.at }
      : { status: state.status, answer: state.answer, answeredBy: state.answeredBy, answeredAt: state.answeredAt };
  const won = await tx
    .update(settlementObjection)
    .set(ended)
    .where(and(eq(settlementObjection.regionCode, regionCode), eq(settlementObjection.id, id), eq(settlementObjection.status, 'raised')))
    .returning({ id: settlementObjection.id });
  return won.length === 1;
}

/** How many objections wait for an answer in settlements that have not been reviewed. */
export async function countOpenObjections(q: Queryable, reach: Reach): Promise<number> {
  const [row] = await q
    .select({ total: count() })
    .from(settlementObjection)
    .innerJoin(settlement, ofSettlement())
    .where(and(withinReach(reach), eq(settlementObjection.status, 'raised'), eq(settlement.status, 'delivered')));
  return Number(row?.total ?? 0);
}

function ofSettlement() {
  return and(eq(settlement.regionCode, settlementObjection.regionCode), eq(settlement.id, settlementObjection.settlementId));
}

function withinReach(reach: Reach) {
  return within(reach, settlementObjection.regionCode, settlementObjection.code);
}

function objectionOf(row: ObjectionRow): Objection {
  const { id, settlementId, number, poolId, code, text, amountFen, raisedBy, raisedAt } = row;
  return { id, settlementId, number, poolId, code, text, amountFen, raisedBy, raisedAt, state: stateOf(row) };
}

function stateOf({ id, status, answer, answeredBy, answeredAt, withdrawnAt }: ObjectionRow): ObjectionState {
  if (status === 'raised') return { status };
  if (status === 'withdrawn' && withdrawnAt !== null) return { status, at: withdrawnAt };
  if (status !== 'withdrawn' && answer !== null && answeredBy !== null && answeredAt !== null) return { status, answer, answeredBy, answeredAt };
  throw new Error(`objection ${id} is ${status} without what belongs to it`);
}
