import { type SQL, and, count, countDistinct, eq, exists, gt, gte, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { contract, contractAssignment, contractFulfilment, followUp, resident } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { CoverageCell, FulfilmentCell, PeopleGroup, RenewalCell, TeamSigned } from '@/server/domain/monitoring/coverage-board';
import { assignmentOfContract } from './contract-interval';
import { inKeyGroup, livesHereOn } from './resident-standing';

/** A condition on `contract`: it covers the day, however it ended later. */
const coversDay = (on: Day): SQL | undefined => and(lte(contract.startDay, on), gte(contract.endDay, on));

function groupCondition(q: Queryable, on: Day, group: PeopleGroup): SQL | undefined {
  if (group === 'all') return undefined;
  return group === 'any' ? inKeyGroup(q, on) : inKeyGroup(q, on, [group]);
}

/**
 * People who live near each institution on a day, and those among them with a contract that covers it, wherever they signed. With a reach over
 * the region people without a known home are a line of their own.
 */
export async function countCoverageByHome(q: Queryable, reach: Reach, on: Day, group: PeopleGroup): Promise<CoverageCell[]> {
  const signed = q
    .select({ id: contract.id })
    .from(contract)
    .where(and(eq(contract.regionCode, resident.regionCode), eq(contract.residentId, resident.id), coversDay(on)));
  const rows = await q
    .select({
      homeCode: resident.homeInstitutionCode,
      residents: count(),
      signed: sql<number>`sum(case when ${exists(signed)} then 1 else 0 end)`.mapWith(Number),
    })
    .from(resident)
    .where(and(within(reach, resident.regionCode, resident.homeInstitutionCode), livesHereOn(q, on), groupCondition(q, on, group)))
    .groupBy(resident.homeInstitutionCode);
  return rows.map((row) => ({ ...row, group, residents: Number(row.residents) }));
}

const teamOn = sql<string>`coalesce(${contractAssignment.teamId}, ${contract.teamId})`;
const institutionOn = sql<string>`coalesce(${contractAssignment.institutionCode}, ${contract.institutionCode})`;
const assignedOn = (on: Day): SQL | undefined => and(assignmentOfContract, lte(contractAssignment.fromDay, on), or(isNull(contractAssignment.toDay), gte(contractAssignment.toDay, on)));

function withinReach(reach: Reach): SQL | undefined {
  const { regionCode, institutionCodes } = reach;
  if (institutionCodes === 'all') return eq(contract.regionCode, regionCode);
  return institutionCodes.length === 0 ? sql`1 = 0` : and(eq(contract.regionCode, regionCode), inArray(institutionOn, [...institutionCodes]));
}

/** People signed on a day by the team and the institution that had their contract then. */
export async function countSignedByTeam(q: Queryable, reach: Reach, on: Day, group: 'all' | 'any'): Promise<TeamSigned[]> {
  const rows = await q
    .select({ teamId: teamOn, institutionCode: institutionOn, signed: countDistinct(contract.residentId) })
    .from(contract)
    .innerJoin(resident, and(eq(resident.regionCode, contract.regionCode), eq(resident.id, contract.residentId)))
    .leftJoin(contractAssignment, assignedOn(on))
    .where(and(withinReach(reach), coversDay(on), livesHereOn(q, on), groupCondition(q, on, group)))
    .groupBy(teamOn, institutionOn);
  return rows.map((row) => ({ ...row, group, signed: Number(row.signed) }));
}

/** What became of the contracts whose term ends within some days: each by the team that has it, as it is known now. */
export async function countRenewals(q: Queryable, reach: Reach, span: { readonly from: Day; readonly to: Day }, on: Day): Promise<RenewalCell[]> {
  const next = sql`exists (select 1 from contract n where n.region_code = ${contract.regionCode} and n.resident_id = ${contract.residentId} and n.id <> ${contract.id} and n.start_day > ${contract.endDay} and n.end_day >= n.start_day)`;
  const sumIf = (condition: SQL) => sql<number>`sum(case when ${condition} then 1 else 0 end)`.mapWith(Number);
  const rows = await q
    .select({
      teamId: contract.teamId,
      institutionCode: contract.institutionCode,
      due: count(),
      renewed: sumIf(next),
      lapsed: sumIf(sql`not ${next} and ${contract.endDay} < ${on}`),
    })
    .from(contract)
    .innerJoin(resident, and(eq(resident.regionCode, contract.regionCode), eq(resident.id, contract.residentId)))
    .where(
      and(
        within(reach, contract.regionCode, contract.institutionCode),
        ne(contract.status, 'terminated'),
        gte(contract.endDay, span.from),
        lte(contract.endDay, span.to),
        lte(contract.startDay, on),
        isNull(resident.mergedIntoId),
        or(isNull(resident.deathDay), gt(resident.deathDay, contract.endDay)),
      ),
    )
    .groupBy(contract.teamId, contract.institutionCode);
  return rows.map((row) => ({ ...row, due: Number(row.due), pending: Number(row.due) - row.renewed - row.lapsed }));
}

/** What teams gave: contracts that cover a day with and without any service by then, and occasions due in a span that were done. */
export async function countFulfilment(q: Queryable, reach: Reach, span: { readonly from: Day; readonly to: Day }): Promise<FulfilmentCell[]> {
  const on = span.to;
  const contracts = await q
    .select({ teamId: contract.teamId, contracts: count(), served: sql<number>`sum(case when ${contractFulfilment.given} > 0 then 1 else 0 end)`.mapWith(Number) })
    .from(contract)
    .leftJoin(contractFulfilment, and(eq(contractFulfilment.regionCode, contract.regionCode), eq(contractFulfilment.contractId, contract.id)))
    .where(and(within(reach, contract.regionCode, contract.institutionCode), coversDay(on)))
    .groupBy(contract.teamId);
  const occasions = await q
    .select({ teamId: contract.teamId, due: count(), done: sql<number>`sum(case when ${followUp.doneOn} is not null and ${followUp.doneOn} <= ${on} then 1 else 0 end)`.mapWith(Number) })
    .from(followUp)
    .innerJoin(contract, and(eq(contract.regionCode, followUp.regionCode), eq(contract.id, followUp.contractId)))
    .where(and(within(reach, contract.regionCode, contract.institutionCode), gte(followUp.dueOn, span.from), lte(followUp.dueOn, on)))
    .groupBy(contract.teamId);
  const cells = new Map<string, FulfilmentCell>();
  for (const row of contracts) cells.set(row.teamId, { teamId: row.teamId, contracts: Number(row.contracts), served: row.served, occasionsDue: 0, occasionsDone: 0 });
  for (const { teamId, due, done } of occasions) {
    const own = cells.get(teamId) ?? { teamId, contracts: 0, served: 0 };
    cells.set(teamId, { ...own, occasionsDue: Number(due), occasionsDone: done });
  }
  return [...cells.values()];
}

/** Residents within reach and those signed among them on one day, all or of the key groups: a point of the trend. */
export async function countPoint(q: Queryable, reach: Reach, on: Day, group: 'all' | 'any'): Promise<{ residents: number; signed: number }> {
  const cells = await countCoverageByHome(q, reach, on, group);
  return { residents: cells.reduce((sum, cell) => sum + cell.residents, 0), signed: cells.reduce((sum, cell) => sum + cell.signed, 0) };
}
