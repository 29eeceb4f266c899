import type { Tx } from '@/db';
import { type KeptSpecialty, endMember, insertMember, listSpecialties, replaceDepartments, saveSpecialty } from '@/db/queries/specialty';
import { findInstitution, listAlliances } from '@/db/queries/registry';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { changeSpecialty as decideChange, joinSpecialty as decideJoining, lastDayOf, type SharedDepartment, type SpecialtyMemberKind } from '@/server/domain/quota/specialty';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';

/** Which one, and as it was seen: whoever changed it meanwhile is not overwritten. */
export interface SpecialtyHandle {
  readonly id: string;
  readonly version: number;
}

export interface ChangeSpecialtyInput extends SpecialtyHandle {
  readonly name: string;
  readonly departments: readonly SharedDepartment[];
}

/** Gives a specialty alliance another name or other departments to share. */
export function changeSpecialty(context: ServiceContext, input: ChangeSpecialtyInput): Promise<Outcome<null, AnyRefusal>> {
  return onSpecialty(context, input, async (specialty, { tx, audit }) => {
    const decision = decideChange(specialty, input, today(context));
    if (!decision.ok) return decision;
    if (!(await saveSpecialty(tx, decision.value, input.version))) return changed();
    await replaceDepartments(tx, specialty.regionCode, specialty.id, decision.value.departments);
    const { name, departments } = decision.value;
    await audit({ action: 'specialty.changed', subject: { kind: 'specialty', id: specialty.id }, facts: { name, departments: departments.map(({ departmentCode }) => departmentCode) } });
    return accept(null);
  });
}

/** Sets its last day; from the next on its members refer there without a place. */
export function endSpecialty(context: ServiceContext, input: SpecialtyHandle & { readonly toDay: Day }): Promise<Outcome<null, AnyRefusal>> {
  return onSpecialty(context, input, async (specialty, { tx, audit }) => {
    const decision = lastDayOf(specialty, input.toDay, today(context));
    if (!decision.ok) return decision;
    if (!(await saveSpecialty(tx, decision.value, input.version))) return changed();
    await audit({ action: 'specialty.ended', subject: { kind: 'specialty', id: specialty.id }, facts: { toDay: input.toDay } });
    return accept(null);
  });
}

export interface JoinSpecialtyInput extends SpecialtyHandle {
  readonly kind: SpecialtyMemberKind;
  /** An institution's code or an alliance's id. */
  readonly memberId: string;
  readonly fromDay: Day;
}

/** Lets an institution or a whole alliance of the region in. */
export function joinSpecialty(context: ServiceContext, input: JoinSpecialtyInput): Promise<Outcome<null, AnyRefusal>> {
  return onSpecialty(context, input, async (specialty, { tx, audit }) => {
    const { regionCode, id: specialtyId, hospitalAllianceId } = specialty;
    const joining = await partyOf(tx, regionCode, input);
    if (!joining) return refuse({ code: 'not_found', facts: { what: input.kind } });
    const { kind, memberId, fromDay } = input;
    const member = { id: context.newId(), kind, memberId, fromDay, toDay: null };
    const decision = decideJoining({ specialty, member, memberName: joining.name, memberAllianceId: joining.allianceId, hospitalAllianceId, today: today(context) });
    if (!decision.ok) return decision;
    if (!(await insertMember(tx, regionCode, specialtyId, decision.value))) return changed();
    if (!(await saveSpecialty(tx, specialty, input.version))) return changed();
    await audit({ action: 'specialty.joined', subject: { kind: 'specialty', id: specialtyId }, facts: { kind, memberId, fromDay } });
    return accept(null);
  });
}

/** Sets a member's last day. */
export function leaveSpecialty(context: ServiceContext, input: SpecialtyHandle & { readonly memberRowId: string; readonly toDay: Day }): Promise<Outcome<null, AnyRefusal>> {
  return onSpecialty(context, input, async (specialty, { tx, audit }) => {
    const member = specialty.members.find(({ id }) => id === input.memberRowId);
    if (!member) return refuse({ code: 'not_found', facts: { what: 'member' } });
    const decision = lastDayOf(member, input.toDay, today(context));
    if (!decision.ok) return decision;
    if (!(await endMember(tx, specialty.regionCode, member.id, member.toDay, input.toDay))) return changed();
    if (!(await saveSpecialty(tx, specialty, input.version))) return changed();
    const { kind, memberId } = member;
    await audit({ action: 'specialty.left', subject: { kind: 'specialty', id: specialty.id }, facts: { kind, memberId, toDay: input.toDay } });
    return accept(null);
  });
}

/** The frame of every change: one within reach, of the version that was seen. */
function onSpecialty(
  context: ServiceContext,
  { id, version }: SpecialtyHandle,
  work: (specialty: KeptSpecialty, unit: UnitOfWork) => Promise<Outcome<null, AnyRefusal>>,
): Promise<Outcome<null, AnyRefusal>> {
  const reach = permit(context, 'specialty:manage');
  return unitOfWork<null, AnyRefusal>(context, async (unit) => {
    const [specialty] = await listSpecialties(unit.tx, reach, id);
    if (!specialty) return refuse({ code: 'not_found', facts: { what: 'specialty' } });
    return specialty.version === version ? work(specialty, unit) : changed();
  });
}

async function partyOf(tx: Tx, regionCode: string, { kind, memberId }: JoinSpecialtyInput): Promise<{ name: string; allianceId: string | null } | null> {
  if (kind === 'institution') return findInstitution(tx, regionCode, memberId);
  const found = (await listAlliances(tx, regionCode)).find(({ id }) => id === memberId);
  return found ? { name: found.name, allianceId: found.id } : null;
}

function changed(): Outcome<never, AnyRefusal> {
  return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'specialty' } });
}
