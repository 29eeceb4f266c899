import { type GuardianRow, endGuardianRow, findGuardian, insertGuardian, listGuardians } from '@/db/queries/household';
import { findResidentOfRegion } from '@/db/queries/resident';
import { seal } from '@/db/sealed';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { endGuardian as decideEnd, recordGuardian as decide } from '@/server/domain/registry/decide-guardian';
import type { GuardianRelation } from '@/server/domain/registry/household';
import { checkPhone } from '@/server/domain/registry/phone';
import { type ServiceContext, nameOfActor, today } from '../context';
import { type ChangeGround, type PlannedChange, type ResidentChanged, type ResidentHandle, changeResident } from './save-change';

export interface GuardianInput {
  /** A resident of the region; null for somebody told by name. */
  readonly residentId: string | null;
  readonly name: string;
  readonly relation: GuardianRelation;
  /** Both or none. */
  readonly certType: string | null;
  readonly certNo: string | null;
  readonly phone: string | null;
  readonly from: Day;
}

/** 监护人: who consents for a resident from a day on. Someone told by name may bring number and phone, which are kept sealed. */
export function recordGuardian(context: ServiceContext, input: ResidentHandle & { readonly guardian: GuardianInput }): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  return changeResident(context, 'resident:change', input, (ground) => planGuardian(context, ground, input.guardian));
}

/** The change of the record that a guardian comes to. */
export async function planGuardian(context: ServiceContext, { tx, row, regionCode }: ChangeGround, guardian: GuardianInput): Promise<Outcome<PlannedChange, AnyRefusal>> {
  const person = guardian.residentId === null ? null : await findResidentOfRegion(tx, regionCode, guardian.residentId);
  if (guardian.residentId !== null && (!person || person.mergedIntoId !== null)) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  const open = (await listGuardians(tx, regionCode, [row.id])).filter(({ toDay }) => toDay === null);
  const held = open.map(({ name, guardianResidentId: residentId }) => ({ name, residentId }));
  const decided = decide({ ward: row, resident: person, name: guardian.name, relation: guardian.relation, from: guardian.from, held, today: today(context) });
  const identity = person || !guardian.certNo?.trim() ? null : checkIdentityNumber(guardian.certType ?? '01', guardian.certNo);
  const phone = checkPhone(person ? null : guardian.phone);
  const refusals: AnyRefusal[] = [decided, identity, phone].flatMap((each) => (each === null || each.ok ? [] : [...each.refusals]));
  const [first, ...others] = refusals;
  if (first) return refuse(first, ...others);
  if (!decided.ok || !phone.ok || identity?.ok === false) throw new Error('a guardian who was refused has no reason');
  const known: GuardianRow = {
    ...{ regionCode, id: context.newId(), residentId: row.id, guardianResidentId: person?.id ?? null, name: decided.value.name, relation: guardian.relation },
    ...{ certType: identity ? (guardian.certType ?? '01') : null, identitySealed: identity ? seal(identity.value.normalized) : null },
    ...{ phoneSealed: phone.value === null ? null : seal(phone.value), fromDay: guardian.from, toDay: null },
    ...{ recordedAt: context.now(), recordedByName: nameOfActor(context.actor) },
  };
  return accept<PlannedChange>({
    action: 'resident.guardian_recorded',
    facts: { relation: guardian.relation },
    fields: [{ field: 'guardian', day: guardian.from, before: null, after: { name: known.name, relation: known.relation } }],
    reason: null,
    write: async (unit) => accept(await insertGuardian(unit.tx, known)),
    refolds: false,
  });
}

/** The last day on which somebody is a guardian. */
export function endGuardian(context: ServiceContext, input: ResidentHandle & { readonly guardianId: string; readonly lastDay: Day; readonly reason: string | null }): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  return changeResident(context, 'resident:change', input, async ({ tx, row, regionCode }) => {
    const held = await findGuardian(tx, regionCode, input.guardianId);
    if (!held || held.residentId !== row.id) return refuse({ code: 'not_found', facts: { what: 'guardian' } });
    const decided = decideEnd({ from: held.fromDay, to: held.toDay }, input.lastDay);
    if (!decided.ok) return decided;
    return accept<PlannedChange>({
      action: 'resident.guardian_ended',
      facts: { relation: held.relation },
      fields: [{ field: 'guardian', day: decided.value, before: { name: held.name, relation: held.relation }, after: null }],
      reason: input.reason,
      write: async (unit) =>
        (await endGuardianRow(unit.tx, regionCode, held.id, decided.value)) ? accept(null) : refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'guardian' } }),
      refolds: false,
    });
  });
}
