import { compareCodes } from '@/server/domain/kernel/allocate';
import type { Day, Month } from '@/server/domain/kernel/calendar-day';
import { sumFen, type Fen } from '@/server/domain/kernel/money';
import { citationOf, inCount, inText, type WorkingStep } from '@/server/domain/policy/cited';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { Insutype, Sex } from '@/server/domain/registry/codes';
import type { CoverageTimeline } from '@/server/domain/registry/coverage';
import type { KeyGroupInterval } from '@/server/domain/registry/key-groups-on';
import { type CountedCell, addToCells, countDayOf, countResident, inOrder } from './count-members';
import { priceMembers } from './price-members';

/** A contract with what capitation needs to know of its resident. Both days of the contract are included. */
export interface Membership {
  readonly contractId: string;
  readonly residentId: string;
  readonly institutionCode: string;
  readonly teamId: string;
  readonly from: Day;
  readonly to: Day;
  readonly birthDay: Day;
  readonly deathDay: Day | null;
  /** Days on which the resident does not live in the region, both included; `to` is null while they have not come back. */
  readonly away: readonly { readonly from: Day; readonly to: Day | null }[];
  readonly coverage: CoverageTimeline;
  readonly sex: Sex;
  readonly keyGroups: readonly KeyGroupInterval[];
}

/** Residents of one kind at one team, and what the month pays for them. */
export interface MemberCell {
  readonly institutionCode: string;
  readonly teamId: string;
  readonly insutype: Insutype;
  readonly ageBand: string;
  readonly sex: Sex;
  readonly inKeyGroup: boolean;
  /** Residents whose last counted day of the month lies in this cell. */
  readonly heads: number;
  /** Days of membership; heads × days of the month where members are counted on one day. */
  readonly memberDays: number;
  readonly incomeFen: Fen;
}

export interface MemberTotal {
  readonly code: string;
  readonly heads: number;
  readonly incomeFen: Fen;
}

/** 签约人月: who counted in a month, where, and the income of it. */
export interface MemberMonth {
  readonly month: Month;
  readonly countedOn: Day;
  readonly policyId: string;
  readonly cells: readonly MemberCell[];
  /** Every institution asked about, those without members with 0. */
  readonly byInstitution: readonly MemberTotal[];
  readonly byTeam: readonly MemberTotal[];
  readonly heads: number;
  readonly incomeFen: Fen;
  readonly working: readonly WorkingStep[];
}

/**
 * Count a month's members and price them.
 *
 * @param memberships every contract that may be in force on the count day, with its resident.
 * @param institutionCodes the institutions to list even if nobody is signed there.
 */
export function memberMonth(
  memberships: Iterable<Membership>,
  month: Month,
  policy: PolicyVersion,
  institutionCodes: readonly string[] = [],
): MemberMonth {
  const counted = new Map<string, CountedCell>();
  for (const own of byResident(memberships).values()) addToCells(counted, countResident(own, month, policy.capitation), month);
  return memberMonthOf(counted.values(), month, policy, institutionCodes);
}

/** The same, of members who were counted into cells already. */
export function memberMonthOf(counted: Iterable<CountedCell>, month: Month, policy: PolicyVersion, institutionCodes: readonly string[] = []): MemberMonth {
  const terms = policy.capitation;
  const countedOn = countDayOf(month, terms.countDay.value);
  const { cells, working } = priceMembers(inOrder(counted), terms, month);
  const counting: WorkingStep = {
    step: 'capitation.count',
    ...citationOf(terms.countDay),
    formula: terms.countDay.value === 'daily' ? 'residents with a contract in force on any day of the month' : 'residents with a contract in force on the count day',
    operands: { day: inText(countedOn) },
    result: inCount(sumFen(cells.map((cell) => cell.heads))),
  };
  return {
    month,
    countedOn,
    policyId: policy.id,
    cells,
    byInstitution: totalsBy(cells, (cell) => cell.institutionCode, institutionCodes),
    byTeam: totalsBy(cells, (cell) => cell.teamId, []),
    heads: sumFen(cells.map((cell) => cell.heads)),
    incomeFen: sumFen(cells.map((cell) => cell.incomeFen)),
    working: [counting, ...working],
  };
}

function byResident(memberships: Iterable<Membership>): Map<string, Membership[]> {
  const found = new Map<string, Membership[]>();
  for (const membership of memberships) {
    const own = found.get(membership.residentId);
    if (own) own.push(membership);
    else found.set(membership.residentId, [membership]);
  }
  return found;
}

function totalsBy(cells: readonly MemberCell[], codeOf: (cell: MemberCell) => string, listed: readonly string[]): MemberTotal[] {
  const totals = new Map<string, MemberTotal>(listed.map((code) => [code, { code, heads: 0, incomeFen: 0 }]));
  for (const cell of cells) {
    const code = codeOf(cell);
    const before = totals.get(code);
    totals.set(code, {
      code,
      heads: (before?.heads ?? 0) + cell.heads,
      incomeFen: (before?.incomeFen ?? 0) + cell.incomeFen,
    });
  }
  return [...totals.values()].sort((a, b) => compareCodes(a.code, b.code));
}
