import { compareCodes } from '@/server/domain/kernel/allocate';
import { type DecimalText, exact } from '@/server/domain/kernel/money';
import type { CoverageTerms } from '@/server/domain/policy/contract-terms';
import { type InstitutionLevel, type KeyGroup, isPrimary, keyGroups } from '@/server/domain/registry/codes';

/** Everybody, everybody in any key group, or the people of one. */
export type PeopleGroup = 'all' | 'any' | KeyGroup;

/** People near one institution; `homeCode` null: nobody knows where they live. */
export interface CoverageCell {
  readonly homeCode: string | null;
  readonly group: PeopleGroup;
  readonly residents: number;
  readonly signed: number;
}

export interface TeamSigned {
  readonly teamId: string;
  readonly institutionCode: string;
  readonly group: 'all' | 'any';
  readonly signed: number;
}

/** Contracts whose term ends in the year. due = renewed + lapsed + pending. */
export interface Renewals {
  readonly due: number;
  readonly renewed: number;
  readonly lapsed: number;
  readonly pending: number;
}

export interface RenewalCell extends Renewals {
  readonly teamId: string;
  readonly institutionCode: string;
}

export interface Fulfilment {
  /** In force, and those among them that anything was given by. */
  readonly contracts: number;
  readonly served: number;
  /** Follow-ups that fell due in the year so far, and those that were done. */
  readonly occasionsDue: number;
  readonly occasionsDone: number;
}

export interface FulfilmentCell extends Fulfilment {
  readonly teamId: string;
}

export interface BoardPlace {
  readonly code: string;
  readonly name: string;
  readonly level: InstitutionLevel;
  readonly allianceId: string | null;
  /** Set once it was merged away; then its people are counted where `successorCode` says. */
  readonly closedOn: string | null;
  readonly successorCode: string;
}

export interface BoardTeam {
  readonly id: string;
  readonly name: string;
  readonly institutionCode: string;
  readonly closedOn: string | null;
}

export interface BoardFacts {
  readonly cells: readonly CoverageCell[];
  readonly teamCells: readonly TeamSigned[];
  readonly renewals: readonly RenewalCell[];
  readonly fulfilment: readonly FulfilmentCell[];
  readonly places: readonly BoardPlace[];
  readonly teams: readonly BoardTeam[];
  readonly alliances: readonly { readonly id: string; readonly name: string }[];
}

export interface Share {
  readonly residents: number;
  readonly signed: number;
  /** signed ÷ residents, six places; null where nobody lives. */
  readonly rate: DecimalText | null;
}

export interface BoardLine extends Renewals, Fulfilment {
  /** Null: people whose home nobody knows, or the sum of everything. */
  readonly code: string | null;
  readonly name: string | null;
  readonly all: Share;
  readonly keyPeople: Share;
  /** People signed with teams that worked here, wherever they live. */
  readonly ownSigned: number;
}

export interface TeamLine extends Renewals, Fulfilment {
  readonly id: string;
  readonly name: string;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly closedOn: string | null;
  readonly signed: number;
  readonly keySigned: number;
}

export interface CoverageBoard {
  readonly total: BoardLine;
  /** Null where everybody's home is known, or for a part of the region. */
  readonly noHome: BoardLine | null;
  readonly alliances: readonly BoardLine[];
  readonly institutions: readonly (BoardLine & { readonly level: InstitutionLevel; readonly allianceId: string | null })[];
  readonly teams: readonly TeamLine[];
  /** Every key group there is, with those nobody belongs to. */
  readonly groups: readonly (Share & { readonly group: KeyGroup })[];
}

/**
 * 签约覆盖看板: who lives near each institution and is signed, and what its teams have done. No institution is left out for having nobody:
 * every primary one that works stands in it, and every other one near which somebody lives. A person is counted once, where they live; somebody
 * in several key groups is counted in each of them and once among the people of any.
 */
export function coverageBoard(facts: BoardFacts): CoverageBoard {
  const successor = new Map(facts.places.map(({ code, successorCode }) => [code, successorCode]));
  const cells = facts.cells.map((cell) => ({ ...cell, homeCode: cell.homeCode === null ? null : (successor.get(cell.homeCode) ?? cell.homeCode) }));
  const teams = teamLines(facts);
  const lineOf = (code: string | null, name: string | null, isHere: (home: string | null) => boolean, hasTeam: (institutionCode: string) => boolean): BoardLine => {
    const own = teams.filter(({ institutionCode }) => hasTeam(institutionCode));
    const near = cells.filter(({ homeCode }) => isHere(homeCode));
    const ownSigned = facts.teamCells.filter(({ group, institutionCode }) => group === 'all' && hasTeam(institutionCode)).reduce((sum, { signed }) => sum + signed, 0);
    return { code, name, all: shareOf(near, 'all'), keyPeople: shareOf(near, 'any'), ownSigned, ...sumWork(own) };
  };
  const homes = new Set(cells.map(({ homeCode }) => homeCode));
  const shown = facts.places.filter(({ code, level, closedOn }) => homes.has(code) || (isPrimary(level) && closedOn === null) || teams.some(({ institutionCode }) => institutionCode === code));
  const institutions = shown.map(({ code, name, level, allianceId }) => ({ ...lineOf(code, name, (home) => home === code, (at) => at === code), level, allianceId }));
  const inAlliance = (id: string) => new Set(facts.places.filter(({ allianceId }) => allianceId === id).map(({ code }) => code));
  const alliances = facts.alliances.map(({ id, name }) => {
    const codes = inAlliance(id);
    return lineOf(id, name, (home) => home !== null && codes.has(home), (at) => codes.has(at));
  });
  return {
    total: lineOf(null, null, () => true, () => true),
    noHome: homes.has(null) ? lineOf(null, null, (home) => home === null, () => false) : null,
    alliances,
    institutions: institutions.sort((a, b) => compareCodes(a.code ?? '', b.code ?? '')),
    teams,
    groups: keyGroups.map((group) => ({ group, ...shareOf(cells, group) })),
  };
}

