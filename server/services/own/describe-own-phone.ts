import { findNewestPhoneChange } from '@/db/queries/phone-change';
import { findResidentOfRegion, maskedPhoneOf } from '@/db/queries/resident';
import { maskPhone } from '@/server/domain/kernel/identity-number';
import type { PhoneChangeStatus } from '@/server/domain/door/phone-change';
import type { ServiceContext } from '../context';
import { mobileOnRecord } from '../door/mobile-on-record';
import { actingResident } from './acting-resident';

export interface OwnPhone {
  /** Null: none is on record, and no code can come. */
  readonly masked: string | null;
  /** The newest change that was asked for. */
  readonly change: { readonly status: PhoneChangeStatus; readonly newMasked: string; readonly askedAt: number; readonly reason: string | null } | null;
}

/** The phone of whoever is signed in: a guardian's own, also while they look at a child's page. */
export async function describeOwnPhone(context: ServiceContext): Promise<OwnPhone> {
  const { regionCode, speakerId } = actingResident(context);
  const q = context.store.reads;
  const [person, change] = await Promise.all([findResidentOfRegion(q, regionCode, speakerId), findNewestPhoneChange(q, regionCode, speakerId)]);
  const mobile = mobileOnRecord(person);
  return {
    masked: mobile === null ? null : maskPhone(mobile),
    change: change && { status: change.status, newMasked: maskedPhoneOf(change) ?? '', askedAt: change.askedAt, reason: change.reason },
  };
}
