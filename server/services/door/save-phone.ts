import type { ResidentRow } from '@/db/queries/resident';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { planContact } from '../resident-change/change-contact';
import { type ResidentChanged, saveChange } from '../resident-change/save-change';
import type { UnitOfWork } from '../unit-of-work';
import { mobileOnRecord } from './mobile-on-record';

/** Puts a number that its owner confirmed in the place of the one on record, as a change with history, and tells the old number. */
export async function savePhone(context: ServiceContext, unit: UnitOfWork, person: ResidentRow, phone: string): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  const planned = planContact({ row: person }, { phone, reason: null });
  if (!planned.ok) return planned;
  const saved = await saveChange(context, unit, person, planned.value, 'resident');
  if (!saved.ok) return saved;
  const { regionCode, id } = person;
  const old = mobileOnRecord(person);
  const news = { regionCode, to: { kind: 'resident', id }, template: 'phone_changed', facts: { day: today(context) } } as const;
  await queueNotice(unit.tx, context, old === null ? news : { ...news, phone: old });
  return saved;
}

