import type { Queryable } from '@/db';
import { type ResidentOnFile, listNamesakes } from '@/db/queries/import-review';
import { candidateScore, compareRecords, nearBirthDays, strongScore } from '@/server/domain/registry/near-duplicates';
import { comparedPerson } from '../duplicate/compared-person';
import { type CloseMatch, type CloseMatchFacts, describedPerson } from '../duplicate/list-close-matches';

/**
 * For each of many people, who on file may be the same although the number says otherwise, the likeliest first: of the same name, born the
 * same day or one mistyped digit away, and alike enough by the rule that near-duplicates are found by. Null asks for nobody.
 *
 * It looks at namesakes only, which is one read for all of them; whoever is shown one row is shown everybody that listCloseMatches finds.
 */
export async function listNamesakeMatches(q: Queryable, regionCode: string, people: readonly (CloseMatchFacts | null)[]): Promise<CloseMatch[][]> {
  const described = people.map((person) => (person === null ? null : describedPerson(person)));
  const names = new Set(described.flatMap((person) => (person === null || person.birthDay === null || person.name === '' ? [] : [person.name])));
  const namesakes = new Map<string, ResidentOnFile[]>();
  for (const resident of await listNamesakes(q, regionCode, [...names])) namesakes.set(resident.name, [...(namesakes.get(resident.name) ?? []), resident]);
  return described.map((person) => {
    if (person === null || person.birthDay === null) return [];
    const found = namesakes.get(person.name) ?? [];
    if (found.length === 0) return [];
    const days = new Set([person.birthDay, ...nearBirthDays(person.birthDay)]);
    return found
      .filter(({ birthDay }) => days.has(birthDay))
      .map((row) => ({ row, ...compareRecords(person, comparedPerson(row)) }))
      .filter(({ score }) => score >= candidateScore)
      .map((match) => ({ ...match, strong: match.score >= strongScore }))
      .sort((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1));
  });
}
