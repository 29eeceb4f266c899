import { findResidentOfRegion } from '@/db/queries/resident';
import { codeMs } from '@/server/domain/door/limits';
import { mobileOf } from '@/server/domain/door/phone-change';
import { minuteMs } from '@/server/domain/kernel/instant';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { CodePurpose } from '@/server/domain/notice/notice';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { mobileOnRecord } from '../door/mobile-on-record';
import { knocksOfPhone, mayKnock } from '../door/knock';
import { makeCode } from '../door/sms-code';
import { queueNotice } from '../notice/queue-notice';
import { unitOfWork } from '../unit-of-work';
import { actingResident } from './acting-resident';

export interface AskOwnCodeInput {
  readonly purpose: Exclude<CodePurpose, 'enter'>;
  /** The number to be confirmed, for `new_phone` alone; every other code goes to the phone on record. */
  readonly newPhone: string | null;
}

export interface AskedCode {
  /** Goes back with the digits; it opens nothing without them. */
  readonly token: string;
}

const limits = ['ask_again', 'ask_number', 'ask_number_daily'] as const;

/** Sends a code for a deed to the phone on record, or, to confirm a new number, to that one. What was asked before stops working. */
export async function askOwnCode(context: ServiceContext, { purpose, newPhone }: AskOwnCodeInput): Promise<Outcome<AskedCode, AnyRefusal>> {
  const { regionCode, residentId, speakerId } = actingResident(context);
  const speaker = await findResidentOfRegion(context.store.reads, regionCode, speakerId);
  const onRecord = mobileOnRecord(speaker);
  const target = purpose === 'new_phone' ? mobileOf(newPhone ?? '', onRecord) : onRecord === null ? refuse({ code: 'door.no_phone', facts: {} } as const) : accept(onRecord);
  if (!target.ok) return target;
  const phone = target.value;
  const of = { purpose: 'door-number', text: `${purpose}:${speakerId}` } as const;
  const knocks = limits.map((limit) => ({ limit, of }));
  // The phone's share is not used up by what is refused to the person already.
  const isOpen = (await mayKnock(context.store, regionCode, knocks, context.now())) && (await mayKnock(context.store, regionCode, knocksOfPhone(phone), context.now()));
  if (!isOpen) return refuse({ code: 'door.too_many', facts: {} });
  return unitOfWork<AskedCode, AnyRefusal>(context, async ({ tx, audit }) => {
    const { token, digits, expiresAt } = await makeCode(tx, regionCode, purpose, { residentId: speakerId, phone, actsFor: residentId }, context.now());
    const secret = { digits, uselessAt: expiresAt };
    await queueNotice(tx, context, { regionCode, to: { kind: 'resident', id: speakerId }, template: 'code', facts: { purpose, minutes: codeMs / minuteMs }, phone, secret });
    await audit({ action: 'own.code_asked', subject: { kind: 'resident', id: speakerId }, facts: { purpose } });
    return accept({ token });
  });
}
