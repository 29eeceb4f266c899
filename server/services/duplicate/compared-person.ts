import type { ResidentRow } from '@/db/queries/resident';
import { unseal } from '@/db/sealed';
import type { ComparedPerson } from '@/server/domain/registry/near-duplicates';
import { readingsOf } from '../resident/name-readings';
import { digitsOf } from '../resident/search-keys';

/** A record as it is held against others. Its number and phone are unsealed here, for as long as the comparison lasts. */
export function comparedPerson(row: ResidentRow): ComparedPerson {
  const { name, sex, birthDay, certType, address } = row;
  const phone = row.phoneSealed === null ? null : digitsOf(unseal(row.phoneSealed)) || null;
  return { name, readings: readingsOf(name).full, sex, birthDay, certType, number: unseal(row.identitySealed), phone, address };
}
