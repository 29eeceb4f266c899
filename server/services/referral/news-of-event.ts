import type { Tx } from '@/db';
import { unreachable } from '@/server/domain/kernel/outcome';
import type { Actor } from '@/server/domain/permission/actor';
import type { ReferralAnswer, ReferralEnding } from '@/server/domain/notice/referral-notice';
import type { Referral } from '@/server/domain/referral/referral';
import { sidesOf } from '@/server/domain/referral/transitions';
import type { ServiceContext } from '../context';
import type { ReferralEventNote } from './record-event';
import { tellReceiver, tellResident, tellSender } from './tell-referral';

type News = (tx: Tx, context: ServiceContext, referral: Referral, note: ReferralEventNote) => Promise<void>;

/**
 * Tells everybody concerned of what happened to a referral, in the transaction that makes it happen; whoever did it is not told.
 *
 * Facts of the event that sentences are made of: `slotStartsAt` (accepted, offered, taken, rebooked), `until` (offered), `otherName`
 * (redirected), `from` (expired: the status it had), `side` (message: who wrote).
 */
export async function tellOfEvent(tx: Tx, context: ServiceContext, referral: Referral, note: ReferralEventNote): Promise<void> {
  // A draft is its writer's own.
  if (referral.status === 'draft') return;
  await newsOf(note)(tx, context, referral, note);
}

const nothing: News = () => Promise.resolve();

function newsOf(note: ReferralEventNote): News {
  switch (note.name) {
    case 'created':
      return tellOfSending;
    case 'consent_asked':
      return (tx, context, referral) => tellResident(tx, context, referral, { template: 'referral_consent_asked', facts: {} });
    case 'agreed':
      return tellOfConsent;
    case 'refused':
      return (tx, context, referral) => tellSender(tx, context, referral, { template: 'referral_consent_answered', facts: { agreed: false } });
    case 'info_asked':
      return (tx, context, referral) => tellSender(tx, context, referral, { template: 'referral_info_wanted', facts: {} });
    case 'info_given':
      return (tx, context, referral) => tellReceiver(tx, context, referral, { template: 'referral_info_given', facts: { dueAt: referral.answerDueAt } });
    case 'accepted':
      return tellOfAnswer('accepted');
    case 'queued':
      return tellOfAnswer('waiting');
    case 'rebooked':
      return tellOfAnswer('rebooked');
    case 'declined':
      return tellOfAnswer('declined');
    case 'redirected':
      return tellOfAnswer('redirected');
    case 'offered':
    case 'offer_lapsed':
    case 'taken':
      return tellOfOffer;
    case 'replied':
      return (tx, context, referral) => tellSender(tx, context, referral, { template: 'consult_replied', facts: {} });
    case 'asked_again':
      return (tx, context, referral) => tellReceiver(tx, context, referral, { template: 'consult_asked_again', facts: {} });
    case 'message':
      return tellOfMessage;
    case 'returned':
      return tellOfReturn;
    case 'cancelled':
    case 'left':
    case 'missed':
    case 'expired':
    case 'died':
      return tellOfEnding(note.name);
    case 'offer_withdrawn':
      return tellOfWithdrawal;
    case 'promise_broken':
      return tellOfBrokenPromise;
    case 'offer_declined':
    case 'assigned':
    case 'escalated':
    case 'arrived':
    case 'treated':
    case 'completed':
    case 'received':
    case 'followed_up':
    case 'closed':
      return nothing;
    default:
      return unreachable(note.name);
  }
}

async function tellOfSending(tx: Tx, context: ServiceContext, referral: Referral, { facts }: ReferralEventNote): Promise<void> {
  if (referral.status !== 'sent') return;
  const dueAt = referral.answerDueAt;
  if (referral.kind === 'e_consult') return tellReceiver(tx, context, referral, { template: 'consult_asked', facts: { dueAt } });
  await tellReceiver(tx, context, referral, { template: 'referral_received', facts: { dueAt } });
  // Of a redirection the resident has been told by the referral that it follows.
  if (referral.origin !== 'redirect') await tellResident(tx, context, referral, { template: 'referral_sent', facts: { startsAt: numberOf(facts.slotStartsAt) } });
}

async function tellOfConsent(tx: Tx, context: ServiceContext, referral: Referral, note: ReferralEventNote): Promise<void> {
  if (context.actor.kind === 'resident') await tellSender(tx, context, referral, { template: 'referral_consent_answered', facts: { agreed: true } });
  await tellOfSending(tx, context, referral, note);
}

