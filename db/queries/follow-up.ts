import { type SQL, and, asc, count, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { preparedInForm } from '@/db/prepared';
import { type Reach, within } from '@/db/reach';
import { contract, contractFulfilment, followUp, institution, resident, team } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { PageOf, ResidentRow } from './resident';

export type FollowUpRow = typeof followUp.$inferSelect;
export type ContractFulfilmentRow = typeof contractFulfilment.$inferSelect;

/** The part of a team's or a place's occasions that a tab shows. */
export interface FollowUpCut {
  readonly state: 'due' | 'overdue' | 'upcoming';
  readonly today: Day;
  /** How far ahead `upcoming` looks; how far behind `overdue` can lie. */
  readonly from: Day;
  readonly to: Day;
  readonly teamIds: readonly string[] | null;
  readonly planCode: string | null;
}

export interface OpenFollowUp {
  readonly row: FollowUpRow;
  readonly resident: ResidentRow;
  readonly contractNumber: string;
  readonly contractEndDay: Day;
  readonly teamName: string;
  readonly lastGivenDay: Day | null;
}

const ofContract = and(eq(contract.regionCode, followUp.regionCode), eq(contract.id, followUp.contractId));

/** One page of what is open, what has waited longest first. */
export async function listOpenFollowUps(q: Queryable, reach: Reach, cut: FollowUpCut, { page, pageSize }: PageOf): Promise<OpenFollowUp[]> {
  return q
    .select({ row: followUp, resident, contractNumber: contract.number, contractEndDay: contract.endDay, teamName: team.name, lastGivenDay: contractFulfilment.lastGivenDay })
    .from(followUp)
    .innerJoin(contract, ofContract)
    .innerJoin(resident, and(eq(resident.regionCode, followUp.regionCode), eq(resident.id, followUp.residentId)))
    .innerJoin(team, and(eq(team.regionCode, followUp.regionCode), eq(team.id, followUp.teamId)))
    .innerJoin(contractFulfilment, and(eq(contractFulfilment.regionCode, followUp.regionCode), eq(contractFulfilment.contractId, followUp.contractId)))
    .where(and(openWithin(reach, cut), eq(contract.status, 'in_force')))
    .orderBy(asc(followUp.dueOn), asc(followUp.contractId), asc(followUp.planCode))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
}

/** How many of each plan are open; together they are the tab's count. */
export async function countOpenFollowUps(q: Queryable, reach: Reach, cut: FollowUpCut): Promise<{ readonly planCode: string; readonly total: number }[]> {
  const rows = await q
    .select({ planCode: followUp.planCode, total: count() })
    .from(followUp)
    .innerJoin(contract, ofContract)
    .where(and(openWithin(reach, cut), eq(contract.status, 'in_force')))
    .groupBy(followUp.planCode)
    .orderBy(asc(followUp.planCode));
  return rows.map(({ planCode, total }) => ({ planCode, total: Number(total) }));
}

function openWithin(reach: Reach, cut: FollowUpCut): SQL | undefined {
  return and(
    within(reach, followUp.regionCode, followUp.institutionCode),
    cut.teamIds === null ? undefined : inArray(followUp.teamId, [...cut.teamIds]),
    // The words of the partial index, so that it is used.
    sql`done_on is null`,
    cut.planCode === null ? undefined : eq(followUp.planCode, cut.planCode),
    daysOf(cut),
  );
}

function daysOf({ state, today, from, to }: FollowUpCut): SQL | undefined {
  switch (state) {
    case 'due':
      return and(gte(followUp.dueOn, today), lte(followUp.dueFrom, today));
    case 'overdue':
      return and(lt(followUp.dueOn, today), gte(followUp.dueOn, from), gte(followUp.closesOn, today));
    case 'upcoming':
      return and(gte(followUp.dueOn, today), gt(followUp.dueFrom, today), lte(followUp.dueFrom, to));
  }
}

/** The occasions of some residents, by the day they are due. */
export async function listFollowUpsOf(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<FollowUpRow[]> {
  return followUpsOf(q, {}, { regionCode, residentIds });
}

const followUpsOf = preparedInForm<object, { readonly regionCode: string; readonly residentIds: readonly string[] }>()((q, _, { regionCode, residentIds }) =>
  q
    .select()
    .from(followUp)
    .where(and(eq(followUp.regionCode, regionCode), inArray(followUp.residentId, [...residentIds])))
    .orderBy(asc(followUp.dueOn), asc(followUp.planCode), asc(followUp.contractId)),
);

export async function listFulfilmentsOf(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<ContractFulfilmentRow[]> {
  return q.select().from(contractFulfilment).where(and(eq(contractFulfilment.regionCode, regionCode), inArray(contractFulfilment.residentId, [...residentIds])));
}

export async function deleteFollowUps(tx: Tx, rows: readonly FollowUpRow[]): Promise<void> {
  for (const { regionCode, contractId, planCode, opensOn } of rows) {
    await tx.delete(followUp).where(and(eq(followUp.regionCode, regionCode), eq(followUp.contractId, contractId), eq(followUp.planCode, planCode), eq(followUp.opensOn, opensOn)));
  }
}

export async function insertFollowUps(tx: Tx, rows: readonly FollowUpRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(followUp, rows);
}

export async function insertFulfilments(tx: Tx, rows: readonly ContractFulfilmentRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(contractFulfilment, rows);
}

export async function saveFulfilment(tx: Tx, { regionCode, contractId, ...rest }: ContractFulfilmentRow): Promise<void> {
  await tx.update(contractFulfilment).set(rest).where(and(eq(contractFulfilment.regionCode, regionCode), eq(contractFulfilment.contractId, contractId)));
}

/** Residents after one, in order of their ids, with a contract that ended on a day or later and is not planned, or was changed since it was. */
export async function listResidentsToPlan(q: Queryable, regionCode: string, endedSince: Day, after: string, limit: number): Promise<string[]> {
  const rows = await q
    .selectDistinct({ residentId: contract.residentId })
    .from(contract)
    .leftJoin(contractFulfilment, and(eq(contractFulfilment.regionCode, contract.regionCode), eq(contractFulfilment.contractId, contract.id)))
    .where(
      and(
        eq(contract.regionCode, regionCode),
        gt(contract.residentId, after),
        gte(contract.endDay, endedSince),
        or(
          isNull(contractFulfilment.contractId),
          ...[ne(contractFulfilment.endDay, contract.endDay), ne(contractFulfilment.startDay, contract.startDay)],
          ...[ne(contractFulfilment.teamId, contract.teamId), ne(contractFulfilment.institutionCode, contract.institutionCode), ne(contractFulfilment.residentId, contract.residentId)],
        ),
      ),
    )
    .orderBy(asc(contract.residentId))
    .limit(limit);
  return rows.map(({ residentId }) => residentId);
}

export interface UnservedCut {
  readonly today: Day;
  /** Signed for a day not later than this. */
  readonly startedBy: Day;
  readonly teamIds: readonly string[] | null;
}

export interface UnservedRow {
  readonly contractId: string;
  readonly contractNumber: string;
  readonly startDay: Day;
  readonly endDay: Day;
  readonly resident: ResidentRow;
  readonly teamName: string;
}

/** 签而不约: contracts in force to which nothing was given, the longest signed first. */
export async function listUnserved(q: Queryable, reach: Reach, cut: UnservedCut, { page, pageSize }: PageOf): Promise<UnservedRow[]> {
  return q
    .select({ contractId: contract.id, contractNumber: contract.number, startDay: contract.startDay, endDay: contract.endDay, resident, teamName: team.name })
    .from(contractFulfilment)
    .innerJoin(contract, and(eq(contract.regionCode, contractFulfilment.regionCode), eq(contract.id, contractFulfilment.contractId)))
    .innerJoin(resident, and(eq(resident.regionCode, contract.regionCode), eq(resident.id, contract.residentId)))
    .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
    .where(unservedWithin(reach, cut))
    .orderBy(asc(contractFulfilment.startDay), asc(contractFulfilment.contractId))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
}

export async function countUnserved(q: Queryable, reach: Reach, cut: UnservedCut): Promise<number> {
  const [row] = await q
    .select({ total: count() })
    .from(contractFulfilment)
    .innerJoin(contract, and(eq(contract.regionCode, contractFulfilment.regionCode), eq(contract.id, contractFulfilment.contractId)))
    .where(unservedWithin(reach, cut));
  return Number(row?.total ?? 0);
}

function unservedWithin(reach: Reach, { today, startedBy, teamIds }: UnservedCut): SQL | undefined {
  return and(
    within(reach, contractFulfilment.regionCode, contractFulfilment.institutionCode),
    teamIds === null ? undefined : inArray(contractFulfilment.teamId, [...teamIds]),
    eq(contractFulfilment.given, 0),
    lte(contractFulfilment.startDay, startedBy),
    eq(contract.status, 'in_force'),
    gte(contract.endDay, today),
  );
}

/** What one team's contracts in force on a day were owed and given. */
export interface FulfilmentTotals {
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly contracts: number;
  /** Contracts to which anything was given. */
  readonly served: number;
  /** Services given under these contracts. */
  readonly given: number;
  /** Occasions of these contracts whose last day in time is over by then, or that were made good. */
  readonly owed: number;
  /** Of those, made good. */
  readonly done: number;
}

/**
 * 履约统计 by team: of the contracts that cover a day. A team without any is there with zeros, as long as it lies within reach.
 */
export async function listFulfilmentTotals(q: Queryable, reach: Reach, asOf: Day): Promise<FulfilmentTotals[]> {
  const covers = and(lte(contractFulfilment.startDay, asOf), gte(contractFulfilment.endDay, asOf));
  const teams = await q
    .select({ institutionCode: team.institutionCode, institutionName: institution.name, teamId: team.id, teamName: team.name })
    .from(team)
    .innerJoin(institution, and(eq(institution.regionCode, team.regionCode), eq(institution.code, team.institutionCode)))
    .where(within(reach, team.regionCode, team.institutionCode))
    .orderBy(asc(team.institutionCode), asc(team.name), asc(team.id));
  const contracts = await q
    .select({
      teamId: contractFulfilment.teamId,
      contracts: sql<number>`count(*)`.mapWith(Number),
      served: sql<number>`coalesce(sum(case when ${contractFulfilment.given} > 0 then 1 else 0 end), 0)`.mapWith(Number),
      given: sql<number>`coalesce(sum(${contractFulfilment.given}), 0)`.mapWith(Number),
    })
    .from(contractFulfilment)
    .where(and(within(reach, contractFulfilment.regionCode, contractFulfilment.institutionCode), covers))
    .groupBy(contractFulfilment.teamId);
  const occasions = await q
    .select({ teamId: contractFulfilment.teamId, owed: sql<number>`count(*)`.mapWith(Number), done: sql<number>`count(${followUp.doneOn})`.mapWith(Number) })
    .from(contractFulfilment)
    .innerJoin(followUp, and(eq(followUp.regionCode, contractFulfilment.regionCode), eq(followUp.contractId, contractFulfilment.contractId)))
    .where(and(within(reach, contractFulfilment.regionCode, contractFulfilment.institutionCode), covers, or(lt(followUp.dueOn, asOf), isNotNull(followUp.doneOn))))
    .groupBy(contractFulfilment.teamId);
  const ofTeam = new Map(contracts.map((row) => [row.teamId, row]));
  const owedTo = new Map(occasions.map((row) => [row.teamId, row]));
  return teams.map((each) => {
    const held = ofTeam.get(each.teamId);
    const owed = owedTo.get(each.teamId);
    return { ...each, contracts: held?.contracts ?? 0, served: held?.served ?? 0, given: held?.given ?? 0, owed: owed?.owed ?? 0, done: owed?.done ?? 0 };
  });
}

/** Birth days, by which children's checks fall due. */
export async function listBirthDays(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<Map<string, Day>> {
  const { id, birthDay } = resident;
  const rows = await q.select({ id, birthDay }).from(resident).where(and(eq(resident.regionCode, regionCode), inArray(id, [...residentIds])));
  return new Map(rows.map((row) => [row.id, row.birthDay]));
}
