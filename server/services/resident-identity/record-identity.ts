import { insertIdentityRecord, listIdentityIntervals } from '@/db/queries/resident-identity';
import { findResident } from '@/db/queries/resident';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { decideRecording } from '@/server/domain/registry/decide-identity-class';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import { type ServiceContext, nameOfActor, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { refoldResident } from '../visit/refold-resident';

export interface RecordIdentityInput {
  readonly residentId: string;
  readonly identityClass: IdentityClass;
  readonly from: Day;
  /** The last day; null while no end is known. */
  readonly to: Day | null;
  readonly note: string | null;
}

/** What changing a class did: the record, and how many held visits are adjudicated differently now. */
export interface IdentityChange {
  readonly identityId: string;
  readonly changedVisits: number;
}

/** Record that a resident holds a class. Held visits of its days are adjudicated again, whenever they were. */
export function recordIdentity(context: ServiceContext, input: RecordIdentityInput): Promise<Outcome<IdentityChange, AnyRefusal>> {
  const reach = permit(context, 'identity:record');
  const { regionCode } = reach;
  return unitOfWork<IdentityChange, AnyRefusal>(context, async ({ tx, audit }) => {
    const person = await findResident(tx, reach, input.residentId);
    if (!person) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const { identityClass, from, to } = input;
    const held = (await listIdentityIntervals(tx, regionCode, [person.id])).get(person.id) ?? [];
    const decision = decideRecording({ asked: { identityClass, from, to }, person, held, today: today(context) });
    if (!decision.ok) return decision;
    const id = context.newId();
    const now = context.now();
    const won = await insertIdentityRecord(tx, {
      ...{ regionCode, id, residentId: person.id, identityClass, fromDay: from, toDay: to, note: input.note },
      ...{ recordedAt: now, recordedByName: nameOfActor(context.actor), endedAt: null, endedByName: null, withdrawnAt: null, withdrawnReason: null },
    });
    if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'resident' } });
    const changedVisits = await refoldResident(tx, regionCode, person, now);
    await audit({ action: 'resident.identity_recorded', subject: { kind: 'resident', id: person.id }, facts: { identityClass, from, to, changedVisits } });
    return accept({ identityId: id, changedVisits });
  });
}
