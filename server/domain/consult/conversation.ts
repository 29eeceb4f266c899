import { unlessRefused, type Outcome, type Refusal } from '@/server/domain/kernel/outcome';
import { allows, type Actor } from '@/server/domain/permission/actor';
import type { ReferralSide, ReferralStatus } from '@/server/domain/referral/codes';
import type { Referral } from '@/server/domain/referral/referral';
import { lengthOf } from '@/server/domain/referral/texts';
import { scopeNeeded, sidesOf } from '@/server/domain/referral/transitions';

/** The two ends of an e-consult that may speak. */
export const consultSpeakers = ['sender', 'receiver'] as const satisfies readonly ReferralSide[];
export type ConsultSpeaker = (typeof consultSpeakers)[number];

/** A screen of text; what is longer is a document and belongs into an attachment. */
export const messageLimit = 1000;

/** While one of these stands, the two ends can speak. */
const open: readonly ReferralStatus[] = ['sent', 'info_wanted', 'completed'];

export type ConversationRefusal =
  | Refusal<'consult.not_a_consult', object>
  | Refusal<'consult.not_your_side', object>
  | Refusal<'consult.over', { status: ReferralStatus }>
  | Refusal<'consult.message_missing', object>
  | Refusal<'consult.message_too_long', { length: number; limit: number }>;

/** On which side an actor speaks: the receiver's before the sender's, for whoever works at both answers here. Null: on neither. */
export function speakerOf(referral: Referral, actor: Actor): ConsultSpeaker | null {
  const sides = sidesOf(referral, actor);
  const speaks = (side: ConsultSpeaker) => sides.includes(side) && allows(actor, scopeNeeded(side === 'sender' ? 'give_info' : 'reply', side));
  return speaks('receiver') ? 'receiver' : speaks('sender') ? 'sender' : null;
}

/** Why this actor cannot say anything in this consult now, in the order of `ConversationRefusal`; none means they can. */
export function whyNotSpeak(referral: Referral, actor: Actor): ConversationRefusal[] {
  const refusals: ConversationRefusal[] = [];
  if (referral.kind !== 'e_consult') refusals.push({ code: 'consult.not_a_consult', facts: {} });
  if (speakerOf(referral, actor) === null) refusals.push({ code: 'consult.not_your_side', facts: {} });
  if (!open.includes(referral.status)) refusals.push({ code: 'consult.over', facts: { status: referral.status } });
  return refusals;
}

/** Something said in a consult: who says it on which side, and the text without blanks around it. */
export function say(referral: Referral, actor: Actor, text: string): Outcome<{ readonly side: ConsultSpeaker; readonly text: string }, ConversationRefusal> {
  const length = lengthOf(text);
  const refusals = whyNotSpeak(referral, actor);
  if (length === 0) refusals.push({ code: 'consult.message_missing', facts: {} });
  if (length > messageLimit) refusals.push({ code: 'consult.message_too_long', facts: { length, limit: messageLimit } });
  return unlessRefused(refusals, () => ({ side: speakerOf(referral, actor) ?? 'sender', text: text.trim() }));
}
