import { findReferral } from '@/db/queries/referral';
import { findReferralId } from '@/db/queries/referral-feed';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Referral } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { arriveReferral } from './arrive-referral';
import type { ReferralReceipt } from './change-referral';
import { completeReferral } from './complete-referral';
import { returnReferral } from './return-referral';

/** A step that a hospital's system reports of a referral it received. */
export type ReportedStep =
  | { readonly step: 'arrive' }
  | { readonly step: 'complete'; readonly opinion: string; readonly followUpDay: Day | null }
  | { readonly step: 'return' };

/**
 * Takes a step of the referral with this number. A step that was taken already, with the same content, is answered as done: a
 * system that got no answer sends it once more.
 */
export async function closeNumberedReferral(
  context: ServiceContext,
  number: string,
  reported: ReportedStep,
): Promise<Outcome<ReferralReceipt & { repeated: boolean }, AnyRefusal>> {
  const reach = permit(context, 'referral:close');
  const q = context.store.reads;
  const referralId = await findReferralId(q, reach, number);
  const kept = referralId === null ? null : await findReferral(q, reach, referralId);
  if (referralId === null || !kept) return refuse({ code: 'not_found', facts: { what: 'referral' } });
  const { referral, version } = kept;
  const isReceiver = reach.institutionCodes === 'all' || reach.institutionCodes.includes(referral.toInstitutionCode);
  if (isReceiver && isTaken(referral, reported)) return accept({ id: referral.id, number, status: referral.status, version, repeated: true });
  const taken = await take(context, referralId, reported);
  return taken.ok ? accept({ ...taken.value, repeated: false }) : taken;
}

function take(context: ServiceContext, referralId: string, reported: ReportedStep): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const handle = { referralId, version: null };
  switch (reported.step) {
    case 'arrive':
      return arriveReferral(context, handle);
    case 'complete':
      return completeReferral(context, { ...handle, opinion: reported.opinion, followUpDay: reported.followUpDay });
    case 'return':
      return returnReferral(context, handle);
  }
}

function isTaken(referral: Referral, reported: ReportedStep): boolean {
  switch (reported.step) {
    case 'arrive':
      return referral.status === 'arrived';
    case 'complete':
      return referral.status === 'completed' && referral.opinion === reported.opinion.trim() && referral.followUpDay === reported.followUpDay;
    case 'return':
      return referral.status === 'returned';
  }
}
