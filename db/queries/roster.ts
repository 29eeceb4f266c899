import { type Column, type SQL, and, asc, eq, gt, gte, inArray, lte, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { contract, contractAssignment, memberRoster, resident } from '@/db/schema';
import type { Membership } from '@/server/domain/capitation/member-month';
import type { RosterRow } from '@/server/domain/capitation/roster';
import { daysAssigned } from '@/server/domain/contract/assignment';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { assignmentOfContract } from './contract-interval';
import { listStandings, listStandingsBetween } from './resident-standing';

/** Days of which a contract covers some. */
export interface MembershipSpan {
  readonly from: Day;
  readonly to: Day;
}

/**
 * The next contracts that touch the span, after a resident in the order of residents' ids, each stretch of one that was handed over by itself, with
 * what capitation needs to know of their residents. Never a part of a resident's.
 */
export async function listMemberships(q: Queryable, regionCode: string, { after, ...span }: MembershipSpan & { readonly after: string }, limit: number): Promise<Membership[]> {
  const rows = await selectMemberships(q, regionCode, span, gt(contract.residentId, after)).limit(limit);
  const last = rows.length < limit ? null : (rows.at(-1)?.residentId ?? null);
  const whole = rows.filter(({ residentId }) => residentId !== last);
  return membershipsOf(whole, await listStandingsBetween(q, regionCode, after, whole.at(-1)?.residentId ?? after));
}

/** All contracts of some residents that touch the span, in the same way. */
export async function listMembershipsOf(q: Queryable, regionCode: string, span: MembershipSpan, residentIds: readonly string[]): Promise<Membership[]> {
  const rows = await selectMemberships(q, regionCode, span, inArray(contract.residentId, [...residentIds]));
  return membershipsOf(rows, await listStandings(q, regionCode, residentIds));
}

function selectMemberships(q: Queryable, regionCode: string, { from, to }: MembershipSpan, whose: SQL) {
  return q
    .select({
      contractId: contract.id,
      residentId: contract.residentId,
      institutionCode: sql<string>`coalesce(${contractAssignment.institutionCode}, ${contract.institutionCode})`,
      teamId: sql<string>`coalesce(${contractAssignment.teamId}, ${contract.teamId})`,
      from: contract.startDay,
      to: contract.endDay,
      assignedFrom: contractAssignment.fromDay,
      assignedTo: contractAssignment.toDay,
      birthDay: resident.birthDay,
      deathDay: resident.deathDay,
      sex: resident.sex,
    })
    .from(contract)
    .leftJoin(contractAssignment, assignmentOfContract)
    .innerJoin(resident, and(eq(resident.regionCode, contract.regionCode), eq(resident.id, contract.residentId)))
    .where(and(eq(contract.regionCode, regionCode), whose, lte(unindexed(contract.startDay), to), gte(unindexed(contract.endDay), from)))
    // By residents alone, as an index has them: anything more would be sorted, page by page.
    .orderBy(asc(contract.residentId));
}

/** Keeps a planner that has counted nothing from going through everybody's contracts by their days, once a page. */
function unindexed(column: Column): SQL {
  return sql`coalesce(${column}, '')`;
}

type ContractRow = Awaited<ReturnType<typeof selectMemberships>>[number];
type Standings = Awaited<ReturnType<typeof listStandings>>;

/** Written out member by member: it is done for every contract of a region. */
function membershipsOf(rows: readonly ContractRow[], standings: Standings): Membership[] {
  const memberships: Membership[] = [];
  for (const row of rows) {
    const { contractId, residentId, institutionCode, teamId, birthDay, deathDay, sex, assignedFrom, assignedTo } = row;
    const days = daysAssigned(row, assignedFrom === null ? null : { fromDay: assignedFrom, toDay: assignedTo });
    if (days === null) continue;
    const { coverage, keyGroups, away } = standings.get(residentId);
    memberships.push({ contractId, residentId, institutionCode, teamId, from: days.from, to: days.to, birthDay, deathDay, sex, coverage, keyGroups, away });
  }
  return memberships;
}

/** The roster's rows of residents after one and up to another, who may be absent for all the rest; in order of residents. */
export async function listRoster(q: Queryable, regionCode: string, after: string, upTo: string | null): Promise<RosterRow[]> {
  return selectRoster(q, regionCode, and(gt(memberRoster.residentId, after), upTo === null ? undefined : lte(memberRoster.residentId, upTo)));
}

/** The roster's rows of some residents, in their order. */
export async function listRosterOf(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<RosterRow[]> {
  return selectRoster(q, regionCode, inArray(memberRoster.residentId, [...residentIds]));
}

function selectRoster(q: Queryable, regionCode: string, whose: SQL | undefined) {
  const { residentId, fromMonth, month, entries } = memberRoster;
  return q
    .select({ residentId, fromMonth, month, entries })
    .from(memberRoster)
    .where(and(eq(memberRoster.regionCode, regionCode), whose))
    .orderBy(asc(residentId), asc(fromMonth), asc(month));
}

export async function insertRoster(tx: Tx, regionCode: string, rows: readonly RosterRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(memberRoster, rows.map((row) => ({ regionCode, ...row })));
}
