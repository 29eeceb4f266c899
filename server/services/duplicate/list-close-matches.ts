import type { Queryable, Reach } from '@/db';
import { listBornOn, listNamedBornOn, listUnmerged } from '@/db/queries/duplicate';
import { type ResidentRow, maskedNumberOf } from '@/db/queries/resident';
import { listHoldersOfKey } from '@/db/queries/search-key';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import type { Sex } from '@/server/domain/registry/codes';
import type { CloseMatchFact } from '@/server/domain/registry/refusals';
import { type ComparedPerson, type Likeness, candidateScore, compareRecords, nearBirthDays, strongScore } from '@/server/domain/registry/near-duplicates';
import { readingsOf } from '../resident/name-readings';
import { digitsOf, phoneKey } from '../resident/search-keys';
import { comparedPerson } from './compared-person';

/** Somebody as a form or a file gives them; what is not known is null. */
export interface CloseMatchFacts {
  readonly certType: string;
  readonly certNo: string | null;
  readonly name: string;
  readonly sex: Sex | null;
  /** Null takes it from the certificate. */
  readonly birthDay: Day | null;
  readonly phone: string | null;
  readonly address: string | null;
}

export interface CloseMatch extends Likeness {
  readonly row: ResidentRow;
  /** So alike that a clerk has to look before registering. */
  readonly strong: boolean;
}

/** More people than this are never held against one: of one birth day a region of a million has forty. */
const largestBlock = 500;
const mostMatches = 5;

/**
 * Residents of the whole region who may be the person that is described, the likeliest first, at most five. Whoever is registered under
 * exactly this number is not a close match but that person, and is left out; so are merged records.
 *
 * Looked at are those born that day, those of the name born on a day that is a slip away, and those with the phone: three short reads.
 */
export async function listCloseMatches(q: Queryable, reach: Pick<Reach, 'regionCode'>, facts: CloseMatchFacts): Promise<CloseMatch[]> {
  const person = describedPerson(facts);
  if (person.name === '') return [];
  const found = (await candidatesOf(q, reach.regionCode, person)).flatMap((row): CloseMatch[] => {
    const other = comparedPerson(row);
    if (other.number === person.number && other.number !== null) return [];
    const likeness = compareRecords(person, other);
    return likeness.score < candidateScore ? [] : [{ ...likeness, row, strong: likeness.score >= strongScore }];
  });
  return found.sort((a, b) => b.score - a.score || (a.row.id < b.row.id ? -1 : 1)).slice(0, mostMatches);
}

export function describedPerson(facts: CloseMatchFacts): ComparedPerson {
  const read = facts.certNo === null ? null : checkIdentityNumber(facts.certType, facts.certNo);
  const certificate = read?.ok ? read.value : null;
  const name = facts.name.normalize('NFC').trim();
  return {
    name,
    readings: readingsOf(name).full,
    sex: facts.sex ?? certificate?.sex ?? null,
    birthDay: facts.birthDay ?? certificate?.birthDay ?? null,
    certType: facts.certType,
    number: certificate?.normalized ?? null,
    phone: digitsOf(facts.phone ?? '') || null,
    address: facts.address,
  };
}

async function candidatesOf(q: Queryable, regionCode: string, person: ComparedPerson): Promise<ResidentRow[]> {
  const { birthDay, name, phone } = person;
  const found = [
    ...(birthDay === null ? [] : await listBornOn(q, regionCode, birthDay, largestBlock)),
    ...(birthDay === null ? [] : await listNamedBornOn(q, regionCode, name, nearBirthDays(birthDay), largestBlock)),
    ...(phone === null ? [] : await listUnmerged(q, regionCode, await listHoldersOfKey(q, regionCode, 'phone', phoneKey(phone), largestBlock))),
  ];
  return [...new Map(found.map((row) => [row.id, row])).values()];
}

/** A match as a refusal names it. */
export function closeMatchFact({ row, reasons }: CloseMatch): CloseMatchFact {
  return { residentId: row.id, name: row.name, maskedNumber: maskedNumberOf(row), reasons };
}
