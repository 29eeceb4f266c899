import { messageLimit } from '@/server/domain/consult/conversation';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import { replyReferral } from '@/server/domain/referral/close-referral';
import { lengthOf } from '@/server/domain/referral/texts';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import type { ReferralHandle, ReferralReceipt } from '../referral/change-referral';
import { consultStep } from './consult-step';

export interface ReplyConsultInput extends ReferralHandle {
  /** The conclusion, at most 200 characters: what the record and the resident's team go by. */
  readonly opinion: string;
  /** What was seen, the reading in full; empty when the conclusion says it all. */
  readonly findings: string;
}

/** The specialist answers an e-consult; it can be asked again until its author closes it. */
export async function replyConsult(context: ServiceContext, input: ReplyConsultInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const { opinion, findings } = input;
  const length = lengthOf(findings);
  if (length > messageLimit) return refuse({ code: 'consult.message_too_long', facts: { length, limit: messageLimit } });
  const said = [findings, opinion].map((text) => ({ side: 'receiver', text }) as const);
  return consultStep(context, 'referral:accept', input, { name: 'replied', facts: { opinion: opinion.trim() } }, said, (facts) => replyReferral({ ...facts, opinion }));
}
