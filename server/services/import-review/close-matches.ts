import type { Queryable } from '@/db';
import { type ResidentOnFile, listNamesakes } from '@/db/queries/import-review';
import { unseal } from '@/db/sealed';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Sex } from '@/server/domain/registry/codes';
import { type ComparedPerson, type Likeness, candidateScore, compareRecords, nearBirthDays } from '@/server/domain/registry/near-duplicates';

/** A person as a file tells them. */
export interface ToldPerson {
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDay: Day | null;
  readonly certType: string;
  readonly number: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

export interface CloseMatch {
  readonly resident: ResidentOnFile;
  readonly likeness: Likeness;
}

/**
 * For each person, who on file may be the same although the number says otherwise, the likeliest first: of the same name, born the same day
 * or one mistyped digit away, and alike enough by the rule that near-duplicates are found by. Null asks for nobody.
 */
export async function listCloseMatches(q: Queryable, regionCode: string, people: readonly (ToldPerson | null)[]): Promise<CloseMatch[][]> {
  const names = new Set(people.flatMap((person) => (person === null || person.birthDay === null ? [] : [person.name])));
  const namesakes = new Map<string, ResidentOnFile[]>();
  for (const resident of await listNamesakes(q, regionCode, [...names])) {
    namesakes.set(resident.name, [...(namesakes.get(resident.name) ?? []), resident]);
  }
  return people.map((person) => (person === null ? [] : matchesOf(person, namesakes.get(person.name) ?? [])));
}

const mostShown = 5;

function matchesOf(person: ToldPerson, namesakes: readonly ResidentOnFile[]): CloseMatch[] {
  if (person.birthDay === null) return [];
  const days = new Set([person.birthDay, ...nearBirthDays(person.birthDay)]);
  return namesakes
    .filter(({ birthDay }) => days.has(birthDay))
    .map((resident) => ({ resident, likeness: compareRecords({ ...person, readings: [] }, comparedOf(resident)) }))
    .filter(({ likeness }) => likeness.score >= candidateScore)
    .sort((a, b) => b.likeness.score - a.likeness.score || (a.resident.id < b.resident.id ? -1 : 1))
    .slice(0, mostShown);
}

function comparedOf(resident: ResidentOnFile): ComparedPerson {
  const { name, sex, birthDay, certType, address } = resident;
  const phone = resident.phoneSealed === null ? null : unseal(resident.phoneSealed);
  return { name, readings: [], sex, birthDay, certType, number: unseal(resident.identitySealed), phone, address };
}
