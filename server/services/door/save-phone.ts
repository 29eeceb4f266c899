import type { ResidentRow } from '@/db/queries/resident';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { planContact } from '../resident-change/change-contact';
import { type ResidentChanged, saveChange } from '../resident-change/save-change';
import type { UnitOfWork } from '../unit-of-work';

/** Puts a number that its owner confirmed in the place of the one on record, as a change with history. */
export async function savePhone(context: ServiceContext, unit: UnitOfWork, person: ResidentRow, phone: string): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  const planned = planContact({ row: person }, { phone, reason: null });
  if (!planned.ok) return planned;
  return saveChange(context, unit, person, planned.value, 'resident');
}
