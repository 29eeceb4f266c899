import type { Tx } from '@/db';
import { listMergedInto } from '@/db/queries/merge';
import { type ResidentRow, findResidentOfRegion } from '@/db/queries/resident';
import { writeSearchKeys } from '@/db/queries/search-key';
import { blindIndex, unseal } from '@/db/sealed';
import { type SearchKey, asPlainKey, searchKeyLimit } from '@/server/domain/registry/search-keys';
import { readingsOf } from './name-readings';

type Searched = Pick<ResidentRow, 'name' | 'tailIndex' | 'phoneSealed' | 'address'>;

/** Everything a resident is found by beside the whole number; it follows from the row alone, so that it can always be written anew. */
export function searchKeysOf(row: Searched): SearchKey[] {
  const { full, initials } = readingsOf(row.name);
  const keys: SearchKey[] = [
    { kind: 'name', key: asPlainKey(row.name) },
    ...full.map((key) => ({ kind: 'pinyin' as const, key: key.slice(0, searchKeyLimit) })),
    ...initials.map((key) => ({ kind: 'initials' as const, key: key.slice(0, searchKeyLimit) })),
    { kind: 'tail', key: row.tailIndex },
    ...phoneKeys(row.phoneSealed === null ? null : unseal(row.phoneSealed)),
    ...(row.address === null ? [] : [{ kind: 'address' as const, key: asPlainKey(row.address) }]),
  ];
  return keys.filter(({ key }) => key !== '');
}

function phoneKeys(phone: string | null): SearchKey[] {
  const digits = digitsOf(phone ?? '');
  if (digits === '') return [];
  return [
    { kind: 'phone', key: phoneKey(digits) },
    { kind: 'phone_tail', key: phoneTailKey(digits) },
  ];
}

export function digitsOf(phone: string): string {
  return phone.normalize('NFKC').replace(/\D/g, '');
}

/** The blind index of a phone, however it is written. */
export function phoneKey(phone: string): string {
  return blindIndex('phone', digitsOf(phone));
}

export function phoneTailKey(phone: string): string {
  return blindIndex('phone', digitsOf(phone).slice(-4));
}

/**
 * To be called in the transaction that changes a resident's name, number, phone or address. Whoever was merged into them goes on being
 * found under the old name, number and phone.
 */
export async function renewSearchKeys(tx: Tx, regionCode: string, residentId: string): Promise<void> {
  const row = await findResidentOfRegion(tx, regionCode, residentId);
  if (row) await writeSearchKeys(tx, regionCode, await keysWithMerged(tx, regionCode, [row]));
}

/** The keys of residents, with those of the records that were merged into them. */
export async function keysWithMerged(tx: Tx, regionCode: string, rows: readonly ResidentRow[]): Promise<Map<string, SearchKey[]>> {
  const mergedInto = await listMergedInto(tx, regionCode, rows.map((row) => row.id));
  return new Map(rows.map((row) => [row.id, [row, ...(mergedInto.get(row.id) ?? [])].flatMap((each) => searchKeysOf(each))]));
}
