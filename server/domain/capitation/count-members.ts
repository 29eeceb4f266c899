import { compareCodes } from '@/server/domain/kernel/allocate';
import { ageOn, firstDayOf, lastDayOf, type Day, type Month } from '@/server/domain/kernel/calendar-day';
import { unreachable } from '@/server/domain/kernel/outcome';
import type { AgeBand, CountDay } from '@/server/domain/policy/policy-version';
import type { MemberCell, Membership } from './member-month';

export type CountedCell = Omit<MemberCell, 'incomeFen'>;

/** The one day of a month on which members are counted. */
export function countDayOf(month: Month, countDay: CountDay): Day {
  switch (countDay) {
    case 'first':
      return firstDayOf(month);
    case 'fifteenth':
      return `${month}-15`;
    case 'last':
      return lastDayOf(month);
    default:
      return unreachable(countDay);
  }
}

/**
 * Count residents with a contract in force on a day into cells, each resident once. Who has died or moved out by that
 * day is not counted. Should a resident have two contracts in force, the one with the lower id counts, so that the
 * answer does not depend on the order they come in.
 */
export function countMembers(memberships: Iterable<Membership>, day: Day, ageBands: readonly AgeBand[]): CountedCell[] {
  const byResident = new Map<string, Membership>();
  for (const membership of memberships) {
    if (!counts(membership, day)) continue;
    const other = byResident.get(membership.residentId);
    if (other === undefined || compareCodes(membership.contractId, other.contractId) < 0) {
      byResident.set(membership.residentId, membership);
    }
  }
  const cells = new Map<string, CountedCell>();
  for (const membership of byResident.values()) {
    const cell = cellOf(membership, day, ageBands);
    const code = cellCode(cell);
    cells.set(code, { ...cell, heads: (cells.get(code)?.heads ?? 0) + 1 });
  }
  return [...cells.entries()].sort(([a], [b]) => compareCodes(a, b)).map(([, cell]) => cell);
}

/** What identifies a cell, and the order cells come in. */
export function cellCode(cell: CountedCell): string {
  const { institutionCode, teamId, insutype, ageBand, sex, inKeyGroup } = cell;
  return [institutionCode, teamId, insutype, ageBand, sex, inKeyGroup ? 'key' : 'other'].join('/');
}

function counts(membership: Membership, day: Day): boolean {
  const { from, to, birthDay, deathDay, movedOutOn } = membership;
  const inForce = from <= day && day <= to;
  const livesHere = birthDay <= day && (deathDay === null || day < deathDay) && (movedOutOn === null || day < movedOutOn);
  return inForce && livesHere;
}

function cellOf(membership: Membership, day: Day, ageBands: readonly AgeBand[]): CountedCell {
  const { institutionCode, teamId, insutype, sex, inKeyGroup } = membership;
  return { institutionCode, teamId, insutype, ageBand: bandOf(ageOn(membership.birthDay, day), ageBands).id, sex, inKeyGroup, heads: 0 };
}

/** @throws RangeError for an age without a band, which `checkPolicy` never lets in. */
function bandOf(age: number, ageBands: readonly AgeBand[]): AgeBand {
  const band = ageBands.find(({ fromAge, toAge }) => fromAge <= age && (toAge === null || age <= toAge));
  if (band === undefined) throw new RangeError(`no age band for ${age}`);
  return band;
}
