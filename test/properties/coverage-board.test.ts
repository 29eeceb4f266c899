import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BoardFacts, type CoverageCell, type PeopleGroup, type TeamSigned, coverageBoard } from '@/server/domain/monitoring/coverage-board';
import { type KeyGroup, keyGroups } from '@/server/domain/registry/codes';

interface Person {
  readonly home: string | null;
  readonly groups: readonly KeyGroup[];
  readonly team: string | null;
}

const places = ['H1', 'H2', 'H3'].map((code, at) => ({ code, name: code, level: 'township' as const, allianceId: at < 2 ? 'A' : null, closedOn: null, successorCode: code }));
const teams = [['T1', 'H1'], ['T2', 'H1'], ['T3', 'H3']].map(([id = '', institutionCode = '']) => ({ id, name: id, institutionCode, closedOn: null }));
const person: fc.Arbitrary<Person> = fc.record({
  home: fc.constantFrom('H1', 'H2', 'H3', null),
  groups: fc.uniqueArray(fc.constantFrom(...keyGroups), { maxLength: 3 }),
  team: fc.constantFrom('T1', 'T2', 'T3', null),
});

function factsOf(people: readonly Person[]): BoardFacts {
  const belongs = (one: Person, group: PeopleGroup) => group === 'all' || (group === 'any' ? one.groups.length > 0 : one.groups.includes(group));
  const cells = (['all', 'any', ...keyGroups] as const).flatMap((group) =>
    [...new Set(people.map(({ home }) => home))].flatMap((homeCode): CoverageCell[] => {
      const near = people.filter((one) => one.home === homeCode && belongs(one, group));
      return near.length === 0 ? [] : [{ homeCode, group, residents: near.length, signed: near.filter(({ team }) => team !== null).length }];
    }),
  );
  const teamCells = (['all', 'any'] as const).flatMap((group) =>
    teams.flatMap(({ id, institutionCode }): TeamSigned[] => {
      const own = people.filter((one) => one.team === id && belongs(one, group));
      return own.length === 0 ? [] : [{ teamId: id, institutionCode, group, signed: own.length }];
    }),
  );
  return { cells, teamCells, renewals: [], fulfilment: [], places, teams, alliances: [{ id: 'A', name: 'A' }] };
}

/** Whoever counts by hand comes to the same, and the parts to the whole. */
test('the board is what counting people one by one comes to', () => {
  fc.assert(
    fc.property(fc.array(person, { maxLength: 60 }), (people) => {
      const board = coverageBoard(factsOf(people));
      const count = (keep: (one: Person) => boolean) => people.filter(keep).length;
      expect(board.total.all).toMatchObject({ residents: people.length, signed: count(({ team }) => team !== null) });
      for (const place of board.institutions) {
        expect(place.all).toMatchObject({ residents: count(({ home }) => home === place.code), signed: count(({ home, team }) => home === place.code && team !== null) });
        expect(place.keyPeople.residents).toBe(count(({ home, groups }) => home === place.code && groups.length > 0));
        expect(place.ownSigned).toBe(count(({ team }) => teams.some(({ id, institutionCode }) => id === team && institutionCode === place.code)));
      }
      expect(board.institutions.map(({ code }) => code)).toEqual(['H1', 'H2', 'H3']);
      const parts = [...board.institutions, ...(board.noHome ? [board.noHome] : [])];
      expect(parts.reduce((sum, { all }) => sum + all.residents, 0)).toBe(people.length);
      expect(parts.reduce((sum, { all }) => sum + all.signed, 0)).toBe(board.total.all.signed);
      expect(board.alliances[0]?.all.residents).toBe(count(({ home }) => home === 'H1' || home === 'H2'));
      for (const { group, residents } of board.groups) expect(residents).toBe(count(({ groups }) => groups.includes(group)));
      expect(board.teams.reduce((sum, { signed }) => sum + signed, 0)).toBe(board.total.ownSigned);
    }),
    { seed: 20250630 },
  );
});
