import { appendConsultMessage } from '@/db/queries/consult';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { ConsultSpeaker } from '@/server/domain/consult/conversation';
import type { Scope } from '@/server/domain/permission/scopes';
import type { Referral } from '@/server/domain/referral/referral';
import type { ReferralDecision } from '@/server/domain/referral/reserved-slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { type LoadedReferral, type ReferralEventNote, type ReferralHandle, type ReferralReceipt, loadReferral, saveChange } from '../referral/change-referral';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';

export interface Said {
  readonly side: ConsultSpeaker;
  readonly text: string;
}

/** One step of a consult by a pure rule, and what was said with it, saved together. */
export function consultStep(
  context: ServiceContext,
  scope: Scope,
  handle: ReferralHandle,
  note: ReferralEventNote,
  said: readonly Said[],
  decide: (facts: LoadedReferral['facts']) => Outcome<ReferralDecision<Referral>, AnyRefusal>,
): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, scope);
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, reach, handle);
    if (!loaded.ok) return loaded;
    const decision = decide(loaded.value.facts);
    if (!decision.ok) return decision;
    const saved = await saveChange(context, unit, loaded.value, decision.value, note);
    if (saved.ok) for (const each of said) await keepMessage(context, unit, decision.value.referral, each);
    return saved;
  });
}

/** Writes one thing that was said; nothing where there is no text. */
export async function keepMessage(context: ServiceContext, { tx }: UnitOfWork, { id, regionCode }: Referral, { side, text }: Said): Promise<void> {
  const { actor } = context;
  if (text.trim() === '' || actor.kind !== 'staff') return;
  const { accountId: authorId, name: authorName } = actor;
  await appendConsultMessage(tx, { regionCode, id: context.newId(), referralId: id, at: context.now(), side, authorId, authorName, text: text.trim() });
}
