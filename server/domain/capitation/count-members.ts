import { compareCodes } from '@/server/domain/kernel/allocate';
import { addDays, ageOn, daysOfMonth, firstDayOf, lastDayOf, type Day, type Month } from '@/server/domain/kernel/calendar-day';
import { unreachable } from '@/server/domain/kernel/outcome';
import type { AgeBand, CapitationTerms, CountDay } from '@/server/domain/policy/policy-version';
import type { Insutype } from '@/server/domain/registry/codes';
import { coverageOn } from '@/server/domain/registry/coverage';
import { inKeyGroupOn } from '@/server/domain/registry/key-groups-on';
import type { MemberCell, Membership } from './member-month';
import type { RosterEntry } from './roster';

export type CountedCell = Omit<MemberCell, 'incomeFen'>;
type CountingTerms = Pick<CapitationTerms, 'countDay' | 'ageBands'>;

/** The day of a month on which members are counted; the last one where every day counts. */
export function countDayOf(month: Month, countDay: CountDay): Day {
  switch (countDay) {
    case 'first':
      return firstDayOf(month);
    case 'fifteenth':
      return `${month}-15`;
    case 'last':
    case 'daily':
      return lastDayOf(month);
    default:
      return unreachable(countDay);
  }
}

/**
 * Where one resident counts in a month, from all of their contracts: on the count day, or on each day with a contract in
 * force. Who has died by a day, is away or is not insured on it is not counted on it. Should two contracts be in force on a day, the one with
 * the lower id counts, so that the answer does not depend on the order they come in. The resident is one head, where they
 * stood last.
 */
export function countResident(memberships: readonly Membership[], month: Month, terms: CountingTerms): RosterEntry[] {
  const countDay = terms.countDay.value;
  if (countDay !== 'daily') {
    const found = memberOn(memberships, countDayOf(month, countDay));
    return found ? [{ ...placeOf(found, countDayOf(month, countDay), terms.ageBands), heads: 1, days: null }] : [];
  }
  const all = daysOfMonth(month);
  const byPlace = new Map<string, RosterEntry & { days: number }>();
  for (let at = 0; at < all; at += 1) {
    const day = addDays(firstDayOf(month), at);
    const found = memberOn(memberships, day);
    if (!found) continue;
    const place = placeOf(found, day, terms.ageBands);
    const code = cellCode(place);
    const days = (byPlace.get(code)?.days ?? 0) + 1;
    // Put in anew, so that the place of the last day is the last of the map.
    byPlace.delete(code);
    byPlace.set(code, { ...place, heads: 0, days });
  }
  const places = [...byPlace.values()];
  return places.map((place, index) => ({ ...place, heads: index === places.length - 1 ? 1 : 0, days: place.days === all ? null : place.days }));
}

/**
 * Counts residents of one month one after another. Those who count alike in one place for all of it are given the very same list of entries, so that
 * what is made of a list is made once a place and not once a resident.
 */
export class MonthCounter {
  private readonly known = new Map<string, readonly RosterEntry[]>();

  constructor(
    private readonly month: Month,
    private readonly terms: CountingTerms,
  ) {}

  /** Where one resident counts, from all of their contracts; in the order of cells. */
  entriesOf(memberships: readonly Membership[]): readonly RosterEntry[] {
    const entries = countResident(memberships, this.month, this.terms);
    const [only] = entries;
    if (only === undefined) return nowhere;
    if (entries.length > 1 || only.days !== null) return inOrder(entries);
    const code = cellCode(only);
    const known = this.known.get(code);
    if (known === undefined) this.known.set(code, entries);
    return known ?? entries;
  }
}

const nowhere: readonly RosterEntry[] = [];
/** A list that nobody shares is not worth keeping until the end. */
const mostLists = 10_000;

/** Adds up the entries of many residents in one month: those who have the same list at one go. */
export class MonthTally {
  private readonly residents = new Map<readonly RosterEntry[], number>();
  private readonly cells = new Map<string, CountedCell>();

  constructor(private readonly month: Month) {}

  add(entries: readonly RosterEntry[]): void {
    this.residents.set(entries, (this.residents.get(entries) ?? 0) + 1);
    if (this.residents.size > mostLists) this.total();
  }

  /** The cells of all that were added so far, by their codes. */
  total(): Map<string, CountedCell> {
    for (const [entries, residents] of this.residents) addToCells(this.cells, entries, this.month, residents);
    this.residents.clear();
    return this.cells;
  }
}

/** Adds the entries of a resident, or of several who have the same, to the cells of a month, which must be nobody else's: they are added to where they lie. */
export function addToCells(cells: Map<string, CountedCell>, entries: readonly RosterEntry[], month: Month, residents = 1): void {
  for (const { heads, days, ...place } of entries) {
    const code = cellCode(place);
    const memberDays = residents * (days ?? daysOfMonth(month));
    const known: Mutable<CountedCell> | undefined = cells.get(code);
    if (known === undefined) cells.set(code, { ...place, heads: residents * heads, memberDays });
    else {
      known.heads += residents * heads;
      known.memberDays += memberDays;
    }
  }
}

type Mutable<Cell> = { -readonly [Key in keyof Cell]: Cell[Key] };

export function inOrder<Cell extends CellPlace>(cells: Iterable<Cell>): Cell[] {
  const all = [...cells];
  if (all.length < 2) return all;
  return all.map((cell) => ({ cell, code: cellCode(cell) })).sort((a, b) => compareCodes(a.code, b.code)).map(({ cell }) => cell);
}

export type CellPlace = Pick<MemberCell, 'institutionCode' | 'teamId' | 'insutype' | 'ageBand' | 'sex' | 'inKeyGroup'>;

/** What identifies a cell, and the order cells come in. */
export function cellCode(cell: CellPlace): string {
  const { institutionCode, teamId, insutype, ageBand, sex, inKeyGroup } = cell;
  return `${institutionCode}/${teamId}/${insutype}/${ageBand}/${sex}/${inKeyGroup ? 'key' : 'other'}`;
}

interface Member {
  readonly membership: Membership;
  readonly insutype: Insutype;
}

function memberOn(memberships: readonly Membership[], day: Day): Member | null {
  let found: Membership | null = null;
  for (const membership of memberships) {
    if (counts(membership, day) && (found === null || compareCodes(membership.contractId, found.contractId) < 0)) found = membership;
  }
  const coverage = found && coverageOn(found.coverage, day);
  return found && coverage && { membership: found, insutype: coverage.insutype };
}

function counts(membership: Membership, day: Day): boolean {
  const { from, to, birthDay, deathDay, away } = membership;
  const inForce = from <= day && day <= to;
  const livesHere = birthDay <= day && (deathDay === null || day < deathDay) && !away.some((absence) => absence.from <= day && (absence.to === null || day <= absence.to));
  return inForce && livesHere;
}

function placeOf({ membership, insutype }: Member, day: Day, ageBands: readonly AgeBand[]): CellPlace {
  const { institutionCode, teamId, sex } = membership;
  return { institutionCode, teamId, insutype, ageBand: bandOf(ageOn(membership.birthDay, day), ageBands).id, sex, inKeyGroup: inKeyGroupOn(membership, day) };
}

/** @throws RangeError for an age without a band, which `checkPolicy` never lets in. */
function bandOf(age: number, ageBands: readonly AgeBand[]): AgeBand {
  const band = ageBands.find(({ fromAge, toAge }) => fromAge <= age && (toAge === null || age <= toAge));
  if (band === undefined) throw new RangeError(`no age band for ${age}`);
  return band;
}
