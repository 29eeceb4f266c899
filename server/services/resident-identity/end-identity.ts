import type { Reach, Tx } from '@/db';
import { type ResidentIdentityRow, endIdentityRecord, findIdentityRecord, withdrawIdentityRecord } from '@/db/queries/resident-identity';
import { type ResidentRow, findResident } from '@/db/queries/resident';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { decideEnding, decideWithdrawal } from '@/server/domain/registry/decide-identity-class';
import { type ServiceContext, nameOfActor } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { refoldResident } from '../visit/refold-resident';
import type { IdentityChange } from './record-identity';

/** End a class with its last day. Visits after it are adjudicated again without it. */
export function endIdentity(context: ServiceContext, input: { readonly identityId: string; readonly lastDay: Day }): Promise<Outcome<IdentityChange, AnyRefusal>> {
  const reach = permit(context, 'identity:record');
  return unitOfWork<IdentityChange, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await standingRecord(tx, reach, input.identityId);
    if (!found.ok) return found;
    const { record, person } = found.value;
    const { identityClass, fromDay: from, toDay: to } = record;
    const decision = decideEnding({ identityClass, from, to }, input.lastDay);
    if (!decision.ok) return decision;
    const end = { toDay: input.lastDay, endedAt: context.now(), endedByName: nameOfActor(context.actor) };
    if (!(await endIdentityRecord(tx, record, end))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'resident' } });
    const changedVisits = await refoldResident(tx, reach.regionCode, person, context.now());
    await audit({ action: 'resident.identity_ended', subject: { kind: 'resident', id: person.id }, facts: { identityClass, from, to: input.lastDay, changedVisits } });
    return accept({ identityId: record.id, changedVisits });
  });
}

/** Withdraw a record that was a mistake: the person never held the class. The record stays, with the reason. */
export function withdrawIdentity(context: ServiceContext, input: { readonly identityId: string; readonly reason: string }): Promise<Outcome<IdentityChange, AnyRefusal>> {
  const reach = permit(context, 'identity:record');
  return unitOfWork<IdentityChange, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await standingRecord(tx, reach, input.identityId);
    if (!found.ok) return found;
    const { record, person } = found.value;
    const reason = decideWithdrawal(input.reason);
    if (!reason.ok) return reason;
    const now = context.now();
    const withdrawal = { withdrawnAt: now, withdrawnReason: reason.value, endedAt: now, endedByName: nameOfActor(context.actor) };
    if (!(await withdrawIdentityRecord(tx, record, withdrawal))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'resident' } });
    const changedVisits = await refoldResident(tx, reach.regionCode, person, now);
    const { identityClass, fromDay: from } = record;
    await audit({ action: 'resident.identity_withdrawn', subject: { kind: 'resident', id: person.id }, facts: { identityClass, from, reason: reason.value, changedVisits } });
    return accept({ identityId: record.id, changedVisits });
  });
}

/** The record and its resident, within reach and not withdrawn. */
async function standingRecord(tx: Tx, reach: Reach, identityId: string): Promise<Outcome<{ record: ResidentIdentityRow; person: ResidentRow }, AnyRefusal>> {
  const record = await findIdentityRecord(tx, reach.regionCode, identityId);
  const person = record && (await findResident(tx, reach, record.residentId));
  if (!record || !person) return refuse({ code: 'not_found', facts: { what: 'identity_class' } });
  if (record.withdrawnAt !== null) return refuse({ code: 'identity_class.withdrawn', facts: { from: record.fromDay } });
  return accept({ record, person });
}
