import { findResidentOfRegion } from '@/db/queries/resident';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { HouseholdRelation } from '@/server/domain/registry/household';
import type { ServiceContext } from '../context';
import { joinHousehold } from '../household/save-household';
import { permit } from '../permit';
import { type GuardianInput, planGuardian } from '../resident-change/record-guardian';
import { saveChange } from '../resident-change/save-change';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type RegistrationInput, judgeRegistration, saveRegistration } from './registration';

/** What a registration says of the people around somebody. */
export interface FamilyInput {
  readonly guardian: GuardianInput | null;
  /** Somebody registered whom they live with, and what they are to the head of that household. */
  readonly livesWith: { readonly residentId: string; readonly relation: HouseholdRelation } | null;
}

/**
 * Registers a resident: the number is checked, sealed and indexed. One of the same number in the region is refused and named,
 * so that the desk can go on with the person who is there.
 */
export function registerResident(context: ServiceContext, input: RegistrationInput & { readonly family?: FamilyInput | undefined }): Promise<Outcome<{ residentId: string }, AnyRefusal>> {
  const reach = permit(context, 'resident:register');
  return unitOfWork<{ residentId: string }, AnyRefusal>(context, async (unit) => {
    const { tx, audit } = unit;
    const judged = await judgeRegistration(tx, context, reach, input);
    if (!judged.ok) return judged;
    const saved = await saveRegistration(tx, context, reach, input, judged.value);
    if (!saved.ok) return saved;
    const { id, homeInstitutionCode } = saved.value.resident;
    await audit({ action: 'resident.registered', subject: { kind: 'resident', id }, facts: { homeInstitutionCode } });
    const family = await saveFamily(context, unit, id, input.family);
    return family.ok ? accept({ residentId: id }) : family;
  });
}

async function saveFamily(context: ServiceContext, unit: UnitOfWork, residentId: string, family: FamilyInput | undefined): Promise<Outcome<null, AnyRefusal>> {
  const { tx } = unit;
  const regionCode = context.actor.regionCode ?? '';
  const row = await findResidentOfRegion(tx, regionCode, residentId);
  if (!row || !family) return accept(null);
  let seen = row;
  if (family.guardian !== null) {
    const planned = await planGuardian(context, { tx, row, regionCode }, family.guardian);
    if (!planned.ok) return planned;
    const saved = await saveChange(context, unit, row, planned.value, 'desk');
    if (!saved.ok) return saved;
    seen = { ...row, version: saved.value.version };
  }
  return family.livesWith === null ? accept(null) : joinHousehold(context, unit, seen, family.livesWith);
}