/** A team that was closed is shown while anything is counted for it. */
function teamLines({ teams, teamCells, renewals, fulfilment, places }: BoardFacts): TeamLine[] {
  const names = new Map(places.map(({ code, name }) => [code, name]));
  const lines = teams.map(({ id, name, institutionCode, closedOn }): TeamLine => {
    const signedAs = (wanted: 'all' | 'any') => teamCells.filter(({ teamId, group }) => teamId === id && group === wanted).reduce((sum, { signed }) => sum + signed, 0);
    const work = sumWork([...renewals.filter(({ teamId }) => teamId === id), ...fulfilment.filter(({ teamId }) => teamId === id)]);
    return { id, name, institutionCode, institutionName: names.get(institutionCode) ?? institutionCode, closedOn, signed: signedAs('all'), keySigned: signedAs('any'), ...work };
  });
  return lines.filter(({ closedOn, signed, due, contracts }) => closedOn === null || signed + due + contracts > 0);
}

function sumWork(parts: readonly Partial<Renewals & Fulfilment>[]): Renewals & Fulfilment {
  const sum = (pick: (part: Partial<Renewals & Fulfilment>) => number | undefined) => parts.reduce((total, part) => total + (pick(part) ?? 0), 0);
  return {
    due: sum(({ due }) => due),
    renewed: sum(({ renewed }) => renewed),
    lapsed: sum(({ lapsed }) => lapsed),
    pending: sum(({ pending }) => pending),
    contracts: sum(({ contracts }) => contracts),
    served: sum(({ served }) => served),
    occasionsDue: sum(({ occasionsDue }) => occasionsDue),
    occasionsDone: sum(({ occasionsDone }) => occasionsDone),
  };
}

function shareOf(cells: readonly CoverageCell[], wanted: PeopleGroup): Share {
  let [residents, signed] = [0, 0];
  for (const cell of cells) {
    if (cell.group !== wanted) continue;
    residents += cell.residents;
    signed += cell.signed;
  }
  return { residents, signed, rate: rateOf(signed, residents) };
}

/** Six places, for reading; null where there is nothing to divide by. */
export function rateOf(part: number, whole: number): DecimalText | null {
  return whole === 0 ? null : exact(part).dividedBy(whole).toFixed(6);
}

export interface CoverageTarget {
  /** What is to be reached by the end of `goalYear`. */
  readonly goal: DecimalText;
  readonly goalYear: number;
  /** Coverage at the end of the year before; null where nobody lived or was signed then. */
  readonly lastYear: DecimalText | null;
  /** What this year is to end with at least: last year's and the least growth, never more than the goal. Null without last year's. */
  readonly thisYear: DecimalText | null;
  /** Points a year that are still needed to reach the goal in time; null in the goal's year and later, and without a rate. */
  readonly yearlyNeeded: DecimalText | null;
  readonly state: 'goal_reached' | 'on_the_way' | 'behind' | 'unknown';
}

/**
 * Hold a rate against the goal and the year's growth (国卫基层发〔2022〕10号: 75 % of residents and 85 % of the key groups by 2035, one to three
 * points more each year).
 */
export function targetOf(kind: 'all' | 'key', now: Share, lastYear: Share | null, year: number, terms: CoverageTerms): CoverageTarget {
  const goal = kind === 'all' ? terms.totalGoal.value : terms.keyGroupGoal.value;
  const goalYear = terms.goalYear.value;
  const before = lastYear !== null && lastYear.signed > 0 ? lastYear.rate : null;
  const grown = before === null ? null : exact(before).plus(terms.yearlyLeast.value);
  const thisYear = grown === null ? null : grown.greaterThan(goal) ? exact(goal).toFixed(6) : grown.toFixed(6);
  const yearsLeft = goalYear - year + 1;
  const missing = now.rate === null ? null : exact(goal).minus(now.rate);
  const yearlyNeeded = missing === null || yearsLeft < 1 ? null : missing.lessThanOrEqualTo(0) ? '0.000000' : missing.dividedBy(yearsLeft).toFixed(6);
  return { goal, goalYear, lastYear: before, thisYear, yearlyNeeded, state: stateOf(now.rate, goal, thisYear) };
}

function stateOf(now: DecimalText | null, goal: DecimalText, thisYear: DecimalText | null): CoverageTarget['state'] {
  if (now === null) return 'unknown';
  if (exact(now).greaterThanOrEqualTo(goal)) return 'goal_reached';
  if (thisYear === null) return 'unknown';
  return exact(now).greaterThanOrEqualTo(thisYear) ? 'on_the_way' : 'behind';
}
