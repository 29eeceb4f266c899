import { appendReferralEvent } from '@/db/queries/referral';
import type { Actor } from '@/server/domain/permission/actor';
import { withoutPatientWords } from '@/server/domain/referral/patient-words';
import type { Referral } from '@/server/domain/referral/referral';
import type { ServiceContext } from '../context';
import type { UnitOfWork } from '../unit-of-work';
import { tellOfEvent } from './news-of-event';

/** What happened, as timelines and audit rows name it. */
export type ReferralEventName =
  | 'created'
  | 'consent_asked'
  | 'agreed'
  | 'refused'
  | 'info_asked'
  | 'info_given'
  | 'accepted'
  | 'queued'
  | 'offered'
  | 'offer_lapsed'
  | 'offer_declined'
  | 'offer_withdrawn'
  | 'promise_broken'
  | 'taken'
  | 'rebooked'
  | 'declined'
  | 'redirected'
  | 'replied'
  | 'asked_again'
  | 'message'
  | 'assigned'
  | 'escalated'
  | 'arrived'
  | 'treated'
  | 'completed'
  | 'returned'
  | 'received'
  | 'followed_up'
  | 'closed'
  | 'cancelled'
  | 'left'
  | 'missed'
  | 'expired'
  | 'died';

export interface ReferralEventNote {
  readonly name: ReferralEventName;
  readonly facts: Readonly<Record<string, string | number | null>>;
}

/**
 * The timeline's row and the audit's, which keeps what was done and not what was said of the patient, and the notices to everybody whom it concerns; the timeline is numbered by the
 * version the step made.
 */
export async function recordEvent(
  context: ServiceContext,
  { tx, audit }: UnitOfWork,
  referral: Referral,
  version: number,
  note: ReferralEventNote,
): Promise<void> {
  const { id, number, regionCode } = referral;
  const { name, facts } = note;
  await appendReferralEvent(tx, {
    regionCode,
    referralId: id,
    seq: version,
    at: context.now(),
    action: name,
    actorName: nameOf(context.actor),
    facts: { ...facts },
  });
  await audit({ action: `referral.${name}`, subject: { kind: 'referral', id }, facts: { number, ...withoutPatientWords(facts) } });
  await tellOfEvent(tx, context, referral, note);
}

/** Who did it, in words both sides read; a job is named by its code, for which screens hold a label. */
function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return actor.name;
    case 'resident':
      return 'resident';
    case 'system':
      return actor.job;
  }
}
