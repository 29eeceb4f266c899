import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import type { Institution } from '@/server/domain/registry/institution';
import { saveCarePlan } from '@/server/services/care-plan/save-care-plan';
import type { ServiceContext } from '@/server/services/context';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { arriveReferral } from '@/server/services/referral/arrive-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { planContent } from '../factories/care-plans';
import { fresh, granted, orderFor } from '../factories/referrals';

/** Somebody who came down with a plan: the hospital's to write, the primary institution's to work on. */
export interface HeldCare {
  /** The referral whose plan it is. */
  readonly careId: string;
  /** An open task of it; nothing for the hospital, which has none. */
  readonly careTaskKey: string;
}

export const noCare: HeldCare = { careId: '01890000-0000-7000-8000-000000000061', careTaskKey: 'nothing' };

export interface CareSeats {
  readonly residentId: string;
  readonly hospital: { readonly place: Institution; readonly acts: ServiceContext };
  readonly primary: { readonly place: Institution; readonly acts: ServiceContext };
}

export async function holdCare({ residentId, hospital, primary }: CareSeats): Promise<Record<'primary' | 'hospital', HeldCare>> {
  const order = orderFor(residentId, { direction: 'down', kind: 'rehabilitation', toInstitutionCode: primary.place.code, departmentCode: 'rehabilitation', practitionerId: `${hospital.place.code}-P1` });
  const sent = granted(await createReferral(hospital.acts, order));
  const careTaskKey = fresh('k');
  const today = dayOfInstant(hospital.acts.now());
  const content = planContent({ tasks: [{ key: careTaskKey, kind: 'visit', title: '面访', from: today, due: today }] }, today);
  granted(await saveCarePlan(hospital.acts, { referralId: sent.id, content, version: null, handOver: true, reason: null }));
  const accepted = granted(await acceptReferral(primary.acts, { referralId: sent.id, version: sent.version, places: null }));
  granted(await arriveReferral(primary.acts, { referralId: sent.id, version: accepted.version }));
  return { primary: { careId: sent.id, careTaskKey }, hospital: { careId: sent.id, careTaskKey: '' } };
}
