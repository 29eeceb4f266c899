import type { ResidentRow } from '@/db/queries/resident';
import { unseal } from '@/db/sealed';
import { canReceiveSms } from '@/server/domain/door/phone-change';

/** The number on record that an SMS reaches; null for a landline as for none. */
export function mobileOnRecord(person: Pick<ResidentRow, 'phoneSealed'> | null): string | null {
  const phone = person === null || person.phoneSealed === null ? null : unseal(person.phoneSealed);
  return phone !== null && canReceiveSms(phone) ? phone : null;
}
