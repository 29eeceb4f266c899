import type { Store, Tx } from '@/db';
import { countKnock } from '@/db/queries/door';
import { type BlindPurpose, blindIndex } from '@/db/sealed';
import { type DoorLimit, doorLimits, windowOf } from '@/server/domain/door/limits';
import type { Instant } from '@/server/domain/kernel/instant';

/** One SMS to a phone, under the limits that every code to it counts by. */
export function knocksOfPhone(phone: string): Knock[] {
  const of = { purpose: 'door-phone', text: phone } as const;
  return [
    { limit: 'phone', of },
    { limit: 'phone_daily', of },
  ];
}

export interface Knock {
  readonly limit: DoorLimit;
  /** Of what: neither numbers nor addresses are written down. */
  readonly of: { readonly purpose: Extract<BlindPurpose, `door-${string}`>; readonly text: string };
}

/**
 * Counts one knock under each of the limits, all in one transaction that stays whatever comes next. Every one is counted even when an
 * earlier one is full, so that the work is the same for everybody.
 *
 * @returns false when any of them is full.
 */
export async function mayKnock(store: Store, regionCode: string, knocks: readonly Knock[], now: Instant): Promise<boolean> {
  return store.transaction((tx) => countKnocks(tx, regionCode, knocks, now));
}

/** The same as part of a transaction that is under way. */
export async function countKnocks(tx: Tx, regionCode: string, knocks: readonly Knock[], now: Instant): Promise<boolean> {
  let isOpen = true;
  for (const { limit, of } of knocks) {
    const key = { regionCode, limitCode: limit, keyIndex: blindIndex(of.purpose, of.text), windowFrom: windowOf(limit, now) };
    isOpen = (await countKnock(tx, key, doorLimits[limit].most)) && isOpen;
  }
  return isOpen;
}
