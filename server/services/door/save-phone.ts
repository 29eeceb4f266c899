import { insertPhoneHistory, replacePhone } from '@/db/queries/phone-change';
import { type ResidentRow, maskedPhoneOf } from '@/db/queries/resident';
import { seal, unseal } from '@/db/sealed';
import { maskPhone } from '@/server/domain/kernel/identity-number';
import { type ServiceContext, nameOfActor, today } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { renewSearchKeys } from '../resident/search-keys';
import type { UnitOfWork } from '../unit-of-work';

/**
 * Puts a confirmed number in the place of the one on record, keeps what it was, and tells the old number. False when the record changed
 * meanwhile.
 */
export async function savePhone(context: ServiceContext, { tx }: UnitOfWork, person: ResidentRow, phone: string): Promise<boolean> {
  const { regionCode, id: residentId } = person;
  if (!(await replacePhone(tx, person, seal(phone)))) return false;
  const before = maskedPhoneOf(person);
  await insertPhoneHistory(tx, {
    ...{ regionCode, id: context.newId(), residentId, field: 'phone', day: null, reason: null, source: 'resident' },
    ...{ before: before === null ? null : { phone: before }, after: { phone: maskPhone(phone) }, beforeSealed: person.phoneSealed, afterSealed: seal(phone) },
    ...{ at: context.now(), byName: nameOfActor(context.actor) },
  });
  await renewSearchKeys(tx, regionCode, residentId);
  const news = { regionCode, to: { kind: 'resident', id: residentId }, template: 'phone_changed', facts: { day: today(context) } } as const;
  await queueNotice(tx, context, person.phoneSealed === null ? news : { ...news, phone: unseal(person.phoneSealed) });
  return true;
}
