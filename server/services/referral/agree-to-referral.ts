import { findResidentOfRegion } from '@/db/queries/resident';
import type { Guardian } from '@/server/domain/contract/consent';
import { ageOn } from '@/server/domain/kernel/calendar-day';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import { agreeToReferral as decide } from '@/server/domain/referral/answer-consent';
import type { ReferralConsent } from '@/server/domain/referral/consent';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type LoadedReferral, type ReferralHandle, type ReferralReceipt, loadReferral, saveChange } from './change-referral';
import { recordReferralConsent } from './record-consent';

export interface AgreeInput extends ReferralHandle {
  readonly way: 'desk' | 'paper';
  /** Who agreed in a child's place. */
  readonly guardian: Guardian | null;
}

/** The resident, asked on their phone, agreed at the desk or on paper instead: whoever asked notes it, and the referral is sent. */
export function agreeToReferral(context: ServiceContext, { way, guardian, ...handle }: AgreeInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:create');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, reach, handle);
    return loaded.ok ? agreeWithin(context, unit, loaded.value, { way, guardian }) : loaded;
  });
}

/** Sends what the resident agreed to, and keeps that they did. */
export async function agreeWithin(context: ServiceContext, unit: UnitOfWork, loaded: LoadedReferral, consent: ReferralConsent): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const { facts } = loaded;
  const { referral } = facts;
  const resident = await findResidentOfRegion(unit.tx, referral.regionCode, referral.residentId);
  if (!resident) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  const decision = decide({ ...facts, age: ageOn(resident.birthDay, today(context)), guardian: consent.guardian });
  if (!decision.ok) return decision;
  await recordReferralConsent(context, unit.tx, referral, consent);
  return saveChange(context, unit, loaded, decision.value, { name: 'agreed', facts: { consent: consent.way } });
}
