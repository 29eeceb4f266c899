import { unlessRefused, type Outcome, type Refusal } from '@/server/domain/kernel/outcome';
import { closeReferral, replyReferral } from '@/server/domain/referral/close-referral';
import type { ReferralKind } from '@/server/domain/referral/codes';
import type { Referral } from '@/server/domain/referral/referral';
import type { ReferralStepRefusal } from '@/server/domain/referral/refusals';
import type { StepFacts } from '@/server/domain/referral/take-step';
import { sidesOf } from '@/server/domain/referral/transitions';
import { speakerOf, type ConversationRefusal } from './conversation';

export type ConversionRefusal =
  | Extract<ConversationRefusal, { code: 'consult.not_a_consult' | 'consult.not_your_side' }>
  | Refusal<'consult.conversion_not_allowed', object>
  | Refusal<'consult.kind_needs_travel', { kind: ReferralKind }>
  | Refusal<'referral.consent_missing', object>
  | Extract<ReferralStepRefusal, { code: 'referral.already_live' }>;

export interface ConversionFacts extends StepFacts {
  readonly kind: ReferralKind;
  /** The resident's live referrals, consults apart: a second one to the same department would cross the first. */
  readonly live: readonly { readonly number: string; readonly toInstitutionCode: string; readonly toInstitutionName: string; readonly departmentCode: string }[];
  /** The answer, where the consult has none yet. */
  readonly opinion: string;
  /** Whether the resident agreed to be referred; allowed beforehand counts. */
  readonly consented: boolean;
}

/**
 * Turn a consult into a referral: the consult is answered, if it was not, and closed. The receiver may when the author allowed it (as
 * NHS e-RS has it: only what the referrer authorised is converted); the author always may, once the resident agreed.
 *
 * @returns the steps that end the consult, in order, each a referral in its next state.
 */
export function convertConsult(facts: ConversionFacts): Outcome<readonly Referral[], ConversionRefusal | ReferralStepRefusal> {
  return endConsult(facts, refusalsOf(facts));
}

function refusalsOf({ referral, actor, kind, live, consented }: ConversionFacts): ConversionRefusal[] {
  const refusals: ConversionRefusal[] = [];
  const side = speakerOf(referral, actor);
  if (referral.kind !== 'e_consult') refusals.push({ code: 'consult.not_a_consult', facts: {} });
  if (side === null) refusals.push({ code: 'consult.not_your_side', facts: {} });
  // Its author speaks for the receiver too, where nobody of that one works in this program.
  const isAuthor = sidesOf(referral, actor).includes('sender');
  if (side === 'receiver' && !isAuthor && !referral.mayConvert) refusals.push({ code: 'consult.conversion_not_allowed', facts: {} });
  if (kind === 'e_consult') refusals.push({ code: 'consult.kind_needs_travel', facts: { kind } });
  if (!consented && !referral.mayConvert) refusals.push({ code: 'referral.consent_missing', facts: {} });
  const other = live.find(({ toInstitutionCode, departmentCode }) => toInstitutionCode === referral.toInstitutionCode && departmentCode === referral.departmentCode);
  if (other) refusals.push({ code: 'referral.already_live', facts: { number: other.number, toInstitutionName: other.toInstitutionName } });
  return refusals;
}

function endConsult(facts: ConversionFacts, own: readonly ConversionRefusal[]): Outcome<readonly Referral[], ConversionRefusal | ReferralStepRefusal> {
  const replied = facts.referral.status === 'completed' ? null : replyReferral(facts);
  if (replied && !replied.ok) return unlessRefused<readonly Referral[], ConversionRefusal | ReferralStepRefusal>([...own, ...replied.refusals], () => []);
  const answered = replied?.ok ? replied.value.referral : facts.referral;
  // A consult has no plan and therefore no tasks.
  const closed = closeReferral({ ...facts, referral: answered, openTasks: [] });
  const refusals = [...own, ...(closed.ok ? [] : closed.refusals)];
  return unlessRefused<readonly Referral[], ConversionRefusal | ReferralStepRefusal>(refusals, () => {
    const last = closed.ok ? [closed.value.referral] : [];
    return replied ? [answered, ...last] : last;
  });
}
