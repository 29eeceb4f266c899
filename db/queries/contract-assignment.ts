import { type SQL, and, asc, countDistinct, eq, gte, inArray, isNull, lt, notExists, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { contract, contractAssignment, visit } from '@/db/schema';
import { stretchesFrom } from '@/server/domain/contract/assignment';
import type { Contract } from '@/server/domain/contract/contract';
import { type Day, addDays } from '@/server/domain/kernel/calendar-day';

const idsPerStatement = 1000;

export interface AssignmentRow {
  readonly fromDay: Day;
  readonly toDay: Day | null;
  readonly teamId: string;
  readonly practitionerId: string;
  readonly institutionCode: string;
}

/** Where contracts belonged, the earliest first, of those that were ever handed over. */
export async function listAssignments(q: Queryable, regionCode: string, contractIds: readonly string[]): Promise<Map<string, AssignmentRow[]>> {
  const found = new Map<string, AssignmentRow[]>();
  const { contractId, fromDay, toDay, teamId, practitionerId, institutionCode } = contractAssignment;
  for (let from = 0; from < contractIds.length; from += idsPerStatement) {
    const rows = await q
      .select({ contractId, fromDay, toDay, teamId, practitionerId, institutionCode })
      .from(contractAssignment)
      .where(and(eq(contractAssignment.regionCode, regionCode), inArray(contractId, contractIds.slice(from, from + idsPerStatement))))
      .orderBy(asc(contractId), asc(fromDay));
    for (const { contractId: id, ...row } of rows) found.set(id, [...(found.get(id) ?? []), row]);
  }
  return found;
}

/** Lets a contract that takes another one's place belong, day by day, to whom that one did. Whoever had it before a handover keeps those days. */
export async function copyAssignments(tx: Tx, fromId: string, to: Pick<Contract, 'regionCode' | 'id' | 'startDay' | 'practitionerId'>): Promise<void> {
  const held = await tx
    .select()
    .from(contractAssignment)
    .where(and(eq(contractAssignment.regionCode, to.regionCode), eq(contractAssignment.contractId, fromId)))
    .orderBy(asc(contractAssignment.fromDay));
  const rows = stretchesFrom(held, to.startDay).map((row) => ({ ...row, contractId: to.id, practitionerId: row.toDay === null ? to.practitionerId : row.practitionerId }));
  if (rows.length > 0) await tx.append(contractAssignment, rows);
}

/** Another responsible doctor since the last handover; nothing to write where there was none. */
export async function amendAssignedDoctor(tx: Tx, { regionCode, id }: Pick<Contract, 'regionCode' | 'id'>, practitionerId: string): Promise<void> {
  await tx
    .update(contractAssignment)
    .set({ practitionerId })
    .where(and(eq(contractAssignment.regionCode, regionCode), eq(contractAssignment.contractId, id), isNull(contractAssignment.toDay)));
}

/** A team's contracts that have not ended, or those of one doctor in it. */
export interface ListToMove {
  readonly regionCode: string;
  readonly teamId: string;
  readonly practitionerId?: string;
}

export interface NewAssignment {
  readonly teamId: string;
  readonly institutionCode: string;
  readonly practitionerId: string;
  /** Doctors who keep their residents because they go along. */
  readonly keeping: readonly string[];
  /** The first day of it. */
  readonly day: Day;
  readonly handoverId: string | null;
}

/**
 * Gives a list of contracts to another team, doctor or institution from a day on, in a handful of statements however long it is. Each contract
 * keeps its number and its term; the days before stay where they were. The counters are for the caller to count anew.
 */
export async function moveContracts(tx: Tx, list: ListToMove, to: NewAssignment): Promise<void> {
  const moved = toBeMoved(list, to.day);
  await keepEarlierDays(tx, list.regionCode, moved, to.day);
  const { regionCode, id } = contract;
  const doctor = to.keeping.length === 0 ? sql<string>`${to.practitionerId}` : sql<string>`case when ${inArray(contract.practitionerId, [...to.keeping])} then ${contract.practitionerId} else ${to.practitionerId} end`;
  // One that begins on the day or later belongs to its new team from its first day on.
  const begun = tx
    .select({ regionCode, contractId: id, fromDay: text(to.day, 'from_day'), toDay: nothing('to_day'), teamId: text(to.teamId, 'team_id'), practitionerId: doctor.as('practitioner_id'), institutionCode: text(to.institutionCode, 'institution_code'), handoverId: to.handoverId === null ? nothing('handover_id') : text(to.handoverId, 'handover_id') })
    .from(contract)
    .where(and(moved, lt(contract.startDay, to.day)));
  await tx.insert(contractAssignment).select(begun);
  await tx.update(contract).set({ teamId: to.teamId, institutionCode: to.institutionCode, practitionerId: doctor }).where(moved);
}

async function keepEarlierDays(tx: Tx, region: string, moved: SQL | undefined, day: Day): Promise<void> {
  const { regionCode, id, startDay, teamId, practitionerId, institutionCode } = contract;
  const open = and(eq(contractAssignment.regionCode, region), isNull(contractAssignment.toDay), inArray(contractAssignment.contractId, tx.select({ id }).from(contract).where(moved)));
  const earlier = tx.select({ id: contractAssignment.contractId }).from(contractAssignment).where(and(eq(contractAssignment.regionCode, regionCode), eq(contractAssignment.contractId, id)));
  const first = tx
    .select({ regionCode, contractId: id, fromDay: startDay, toDay: text(addDays(day, -1), 'to_day'), teamId, practitionerId, institutionCode, handoverId: nothing('handover_id') })
    .from(contract)
    .where(and(moved, lt(startDay, day), notExists(earlier)));
  await tx.insert(contractAssignment).select(first);
  // What was assigned earlier on the same day covered no day of its own.
  await tx.delete(contractAssignment).where(and(open, eq(contractAssignment.fromDay, day)));
  await tx.update(contractAssignment).set({ toDay: addDays(day, -1) }).where(and(open, lt(contractAssignment.fromDay, day)));
}

const nothing = (name: string) => sql<string | null>`cast(null as text)`.as(name);
const text = (value: string, name: string) => sql<string>`cast(${value} as text)`.as(name);

function toBeMoved({ regionCode, teamId, practitionerId }: ListToMove, day: Day): SQL | undefined {
  return and(
    eq(contract.regionCode, regionCode),
    eq(contract.teamId, teamId),
    eq(contract.status, 'in_force'),
    gte(contract.endDay, day),
    practitionerId === undefined ? undefined : eq(contract.practitionerId, practitionerId),
  );
}

/** How many contracts and residents a list holds, by responsible doctor. */
export async function countListByDoctor(q: Queryable, list: ListToMove, day: Day): Promise<{ practitionerId: string; contracts: number; residents: number }[]> {
  const rows = await q
    .select({ practitionerId: contract.practitionerId, contracts: sql<number>`count(*)`.mapWith(Number), residents: countDistinct(contract.residentId) })
    .from(contract)
    .where(toBeMoved(list, day))
    .groupBy(contract.practitionerId)
    .orderBy(asc(contract.practitionerId));
  return rows.map((row) => ({ ...row, residents: Number(row.residents) }));
}

/** The residents of a list, in order of their ids. */
export async function listResidentsOfList(q: Queryable, list: ListToMove, day: Day): Promise<string[]> {
  const rows = await q.selectDistinct({ residentId: contract.residentId }).from(contract).where(toBeMoved(list, day)).orderBy(asc(contract.residentId));
  return rows.map(({ residentId }) => residentId);
}

/** Of a handover's residents, those with a visit settled on its first day or later, whose benefits ask which institution they belong to. */
export async function listSeenSince(q: Queryable, regionCode: string, handoverId: string, day: Day): Promise<string[]> {
  const rows = await q
    .selectDistinct({ residentId: contract.residentId })
    .from(contractAssignment)
    .innerJoin(contract, and(eq(contract.regionCode, contractAssignment.regionCode), eq(contract.id, contractAssignment.contractId)))
    .innerJoin(visit, and(eq(visit.regionCode, contract.regionCode), eq(visit.residentId, contract.residentId)))
    .where(and(eq(contractAssignment.regionCode, regionCode), eq(contractAssignment.handoverId, handoverId), gte(visit.settledAt, day)))
    .orderBy(asc(contract.residentId));
  return rows.map(({ residentId }) => residentId);
}
