import { setImmediate } from 'node:timers/promises';
import { insertRoster, listCorrections, listMemberCells, listMemberships, listRoster } from '@/db/queries/month';
import { listInstitutions } from '@/db/queries/registry';
import { listTeams } from '@/db/queries/team';
import type { Reach, Tx } from '@/db';
import { type MemberCorrection, MonthChanges } from '@/server/domain/capitation/correct-members';
import { type CountedCell, addToCells, cellCode } from '@/server/domain/capitation/count-members';
import { type MemberCell, type MemberMonth, type Membership, memberMonthOf } from '@/server/domain/capitation/member-month';
import { type RosterRow, recountResident } from '@/server/domain/capitation/roster';
import { type Month, addMonths, firstDayOf, lastDayOf } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { type PolicyLookupRefusal } from '@/server/domain/policy/refusals';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { isPrimary } from '@/server/domain/registry/codes';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { asMemberCell } from './member-cell';

/** How many contracts are held in memory at once. */
const pageSize = 4000;

export interface CountedMonth {
  readonly members: MemberMonth;
  readonly corrections: readonly MemberCorrection[];
}

/**
 * Count a month's members by the policy in force on its last day, and earlier closed months anew as far back as the policy
 * makes late news good. Residents are read a page at a time, and the roster is written as far as it has news.
 *
 * Places where people can be signed are listed even when nobody is: primary institutions, and whoever has a team.
 */
export async function countMonth(tx: Tx, reach: Reach, month: Month, closed: ReadonlySet<Month>): Promise<Outcome<CountedMonth, PolicyLookupRefusal>> {
  const { regionCode } = reach;
  const current = await getPolicyInForce(tx, regionCode, lastDayOf(month));
  if (!current.ok) return current;
  const oldest = addMonths(month, -current.value.capitation.correctionMonths.value);
  const origins = [...closed].filter((other) => oldest <= other && other < month).sort();
  const policies = new Map<Month, PolicyVersion>([[month, current.value]]);
  for (const origin of origins) {
    const policy = await getPolicyInForce(tx, regionCode, lastDayOf(origin));
    if (!policy.ok) return policy;
    policies.set(origin, policy.value);
  }
  const { cells, changes } = await recountResidents(tx, regionCode, origins, month, policies);
  const members = memberMonthOf(cells.values(), month, current.value, await listPlaces(tx, reach));
  const corrections: MemberCorrection[] = [];
  for (const change of changes) {
    corrections.push(...change.correctionsOf(await standingCells(tx, regionCode, change.originMonth), policyOf(policies, change.originMonth).capitation));
    await setImmediate();
  }
  return accept({ members, corrections });
}

interface Recount {
  readonly cells: Map<string, CountedCell>;
  readonly changes: readonly MonthChanges[];
}

async function recountResidents(tx: Tx, regionCode: string, origins: readonly Month[], month: Month, policies: ReadonlyMap<Month, PolicyVersion>): Promise<Recount> {
  const cells = new Map<string, CountedCell>();
  const changes = new Map(origins.map((origin) => [origin, new MonthChanges(origin)]));
  const termsOf = (of: Month) => policyOf(policies, of).capitation;
  const span = { from: firstDayOf(origins[0] ?? month), to: lastDayOf(month) };
  let after: string | null = '';
  while (after !== null) {
    const memberships: Membership[] = await listMemberships(tx, regionCode, { ...span, after }, pageSize);
    const upTo: string | null = memberships.length === 0 ? null : (memberships.at(-1)?.residentId ?? null);
    const roster = await listRoster(tx, regionCode, after, upTo);
    const written: RosterRow[] = [];
    for (const [residentId, own] of byResident(memberships, roster)) {
      const recount = recountResident(residentId, own.memberships, own.roster, origins, month, termsOf);
      addToCells(cells, recount.entries, month);
      for (const change of recount.changes) changes.get(change.originMonth)?.add(change);
      written.push(...recount.rows);
    }
    await insertRoster(tx, regionCode, written);
    after = upTo;
    await setImmediate();
  }
  return { cells, changes: [...changes.values()] };
}

/** A page of residents with all that is known of each; who is on the roster alone has lost every contract of the span. */
function byResident(memberships: readonly Membership[], roster: readonly RosterRow[]): Map<string, { memberships: Membership[]; roster: RosterRow[] }> {
  const found = new Map<string, { memberships: Membership[]; roster: RosterRow[] }>();
  const at = (residentId: string) => {
    const own = found.get(residentId) ?? { memberships: [], roster: [] };
    found.set(residentId, own);
    return own;
  };
  for (const membership of memberships) at(membership.residentId).memberships.push(membership);
  for (const row of roster) at(row.residentId).roster.push(row);
  return found;
}

/** A closed month's cells with every correction booked so far. */
async function standingCells(tx: Tx, regionCode: string, origin: Month): Promise<MemberCell[]> {
  const everywhere = { regionCode, institutionCodes: 'all' } as const;
  const standing = new Map<string, MemberCell>();
  for (const row of [...(await listMemberCells(tx, everywhere, origin)), ...(await listCorrections(tx, everywhere, { about: origin }))]) {
    const cell = asMemberCell(row);
    if (cell === null) continue;
    const code = cellCode(cell);
    const before = standing.get(code);
    standing.set(code, {
      ...cell,
      heads: (before?.heads ?? 0) + cell.heads,
      memberDays: (before?.memberDays ?? 0) + cell.memberDays,
      incomeFen: (before?.incomeFen ?? 0) + cell.incomeFen,
    });
  }
  return [...standing.values()];
}

async function listPlaces(tx: Tx, reach: Reach): Promise<string[]> {
  const primary = (await listInstitutions(tx, reach.regionCode)).filter(({ level }) => isPrimary(level)).map(({ code }) => code);
  const staffed = (await listTeams(tx, reach)).map(({ institutionCode }) => institutionCode);
  return [...new Set([...primary, ...staffed])];
}

function policyOf(policies: ReadonlyMap<Month, PolicyVersion>, month: Month): PolicyVersion {
  const policy = policies.get(month);
  if (!policy) throw new Error(`no policy was read for ${month}`);
  return policy;
}
