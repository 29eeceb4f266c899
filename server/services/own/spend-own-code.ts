import { unseal } from '@/db/sealed';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { CodePurpose } from '@/server/domain/notice/notice';
import type { DoorRefusal } from '@/server/domain/door/refusals';
import type { ServiceContext } from '../context';
import { tryCode } from '../door/sms-code';
import { actingResident } from './acting-resident';

export interface SpendOwnCodeInput {
  readonly purpose: Exclude<CodePurpose, 'enter'>;
  readonly token: string;
  readonly typed: string;
  /** The deed's own key: the same digits for the same deed are right again, so that a form may be sent twice. */
  readonly requestKey: string;
  /** What the deed is about: under one key, the digits are right for one thing only. */
  readonly about: string;
}

/**
 * Uses a code up for one deed, in a transaction of its own: a wrong guess counts although the deed is not done. Somebody else's code is
 * as wrong as any other.
 *
 * @returns the phone that the code went to.
 */
export async function spendOwnCode(context: ServiceContext, { purpose, token, typed, requestKey, about }: SpendOwnCodeInput): Promise<Outcome<{ readonly phone: string }, DoorRefusal>> {
  const { regionCode, residentId, speakerId } = actingResident(context);
  const usedFor = [speakerId, requestKey, about].join(':');
  const code = await context.store.transaction((tx) => tryCode(tx, { regionCode, purpose, token, typed, actsFor: residentId, usedFor }, context.now()));
  if (code?.residentId !== speakerId || code.phoneSealed === null) return refuse({ code: 'door.code_refused', facts: {} });
  return accept({ phone: unseal(code.phoneSealed) });
}
