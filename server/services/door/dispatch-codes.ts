import { type SmsCodeRow, forgetCodes, forgetKnocks, listUndispatched, takeDigits } from '@/db/queries/door';
import { unseal } from '@/db/sealed';
import { codeMs } from '@/server/domain/door/limits';
import { dayMs, minuteMs } from '@/server/domain/kernel/instant';
import type { ServiceContext } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { countKnocks, knocksOfPhone } from './knock';
import { mobileOnRecord } from './mobile-on-record';
import { findPersonAtDoor } from './person-at-door';

const mostARound = 200;

/**
 * Finds out who the codes asked for at the door are for, and queues an SMS to those who have a phone on record that was not sent too many.
 * Digits for anybody else go nowhere. It runs by the clock, long after the asker was answered.
 */
export async function dispatchCodes(context: ServiceContext): Promise<number> {
  const { store, actor } = context;
  if (actor.kind !== 'system' || actor.regionCode === null) throw new Error('codes are dispatched by the clock, region by region');
  const { regionCode } = actor;
  let queued = 0;
  const failures: unknown[] = [];
  for (const code of await listUndispatched(store.reads, regionCode, mostARound)) {
    const isQueued = await dispatch(context, code).catch((error: unknown) => {
      failures.push(error);
      return false;
    });
    if (isQueued) queued += 1;
  }
  // Whoever waits for a code must not wait for somebody else's; what failed is told afterwards.
  if (failures.length > 0) throw failures[0];
  return queued;
}

async function dispatch(context: ServiceContext, code: SmsCodeRow): Promise<boolean> {
  const { regionCode, purpose, identityIndex, digitsSealed, expiresAt } = code;
  return context.store.transaction(async (tx) => {
    if (digitsSealed === null || identityIndex === null || !(await takeDigits(tx, code))) return false;
    const person = expiresAt > context.now() ? await findPersonAtDoor(tx, regionCode, identityIndex) : null;
    const phone = mobileOnRecord(person);
    if (person === null || phone === null || !(await countKnocks(tx, regionCode, knocksOfPhone(phone), context.now()))) return false;
    const secret = { digits: unseal(digitsSealed), uselessAt: expiresAt };
    const facts = { purpose, minutes: codeMs / minuteMs };
    return (await queueNotice(tx, context, { regionCode, to: { kind: 'resident', id: person.id }, template: 'code', facts, once: `code:${code.id}`, secret })) !== null;
  });
}

/** Codes and counts of the day before yesterday are of no use to anybody. */
export async function forgetOldCodes(context: ServiceContext): Promise<object> {
  const { store, actor } = context;
  if (actor.kind !== 'system' || actor.regionCode === null) throw new Error('codes are forgotten by the clock, region by region');
  const { regionCode } = actor;
  const before = context.now() - 2 * dayMs;
  await store.transaction(async (tx) => {
    await forgetCodes(tx, regionCode, before);
    await forgetKnocks(tx, regionCode, before);
  });
  return {};
}