function tellOfAnswer(answer: ReferralAnswer): News {
  return async (tx, context, referral, { facts }) => {
    if (!isOnlySender(referral, context.actor)) await tellSender(tx, context, referral, { template: 'referral_answered', facts: { answer } });
    const startsAt = numberOf(facts.slotStartsAt);
    switch (answer) {
      case 'accepted':
        return tellResident(tx, context, referral, { template: 'referral_accepted', facts: { startsAt } });
      case 'rebooked':
        return tellResident(tx, context, referral, { template: 'referral_rebooked', facts: { startsAt } });
      case 'waiting':
        if (referral.promisedDay === null) return;
        // Only what was accepted before has been decided: its place is gone, and it keeps its turn.
        return tellResident(tx, context, referral, { template: 'referral_waiting', facts: { promisedDay: referral.promisedDay, lostPlace: referral.decidedAt !== null } });
      case 'declined':
        return isBodily(referral) ? tellResident(tx, context, referral, { template: 'referral_declined', facts: {} }) : undefined;
      case 'redirected':
        return isBodily(referral) ? tellResident(tx, context, referral, { template: 'referral_redirected', facts: { otherName: textOf(facts.otherName) } }) : undefined;
    }
  };
}

async function tellOfOffer(tx: Tx, context: ServiceContext, referral: Referral, { name, facts }: ReferralEventNote): Promise<void> {
  const startsAt = numberOf(facts.slotStartsAt);
  if (name === 'offered') {
    // Whoever said yes on the telephone is told of the booking.
    if (facts.confirmed === 1) return;
    const offer = { startsAt, until: numberOf(facts.until) };
    await tellSender(tx, context, referral, { template: 'referral_place_offered', facts: offer });
    return tellResident(tx, context, referral, { template: 'referral_offered', facts: offer });
  }
  if (name === 'offer_lapsed') {
    await tellSender(tx, context, referral, { template: 'referral_place_lost', facts: {} });
    return tellResident(tx, context, referral, { template: 'referral_offer_lapsed', facts: {} });
  }
  const sides = sidesOf(referral, context.actor);
  if (!sides.includes('receiver')) await tellReceiver(tx, context, referral, { template: 'referral_place_taken', facts: { startsAt } });
  if (!sides.includes('sender')) await tellSender(tx, context, referral, { template: 'referral_answered', facts: { answer: 'accepted' } });
  await tellResident(tx, context, referral, { template: 'referral_accepted', facts: { startsAt } });
}

/** The hospital could not keep the place that it offered; the turn stays. */
async function tellOfWithdrawal(tx: Tx, context: ServiceContext, referral: Referral): Promise<void> {
  const { promisedDay } = referral;
  if (!isOnlySender(referral, context.actor)) await tellSender(tx, context, referral, { template: 'referral_answered', facts: { answer: 'waiting' } });
  if (promisedDay !== null) await tellResident(tx, context, referral, { template: 'referral_waiting', facts: { promisedDay, lostPlace: true } });
}

/** Both sides hear that the day has gone by, so that the team can tell the patient and look for a place elsewhere. */
async function tellOfBrokenPromise(tx: Tx, context: ServiceContext, referral: Referral): Promise<void> {
  const { promisedDay } = referral;
  if (promisedDay === null) return;
  const news = { template: 'referral_promise_broken', facts: { promisedDay } } as const;
  await tellReceiver(tx, context, referral, news);
  await tellSender(tx, context, referral, news);
}

async function tellOfMessage(tx: Tx, context: ServiceContext, referral: Referral, { facts }: ReferralEventNote): Promise<void> {
  const tell = facts.side === 'receiver' ? tellSender : tellReceiver;
  await tell(tx, context, referral, { template: 'consult_message', facts: {} });
}

async function tellOfReturn(tx: Tx, context: ServiceContext, referral: Referral): Promise<void> {
  const { followUpDay } = referral;
  await tellSender(tx, context, referral, { template: 'referral_coming_back', facts: { followUpDay } });
  await tellResident(tx, context, referral, { template: 'referral_returned', facts: { followUpDay } });
}

function tellOfEnding(how: ReferralEnding): News {
  return async (tx, context, referral, { facts }) => {
    // What the resident has not agreed to has never reached the hospital.
    const reached = referral.sentAt !== null;
    const sides = sidesOf(referral, context.actor);
    if (!sides.includes('sender')) await tellSender(tx, context, referral, { template: 'referral_ended', facts: { how } });
    if (reached && !sides.includes('receiver') && how !== 'expired') await tellReceiver(tx, context, referral, { template: 'referral_ended', facts: { how } });
    if (!isBodily(referral)) return;
    if (how === 'cancelled' && !sides.includes('patient')) await tellResident(tx, context, referral, { template: 'referral_cancelled', facts: {} });
    if (how === 'missed' || how === 'expired') {
      await tellResident(tx, context, referral, { template: 'referral_expired', facts: { missed: how === 'missed' || facts.from === 'accepted' } });
    }
  };
}

/** The sender of a referral to a hospital outside this program notes its answer, and needs not be told. */
function isOnlySender(referral: Referral, actor: Actor): boolean {
  return referral.external && sidesOf(referral, actor).includes('sender');
}

function isBodily({ kind }: Referral): boolean {
  return kind !== 'e_consult';
}

function numberOf(fact: string | number | null | undefined): number | null {
  return typeof fact === 'number' ? fact : null;
}

function textOf(fact: string | number | null | undefined): string {
  return typeof fact === 'string' ? fact : '';
}
