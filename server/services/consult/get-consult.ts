import { type ConsultMessageRow, listConsultMessages, listFollowing } from '@/db/queries/consult';
import { findReferral } from '@/db/queries/referral';
import { type ConsultSpeaker, speakerOf, whyNotSpeak } from '@/server/domain/consult/conversation';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { allows } from '@/server/domain/permission/actor';
import type { ReferralKind, ReferralStatus } from '@/server/domain/referral/codes';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface Conversation {
  /** Oldest first; empty for those who may see no patients. */
  readonly messages: readonly ConsultMessageRow[];
  /** Null: the actor speaks on neither side. */
  readonly side: ConsultSpeaker | null;
  /** Why nothing can be said now; none means it can. */
  readonly whyNot: readonly AnyRefusal[];
  /** The referrals it was turned into. */
  readonly following: readonly { readonly id: string; readonly number: string; readonly kind: ReferralKind; readonly status: ReferralStatus }[];
}

/** The conversation of one e-consult within reach. Opening the consult itself is what leaves the audit row about the resident. */
export async function getConversation(context: ServiceContext, input: { readonly referralId: string }): Promise<Outcome<Conversation, AnyRefusal>> {
  const reach = permit(context, 'referral:read');
  const q = context.store.reads;
  const kept = await findReferral(q, reach, input.referralId);
  if (!kept) return refuse({ code: 'not_found', facts: { what: 'referral' } });
  const { referral } = kept;
  const messages = allows(context.actor, 'resident:read') ? await listConsultMessages(q, reach.regionCode, referral.id) : [];
  const following = (await listFollowing(q, reach.regionCode, referral.id)).map(({ id, number, kind, status }) => ({ id, number, kind, status }));
  return accept({ messages, side: speakerOf(referral, context.actor), whyNot: whyNotSpeak(referral, context.actor), following });
}
