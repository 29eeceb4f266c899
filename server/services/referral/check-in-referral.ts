import { findSlots } from '@/db/queries/quota';
import { type KeptReferral, findReferral } from '@/db/queries/referral';
import { findReferralId } from '@/db/queries/referral-feed';
import { findInstitution } from '@/db/queries/registry';
import { findResidentOfRegion } from '@/db/queries/resident';
import { ageOn } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import { allows } from '@/server/domain/permission/actor';
import { refusalsOfCheckIn, slipNumberOf } from '@/server/domain/referral/check-in';
import { firstOf } from '@/server/domain/referral/close-referral';
import type { ReferralKind, ReferralStatus } from '@/server/domain/referral/codes';
import { placeIdsOf } from '@/server/domain/referral/referral';
import { sidesOf } from '@/server/domain/referral/transitions';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Sex } from '@/server/domain/registry/codes';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { arriveReferral } from './arrive-referral';

export interface CheckInInput {
  /** As a scanner or a hand typed it. */
  readonly number: string;
  /** The clerk has been told that the day is another one, and lets the patient in all the same. */
  readonly anyDay: boolean;
}

/** What the desk sees of a slip: enough to greet the right person and to send them to the right room. */
export interface Slip {
  readonly referralId: string;
  readonly number: string;
  readonly status: ReferralStatus;
  readonly kind: ReferralKind;
  /** Null for those who may see referrals but no patients. */
  readonly resident: { readonly name: string; readonly sex: Sex; readonly age: number } | null;
  readonly signed: boolean;
  readonly fromInstitutionName: string;
  readonly departmentName: string;
  readonly placeStartsAt: number | null;
  readonly arrivedAt: number | null;
}

/**
 * The patient stands at the desk with the slip: the number alone finds the referral, and the patient is there. Everything that speaks against it
 * has its own sentence, also that the slip names another hospital; whoever looks that up from outside is on record.
 */
export async function checkInReferral(context: ServiceContext, { number: typed, anyDay }: CheckInInput): Promise<Outcome<Slip, AnyRefusal>> {
  permit(context, 'referral:close');
  const found = await findSlip(context, typed);
  if (!found.ok) return found;
  const kept = found.value;
  const { referral, version } = kept;
  const places = await findSlots(context.store.reads, referral.regionCode, placeIdsOf(referral));
  const own = places.filter(({ state }) => 'referralId' in state && state.referralId === referral.id);
  const judged = unlessRefused<null, AnyRefusal>(refusalsOfCheckIn({ referral, places: own, now: context.now(), anyDay }), () => null);
  if (!judged.ok) return judged;
  const arrived = await arriveReferral(context, { referralId: referral.id, version });
  return arrived.ok ? accept({ ...(await slipOf(context, kept)), status: arrived.value.status, arrivedAt: context.now() }) : arrived;
}

/** What the desk is shown of a slip of its own hospital, whether the patient can be checked in or not. */
export async function readSlip(context: ServiceContext, input: { readonly number: string }): Promise<Outcome<Slip, AnyRefusal>> {
  permit(context, 'referral:close');
  const found = await findSlip(context, input.number);
  return found.ok ? accept(await slipOf(context, found.value)) : found;
}

async function findSlip(context: ServiceContext, typed: string): Promise<Outcome<KeptReferral, AnyRefusal>> {
  const { regionCode } = permit(context, 'referral:close');
  const number = slipNumberOf(typed);
  if (number === null) return refuse({ code: 'check_in.number_malformed', facts: {} });
  const q = context.store.reads;
  const everywhere = { regionCode, institutionCodes: 'all' } as const;
  const referralId = await findReferralId(q, everywhere, number);
  const kept = referralId === null ? null : await findReferral(q, everywhere, referralId);
  if (!kept || kept.referral.status === 'draft') return refuse({ code: 'check_in.unknown', facts: { number } });
  if (sidesOf(kept.referral, context.actor).includes('receiver')) return accept(kept);
  return sendElsewhere(context, kept);
}

/** The person at the desk is in the wrong place: which one is right is all that is told, and that it was told is kept. */
async function sendElsewhere(context: ServiceContext, { referral }: KeptReferral): Promise<Outcome<never, AnyRefusal>> {
  const { id, number, regionCode, toInstitutionCode, departmentName } = referral;
  const place = await findInstitution(context.store.reads, regionCode, toInstitutionCode);
  await unitOfWork<null, never>(context, async ({ audit }) => {
    await audit({ action: 'referral.slip_seen', subject: { kind: 'referral', id }, facts: { number } });
    return accept(null);
  });
  return refuse({ code: 'check_in.wrong_hospital', facts: { toInstitutionName: place?.name ?? toInstitutionCode, departmentName } });
}

async function slipOf(context: ServiceContext, { referral, signed }: KeptReferral): Promise<Slip> {
  const q = context.store.reads;
  const { id, number, status, kind, regionCode, departmentName, arrivedAt } = referral;
  const from = await findInstitution(q, regionCode, referral.fromInstitutionCode);
  const person = allows(context.actor, 'resident:read') ? await findResidentOfRegion(q, regionCode, referral.residentId) : null;
  const places = await findSlots(q, regionCode, placeIdsOf(referral));
  return {
    ...{ referralId: id, number, status, kind, departmentName, signed, arrivedAt },
    resident: person && { name: person.name, sex: person.sex, age: ageOn(person.birthDay, today(context)) },
    fromInstitutionName: from?.name ?? referral.fromInstitutionCode,
    placeStartsAt: firstOf(places.filter(({ state }) => 'referralId' in state && state.referralId === id)),
  };
}
