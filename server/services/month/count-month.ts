import { setImmediate } from 'node:timers/promises';
import { clearNews, keepCountedBy, listCountedBy, watchMembers } from '@/db/queries/member-news';
import { listCorrections, listMemberCells } from '@/db/queries/month';
import { listInstitutions } from '@/db/queries/registry';
import { listTeams } from '@/db/queries/team';
import type { Reach, Tx } from '@/db';
import type { MemberCorrection } from '@/server/domain/capitation/correct-members';
import { cellCode } from '@/server/domain/capitation/count-members';
import { type MemberCell, type MemberMonth, memberMonthOf } from '@/server/domain/capitation/member-month';
import { carriedFrom, countingTermsOf } from '@/server/domain/capitation/who-counts';
import { type Month, addMonths, lastDayOf } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { type PolicyLookupRefusal } from '@/server/domain/policy/refusals';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { isPrimary } from '@/server/domain/registry/codes';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { asMemberCell } from './member-cell';
import { recountResidents } from './recount-residents';

export interface CountedMonth {
  readonly members: MemberMonth;
  readonly corrections: readonly MemberCorrection[];
}

/**
 * Count a month's members by the policy in force on its last day, and earlier closed months anew as far back as the policy
 * makes late news good. Where the month before was counted by the same terms, only residents are counted of whom there is news, and the
 * others go over from it.
 *
 * Places where people can be signed are listed even when nobody is: primary institutions, and whoever has a team.
 */
export async function countMonth(tx: Tx, reach: Reach, month: Month, closed: ReadonlySet<Month>): Promise<Outcome<CountedMonth, PolicyLookupRefusal>> {
  const { regionCode } = reach;
  const policies = await policiesOf(tx, regionCode, month, closed);
  if (!policies.ok) return policies;
  const termsOf = (of: Month) => policyOf(policies.value, of).capitation;
  const countedBy = await listCountedBy(tx, regionCode);
  const terms = new Map([...policies.value.keys()].map((each) => [each, countingTermsOf(termsOf(each))]));
  const before = carriedFrom(month, closed, countedBy, terms);
  const carried = before === null ? null : { month: before, standing: await standingCells(tx, regionCode, before) };
  await watchMembers(tx, regionCode);
  const origins = [...policies.value.keys()].filter((each) => each !== month).sort();
  const { cells, changes } = await recountResidents(tx, { regionCode, month, origins, termsOf, carried });
  // News about a month after this one has yet to be counted there.
  if (![...closed].some((other) => other > month)) await clearNews(tx, regionCode);
  await keepCountedBy(tx, regionCode, terms, countedBy);
  const members = memberMonthOf(cells.values(), month, policyOf(policies.value, month), await listPlaces(tx, reach));
  const corrections: MemberCorrection[] = [];
  for (const change of changes) {
    corrections.push(...change.correctionsOf(await standingCells(tx, regionCode, change.originMonth), termsOf(change.originMonth)));
    await setImmediate();
  }
  return accept({ members, corrections });
}

/** The policy of the month, and of each closed month before it that late news is made good of. */
async function policiesOf(tx: Tx, regionCode: string, month: Month, closed: ReadonlySet<Month>): Promise<Outcome<ReadonlyMap<Month, PolicyVersion>, PolicyLookupRefusal>> {
  const current = await getPolicyInForce(tx, regionCode, lastDayOf(month));
  if (!current.ok) return current;
  const oldest = addMonths(month, -current.value.capitation.correctionMonths.value);
  const policies = new Map<Month, PolicyVersion>([[month, current.value]]);
  for (const origin of [...closed].filter((other) => oldest <= other && other < month)) {
    const policy = await getPolicyInForce(tx, regionCode, lastDayOf(origin));
    if (!policy.ok) return policy;
    policies.set(origin, policy.value);
  }
  return accept(policies);
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
