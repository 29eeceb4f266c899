import type { Reach } from '@/db';
import { findReferralByRequest } from '@/db/queries/referral';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { ConsultType, ReferralDirection, ReferralKind, ReferralPriority } from '@/server/domain/referral/codes';
import type { ReferralConsent } from '@/server/domain/referral/consent';
import type { Assessment } from '@/server/domain/referral/danger-signs';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import type { ReferralReceipt } from './change-referral';
import type { PlaceWish } from './hold-places';
import { retryTaken } from './retry-taken';
import { sendOrder } from './send-order';

export interface CreateReferralInput {
  /** Made by the client once a form: a retry with the same key gets the referral that the first try sent. */
  readonly requestKey: string;
  readonly residentId: string;
  readonly direction: ReferralDirection;
  readonly priority: ReferralPriority;
  readonly kind: ReferralKind;
  /** What an e-consult asks for; null for every other kind. */
  readonly consult: ConsultWish | null;
  /** The reserved places that are wanted; they name hospital and department. */
  readonly places: PlaceWish;
  /** Where to, when no place is named. */
  readonly toInstitutionCode: string | null;
  readonly departmentCode: string | null;
  /** Who refers, when the actor is not a practitioner; one of the actor's own institutions. */
  readonly practitionerId: string | null;
  readonly diagnosisCode: string | null;
  readonly diagnosisName: string;
  readonly reason: string;
  readonly findings: string | null;
  /** What the receiver is asked to do. */
  readonly purpose?: string | null;
  readonly history?: string | null;
  /** What was done and given so far. */
  readonly treatment?: string | null;
  /** What was measured and seen; the danger signs follow from it. */
  readonly assessment?: Assessment;
  readonly consented: boolean;
  /** How the consent was given or is asked for; left out: whoever sends it keeps that elsewhere. */
  readonly consent?: ReferralConsent | null;
}

export interface ConsultWish {
  readonly type: ConsultType;
  /** Whether the receiver may turn it into a referral: the resident has agreed to that as well. */
  readonly mayConvert: boolean;
}

/**
 * Sends a referral and holds a reserved place for it, or answers every reason why not and holds nothing.
 *
 * The place is taken by one conditional update that lasts as long as policy lets a doctor hold one while writing; once the
 * referral stands, the hold is made to last until the referral can no longer be answered or the slot begins, so that the
 * hospital finds it when it answers, however late in its answer time that is.
 */
export async function createReferral(context: ServiceContext, input: CreateReferralInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:create');
  return retryTaken(() => unitOfWork<ReferralReceipt, AnyRefusal>(context, (unit) => sendOnce(context, unit, reach, input)));
}

async function sendOnce(context: ServiceContext, unit: UnitOfWork, reach: Reach, input: CreateReferralInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const earlier = await findReferralByRequest(unit.tx, reach, input.requestKey);
  if (!earlier) return sendOrder(context, unit, reach, input, { id: context.newId(), kept: null });
  const { id, number, status } = earlier.referral;
  await unit.audit({ action: 'referral.sent_again', subject: { kind: 'referral', id }, facts: { number } });
  return accept({ id, number, status, version: earlier.version });
}
