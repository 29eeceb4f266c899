import { consentRow, findConsentOfReferral, insertConsents } from '@/db/queries/consent';
import { listLiveReferrals, saveReferral } from '@/db/queries/referral';
import { convertConsult as decideConversion } from '@/server/domain/consult/convert-consult';
import { speakerOf } from '@/server/domain/consult/conversation';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { ReferralKind, ReferralPriority } from '@/server/domain/referral/codes';
import { referralConsentText } from '@/server/domain/referral/consent';
import type { Referral } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type ReferralHandle, type ReferralReceipt, loadReferral, recordEvent } from '../referral/change-referral';
import { sendSuccessor } from '../referral/send-successor';
import { keepMessage } from './consult-step';

export interface ConvertConsultInput extends ReferralHandle {
  readonly kind: ReferralKind;
  readonly priority: ReferralPriority;
  /** The answer, where the consult has none yet. */
  readonly opinion: string;
  /** Whether the resident agreed to go, where the author had not allowed it beforehand. */
  readonly consented: boolean;
}

/**
 * Turns a consult into a referral to the same department: the consult is answered, if it was not, and closed, and the referral is sent in
 * its author's name, all of it or nothing.
 */
export function convertConsult(context: ServiceContext, input: ConvertConsultInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'consult:talk');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, reach, input);
    if (!loaded.ok) return loaded;
    const { kept, facts } = loaded.value;
    const live = (await listLiveReferrals(unit.tx, reach.regionCode, facts.referral.residentId)).filter(({ kind }) => kind !== 'e_consult');
    const steps = decideConversion({ ...facts, live, kind: input.kind, opinion: input.opinion, consented: input.consented });
    if (!steps.ok) return steps;
    let { version } = kept;
    for (const referral of steps.value) {
      if (!(await saveReferral(unit.tx, referral, version))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'referral' } });
      version += 1;
      const isReply = referral.status === 'completed';
      await recordEvent(context, unit, referral, version, isReply ? { name: 'replied', facts: { opinion: referral.opinion } } : { name: 'closed', facts: { converted: 1 } });
      if (isReply) await keepMessage(context, unit, referral, { side: speakerOf(referral, context.actor) ?? 'receiver', text: input.opinion });
    }
    const successor = await sendSuccessor(context, unit, loaded.value, 'consult', { kind: input.kind, priority: input.priority });
    await carryConsent(context, unit, facts.referral, successor.id, facts.referral.mayConvert);
    const { id, number, status } = successor;
    return accept({ id, number, status, version: successor.version });
  });
}

/**
 * Keeps that the resident agreed to come, by whoever agreed to be asked about: at that time where it was allowed beforehand, now where
 * the author was told so. Where the first consent is not kept here, neither is this one.
 */
async function carryConsent(context: ServiceContext, { tx }: UnitOfWork, consult: Referral, referralId: string, beforehand: boolean): Promise<void> {
  const { regionCode, residentId } = consult;
  const first = await findConsentOfReferral(tx, regionCode, consult.id);
  if (!first) return;
  const of = { regionCode, id: context.newId(), residentId, contractId: null, evidenceId: null, referralId };
  await insertConsents(tx, [consentRow(of, { ...first, textVersion: referralConsentText, givenAt: beforehand ? first.givenAt : context.now() }, 'referral')]);
}
