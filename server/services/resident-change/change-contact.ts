import { findInstitution } from '@/db/queries/registry';
import { maskedPhoneOf } from '@/db/queries/resident';
import { seal, unseal } from '@/db/sealed';
import { maskPhone } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { refusalsOfReason } from '@/server/domain/registry/decide-resident-change';
import { checkPhone } from '@/server/domain/registry/phone';
import type { ServiceContext } from '../context';
import { type ChangeGround, type PlannedChange, type ResidentChanged, type ResidentHandle, type SealedChange, changeResident } from './save-change';

export interface ChangeContactInput extends ResidentHandle {
  /** Undefined leaves it; null or empty takes it away. */
  readonly phone?: string | null | undefined;
  readonly address?: string | null | undefined;
  readonly reason: string | null;
}

/** A resident's phone and address. */
export function changeContact(context: ServiceContext, input: ChangeContactInput): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  return changeResident(context, 'resident:change', input, (ground) => Promise.resolve(planContact(ground, input)));
}

export function planContact({ row }: Pick<ChangeGround, 'row'>, { phone, address, reason }: Omit<ChangeContactInput, keyof ResidentHandle>): Outcome<PlannedChange, AnyRefusal> {
  const before = row.phoneSealed === null ? null : unseal(row.phoneSealed);
  const checked = phone === undefined ? accept(before) : checkPhone(phone);
  if (!checked.ok) return checked;
  const after = checked.value;
  const street = address === undefined ? row.address : address?.normalize('NFC').trim() || null;
  const fields: SealedChange[] = [];
  if (after !== before) {
    const masked = maskedPhoneOf(row);
    fields.push({ field: 'phone', day: null, before: masked === null ? null : { phone: masked }, after: after === null ? null : { phone: maskPhone(after) }, beforePlain: before, afterPlain: after });
  }
  if (street !== row.address) fields.push({ field: 'address', day: null, before: row.address === null ? null : { address: row.address }, after: street === null ? null : { address: street } });
  if (fields.length === 0) return refuse({ code: 'resident.nothing_changed', facts: {} });
  const set = { ...(after === before ? {} : { phoneSealed: after === null ? null : seal(after) }), ...(street === row.address ? {} : { address: street }) };
  return accept({ action: 'resident.contact_changed', fields, reason, set, refolds: false });
}

/** The primary institution near a resident's home. Where a plan asks for it, held visits are adjudicated again. */
export function changeHome(context: ServiceContext, input: ResidentHandle & { readonly homeInstitutionCode: string | null; readonly reason: string }): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  return changeResident(context, 'resident:change', input, async ({ tx, row, regionCode }) => {
    const { homeInstitutionCode: code, reason } = input;
    const refusals: AnyRefusal[] = [];
    if (code !== null && !(await findInstitution(tx, regionCode, code))) refusals.push({ code: 'registry.institution_unknown', facts: { code } });
    if (code === row.homeInstitutionCode) refusals.push({ code: 'resident.nothing_changed', facts: {} });
    refusals.push(...refusalsOfReason(reason));
    const [first, ...others] = refusals;
    return first ? refuse(first, ...others) : accept(planHome(row.homeInstitutionCode, code, reason));
  });
}

export function planHome(before: string | null, after: string | null, reason: string | null): PlannedChange {
  const value = (code: string | null) => code === null ? null : { institutionCode: code };
  return {
    action: 'resident.home_changed',
    fields: [{ field: 'home', day: null, before: value(before), after: value(after) }],
    reason,
    set: { homeInstitutionCode: after },
    refolds: true,
  };
}
