import { type PhoneChangeRow, findPhoneChangeByRequest, findTeamOfResident, insertPhoneChange } from '@/db/queries/phone-change';
import { type ResidentRow, findResidentOfRegion } from '@/db/queries/resident';
import { seal } from '@/db/sealed';
import { mobileOf, type PhoneChangeStatus } from '@/server/domain/door/phone-change';
import { maskName } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, nameOfActor, today } from '../context';
import { mobileOnRecord } from '../door/mobile-on-record';
import { savePhone } from '../door/save-phone';
import { queueNotice } from '../notice/queue-notice';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { actingResident } from './acting-resident';
import { spendOwnCode } from './spend-own-code';

interface TypedDigits {
  readonly token: string;
  readonly typed: string;
}

export interface ChangeOwnPhoneInput {
  /** Made by the form: sent twice, it changes once. */
  readonly requestKey: string;
  /** What came to the new number; which number that is, the code knows. */
  readonly newCode: TypedDigits;
  /** What came to the old one; null when it can no longer be read. */
  readonly oldCode: TypedDigits | null;
}

/**
 * Changes the phone of whoever is signed in. Both numbers' codes change it at once; with the new one's alone it waits for the team, who
 * ask the person themselves: a paper and four characters of a number are not enough to take over somebody's messages.
 */
export async function changeOwnPhone(context: ServiceContext, input: ChangeOwnPhoneInput): Promise<Outcome<{ readonly status: PhoneChangeStatus }, AnyRefusal>> {
  const { regionCode, speakerId } = actingResident(context);
  const { requestKey, newCode, oldCode } = input;
  if (oldCode !== null) {
    const old = await spendOwnCode(context, { purpose: 'old_phone', requestKey, about: 'phone', ...oldCode });
    if (!old.ok) return old;
  }
  const fresh = await spendOwnCode(context, { purpose: 'new_phone', requestKey, about: 'phone', ...newCode });
  if (!fresh.ok) return fresh;
  return unitOfWork<{ status: PhoneChangeStatus }, AnyRefusal>(context, async (unit) => {
    const earlier = await findPhoneChangeByRequest(unit.tx, regionCode, speakerId, requestKey);
    const person = await findResidentOfRegion(unit.tx, regionCode, speakerId);
    if (!person) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    if (earlier) return answerAgain(unit, earlier);
    const phone = mobileOf(fresh.value.phone, mobileOnRecord(person));
    if (!phone.ok) return phone;
    return oldCode === null ? waitForTeam(context, unit, person, phone.value, requestKey) : changeNow(context, unit, person, phone.value, requestKey);
  });
}

async function answerAgain({ audit }: UnitOfWork, { residentId, status }: PhoneChangeRow): Promise<Outcome<{ status: PhoneChangeStatus }, AnyRefusal>> {
  await audit({ action: 'own.phone_change_repeated', subject: { kind: 'resident', id: residentId } });
  return accept({ status });
}

type Changed = Outcome<{ status: PhoneChangeStatus }, AnyRefusal>;

async function changeNow(context: ServiceContext, unit: UnitOfWork, person: ResidentRow, phone: string, requestKey: string): Promise<Changed> {
  const decided = { status: 'confirmed', decidedAt: context.now(), decidedBy: actorRef(context.actor), decidedByName: nameOfActor(context.actor) } as const;
  if (!(await insertPhoneChange(unit.tx, { ...askedRow(context, person, phone, requestKey), ...decided }))) return changedMeanwhile;
  const saved = await savePhone(context, unit, person, phone);
  if (!saved.ok) return saved;
  await unit.audit({ action: 'own.phone_changed', subject: { kind: 'resident', id: person.id } });
  return accept({ status: 'confirmed' });
}

async function waitForTeam(context: ServiceContext, unit: UnitOfWork, person: ResidentRow, phone: string, requestKey: string): Promise<Changed> {
  const { regionCode } = person;
  const row = { ...askedRow(context, person, phone, requestKey), status: 'pending', decidedAt: null, decidedBy: null, decidedByName: null } as const;
  if (!(await insertPhoneChange(unit.tx, row))) return changedMeanwhile;
  const teamId = await findTeamOfResident(unit.tx, regionCode, person.id, today(context));
  const about = { kind: 'resident', id: person.id } as const;
  if (teamId !== null) await queueNotice(unit.tx, context, { regionCode, to: { kind: 'team', id: teamId }, template: 'phone_change_asked', facts: { maskedName: maskName(person.name) }, about });
  await unit.audit({ action: 'own.phone_change_asked', subject: about });
  return accept({ status: 'pending' });
}

const changedMeanwhile: Changed = refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'resident' } });

function askedRow(context: ServiceContext, person: ResidentRow, phone: string, requestKey: string) {
  return { regionCode: person.regionCode, id: context.newId(), residentId: person.id, phoneSealed: seal(phone), requestKey, askedAt: context.now(), reason: null };
}
