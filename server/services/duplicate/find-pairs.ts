import { setImmediate } from 'node:timers/promises';
import type { Queryable } from '@/db';
import { type NamedDay, listInOrderOfBirth, listInOrderOfName, listUnmerged, pairIds } from '@/db/queries/duplicate';
import type { ResidentRow } from '@/db/queries/resident';
import { listHoldersOfKey, listSharedKeys } from '@/db/queries/search-key';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type ComparedPerson, type Likeness, candidateScore, compareRecords, nearBirthDays } from '@/server/domain/registry/near-duplicates';
import { comparedPerson } from './compared-person';

export interface FoundPair extends Likeness {
  readonly firstId: string;
  readonly secondId: string;
}

const pageSize = 2000;
/** Of a larger block only people of one name are held against each other: a day that stands for an unknown one tells nothing. */
const largestBlock = 300;
/** A phone of more people than this is an office's. */
const mostOnPhone = 20;

/**
 * Every pair of the region that looks like one person, in parts. Held against each other are only those who share a birth day, a phone, or
 * a name with birth days a slip apart; numbers are unsealed for one such block at a time.
 */
export async function* findPairs(q: Queryable, regionCode: string): AsyncGenerator<{ readonly pairs: FoundPair[]; readonly residents: number }> {
  for await (const block of blocksByBirth(q, regionCode)) yield { pairs: pairsWithin(block), residents: block.length };
  for await (const block of blocksByPhone(q, regionCode)) yield { pairs: pairsWithin(block), residents: 0 };
  for await (const pairs of pairsByName(q, regionCode)) yield { pairs, residents: 0 };
}

async function* blocksByBirth(q: Queryable, regionCode: string): AsyncGenerator<ResidentRow[]> {
  let after: { birthDay: Day; id: string } = { birthDay: '', id: '' };
  let block: ResidentRow[] = [];
  for (;;) {
    const rows = await listInOrderOfBirth(q, regionCode, after, pageSize);
    for (const row of rows) {
      if (block[0] && block[0].birthDay !== row.birthDay) {
        yield block;
        block = [];
      }
      block.push(row);
    }
    const last = rows.at(-1);
    if (!last) break;
    after = { birthDay: last.birthDay, id: last.id };
    await setImmediate();
  }
  if (block.length > 0) yield block;
}

async function* blocksByPhone(q: Queryable, regionCode: string): AsyncGenerator<ResidentRow[]> {
  let after = '';
  for (;;) {
    const keys = await listSharedKeys(q, regionCode, 'phone', after, pageSize);
    for (const key of keys) {
      const ids = await listHoldersOfKey(q, regionCode, 'phone', key, mostOnPhone + 1);
      if (ids.length <= mostOnPhone) yield await listUnmerged(q, regionCode, ids);
    }
    const last = keys.at(-1);
    if (last === undefined) return;
    after = last;
    await setImmediate();
  }
}

async function* pairsByName(q: Queryable, regionCode: string): AsyncGenerator<FoundPair[]> {
  const near = new Map<Day, readonly Day[]>();
  let after = { name: '', id: '' };
  let group: NamedDay[] = [];
  for (;;) {
    const rows = await listInOrderOfName(q, regionCode, after, pageSize);
    for (const row of rows) {
      if (group[0] && group[0].name !== row.name) {
        yield await pairsOfName(q, regionCode, group, near);
        group = [];
      }
      group.push(row);
    }
    const last = rows.at(-1);
    if (!last) break;
    after = { name: last.name, id: last.id };
    await setImmediate();
  }
  yield await pairsOfName(q, regionCode, group, near);
}

/** People of one name whose birth days are a slip apart. */
async function pairsOfName(q: Queryable, regionCode: string, group: readonly NamedDay[], near: Map<Day, readonly Day[]>): Promise<FoundPair[]> {
  if (group.length < 2) return [];
  const byDay = new Map<Day, string[]>();
  for (const { birthDay, id } of group) byDay.set(birthDay, [...(byDay.get(birthDay) ?? []), id]);
  const pairs: [string, string][] = [];
  for (const { birthDay, id } of group) {
    const days = near.get(birthDay) ?? nearBirthDays(birthDay);
    near.set(birthDay, days);
    for (const day of days) if (birthDay < day) for (const other of byDay.get(day) ?? []) pairs.push([id, other]);
  }
  if (pairs.length === 0) return [];
  const rows = await listUnmerged(q, regionCode, [...new Set(pairs.flat())]);
  const people = new Map(rows.map((row) => [row.id, comparedPerson(row)]));
  return pairs.flatMap(([one, other]) => pairOf(one, other, people));
}

function pairsWithin(block: readonly ResidentRow[]): FoundPair[] {
  if (block.length < 2) return [];
  const people = new Map(block.map((row) => [row.id, comparedPerson(row)]));
  const parts = block.length <= largestBlock ? [block] : [...Map.groupBy(block, ({ name }) => name).values()];
  return parts.flatMap((part) => part.flatMap((one, at) => part.slice(at + 1).flatMap((other) => pairOf(one.id, other.id, people))));
}

function pairOf(one: string, other: string, people: ReadonlyMap<string, ComparedPerson>): FoundPair[] {
  const [left, right] = [people.get(one), people.get(other)];
  if (!left || !right || one === other) return [];
  const likeness = compareRecords(left, right);
  return likeness.score < candidateScore ? [] : [{ ...pairIds(one, other), ...likeness }];
}
