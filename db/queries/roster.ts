import { type Column, type Placeholder, type SQL, and, asc, desc, eq, gt, gte, lte, sql } from 'drizzle-orm';
import { among, listed } from '@/db/among';
import type { Queryable, Tx } from '@/db/client';
import { type Placeholders, prepared } from '@/db/prepared';
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
 * Up to which resident so many contracts reach after another's, in the order of residents' ids; null: nobody is left who has one.
 *
 * Asked by both columns of the index at once. By the region alone, a planner that has counted nothing takes its people for a handful, and sorts
 * all that are left, once a page.
 */
export async function findPageEnd(q: Queryable, regionCode: string, after: string, contracts: number): Promise<string | null> {
  const [found] = await contractAt(q, { regionCode, after, skipped: contracts - 1 });
  if (found?.regionCode === regionCode) return found.residentId;
  const [last] = await lastAfter(q, { regionCode, after });
  return last?.residentId ?? null;
}

const contractAt = prepared(['regionCode', 'after', 'skipped'], (q, { regionCode, after, skipped }) =>
  q
    .select({ regionCode: contract.regionCode, residentId: contract.residentId })
    .from(contract)
    .where(sql`(${contract.regionCode}, ${contract.residentId}) > (${regionCode}, ${after})`)
    .orderBy(asc(contract.regionCode), asc(contract.residentId))
    .limit(1)
    .offset(skipped),
);

const lastAfter = prepared(['regionCode', 'after'], (q, { regionCode, after }) =>
  q
    .select({ residentId: contract.residentId })
    .from(contract)
    .where(and(eq(contract.regionCode, regionCode), gt(contract.residentId, after)))
    .orderBy(desc(contract.residentId))
    .limit(1),
);

/**
 * The contracts that touch the span, of residents after one and up to another in the order of residents' ids, each stretch of one that was handed
 * over by itself, with what capitation needs to know of their residents.
 */
export async function listMemberships(q: Queryable, regionCode: string, span: MembershipSpan, after: string, upTo: string): Promise<Membership[]> {
  return membershipsOf(await contractsBetween(q, { regionCode, ...span, after, upTo }), await listStandingsBetween(q, regionCode, after, upTo));
}

/** All contracts of some residents that touch the span, in the same way. */
export async function listMembershipsOf(q: Queryable, regionCode: string, span: MembershipSpan, residentIds: readonly string[]): Promise<Membership[]> {
  return membershipsOf(await contractsOf(q, { regionCode, ...span, residentIds: listed(residentIds) }), await listStandings(q, regionCode, residentIds));
}

const contractsBetween = prepared(['regionCode', 'from', 'to', 'after', 'upTo'], (q, { after, upTo, ...span }) =>
  selectContracts(q, span, and(gt(contract.residentId, after), lte(contract.residentId, upTo))),
);

const contractsOf = prepared(['regionCode', 'from', 'to', 'residentIds'], (q, { residentIds, ...span }) => selectContracts(q, span, among(contract.residentId, residentIds)));

function selectContracts(q: Queryable, { regionCode, from, to }: Placeholders<'regionCode' | 'from' | 'to'>, whose: SQL | undefined) {
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

type ContractRow = Awaited<ReturnType<typeof contractsBetween>>[number];
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
  return upTo === null ? rosterAfter(q, { regionCode, after }) : rosterBetween(q, { regionCode, after, upTo });
}

/** The roster's rows of some residents, in their order. */
export async function listRosterOf(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<RosterRow[]> {
  return rosterOf(q, { regionCode, residentIds: listed(residentIds) });
}

const rosterAfter = prepared(['regionCode', 'after'], (q, { regionCode, after }) => selectRoster(q, regionCode, gt(memberRoster.residentId, after)));

const rosterBetween = prepared(['regionCode', 'after', 'upTo'], (q, { regionCode, after, upTo }) =>
  selectRoster(q, regionCode, and(gt(memberRoster.residentId, after), lte(memberRoster.residentId, upTo))),
);

const rosterOf = prepared(['regionCode', 'residentIds'], (q, { regionCode, residentIds }) => selectRoster(q, regionCode, among(memberRoster.residentId, residentIds)));

function selectRoster(q: Queryable, regionCode: Placeholder, whose: SQL | undefined) {
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
