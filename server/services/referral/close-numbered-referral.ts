import { type ReferralEventRow, findReferral, listReferralEvents } from '@/db/queries/referral';
import { findReferralId } from '@/db/queries/referral-feed';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { DeclineCode } from '@/server/domain/referral/codes';
import type { Referral } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { acceptReferral } from './accept-referral';
import { arriveReferral } from './arrive-referral';
import { askInfo } from './ask-info';
import { leaveReferral } from './cancel-referral';
import type { ReferralReceipt } from './change-referral';
import { completeReferral } from './complete-referral';
import { declineReferral } from './decline-referral';
import { missReferral } from './miss-referral';
import { noteDeath } from './note-death';
import { returnReferral } from './return-referral';
import { treatReferral } from './treat-referral';

/** A step that a hospital's system reports of a referral it received. */
export type ReportedStep =
  | { readonly step: 'accept' }
  | { readonly step: 'ask_info'; readonly question: string }
  | { readonly step: 'decline'; readonly code: DeclineCode; readonly reason: string }
  | { readonly step: 'arrive' }
  | { readonly step: 'treat' }
  | { readonly step: 'complete'; readonly opinion: string; readonly followUpDay: Day | null }
  | { readonly step: 'return' }
  | { readonly step: 'miss' }
  | { readonly step: 'leave'; readonly reason: string }
  | { readonly step: 'die' };

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
  if (isReceiver && isTaken(referral, reported, await listReferralEvents(q, referral.regionCode, referral.id))) return accept({ id: referral.id, number, status: referral.status, version, repeated: true });
  const taken = await take(context, referralId, reported);
  return taken.ok ? accept({ ...taken.value, repeated: false }) : taken;
}

function take(context: ServiceContext, referralId: string, reported: ReportedStep): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const handle = { referralId, version: null };
  switch (reported.step) {
    case 'accept':
      return acceptReferral(context, { ...handle, places: null });
    case 'ask_info':
      return askInfo(context, { ...handle, question: reported.question });
    case 'decline':
      return declineReferral(context, { ...handle, code: reported.code, reason: reported.reason });
    case 'arrive':
      return arriveReferral(context, handle);
    case 'treat':
      return treatReferral(context, handle);
    case 'complete':
      return completeReferral(context, { ...handle, opinion: reported.opinion, followUpDay: reported.followUpDay });
    case 'return':
      return returnReferral(context, handle);
    case 'miss':
      return missReferral(context, handle);
    case 'leave':
      return leaveReferral(context, { ...handle, reason: reported.reason });
    case 'die':
      return noteDeath(context, handle);
  }
}

/** Whether it stands as the step would leave it, and the step was what brought it there. */
function isTaken(referral: Referral, reported: ReportedStep, events: readonly ReferralEventRow[]): boolean {
  const { status } = referral;
  const last = events.at(-1);
  switch (reported.step) {
    case 'accept':
      return status === 'accepted';
    case 'ask_info':
      // Somebody may have taken it in hand since.
      return status === 'info_wanted' && events.findLast(({ action }) => action === 'info_asked')?.facts.question === reported.question.trim();
    case 'decline':
      return status === 'declined' && referral.declineCode === reported.code && referral.declineReason === reported.reason.trim();
    case 'arrive':
      return status === 'arrived';
    case 'treat':
      return status === 'in_treatment';
    case 'complete':
      return status === 'completed' && referral.opinion === reported.opinion.trim() && referral.followUpDay === reported.followUpDay;
    case 'return':
      return status === 'returned';
    case 'miss':
      return status === 'expired' && last?.action === 'missed';
    case 'leave':
      return status === 'went_elsewhere' && last?.facts.reason === reported.reason.trim();
    case 'die':
      return status === 'died';
  }
}
