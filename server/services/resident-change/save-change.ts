import type { Tx } from '@/db';
import { endResidentSessions } from '@/db/queries/session';
import { insertResidentChanges, refreshStanding, updateResident } from '@/db/queries/resident-change';
import { type ResidentRow, findResident, findSurvivorId } from '@/db/queries/resident';
import { seal } from '@/db/sealed';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Scope } from '@/server/domain/permission/scopes';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ChangeSource, FieldChange } from '@/server/domain/registry/resident-change';
import { type ServiceContext, nameOfActor, today } from '../context';
import { mobileOnRecord } from '../door/mobile-on-record';
import { queueNotice } from '../notice/queue-notice';
import { permit } from '../permit';
import { renewSearchKeys } from '../resident/search-keys';
import { type AuditNote, type UnitOfWork, unitOfWork } from '../unit-of-work';
import { refoldResident } from '../visit/refold-resident';

/** Which resident is changed, and in which version whoever changes them saw the record. */
export interface ResidentHandle {
  readonly residentId: string;
  readonly version: number;
}

/** What changing a resident did. */
export interface ResidentChanged {
  readonly residentId: string;
  readonly version: number;
  /** How many held visits are adjudicated differently now. */
  readonly changedVisits: number;
}

/** A field that changes, with what of it is kept sealed beside the masked value. */
export interface SealedChange extends FieldChange {
  readonly beforePlain?: string | null;
  readonly afterPlain?: string | null;
}

/** A change that was decided. */
export interface PlannedChange {
  readonly action: AuditNote['action'];
  readonly facts?: Record<string, unknown>;
  readonly fields: readonly SealedChange[];
  readonly reason: string | null;
  /** Columns of the resident that become others. */
  readonly set?: Partial<ResidentRow>;
  /** What else is written, after the record was won; a refusal undoes all of it. */
  readonly write?: (unit: UnitOfWork) => Promise<Outcome<unknown, AnyRefusal>>;
  /** Whether what held visits were adjudicated by may have changed. */
  readonly refolds: boolean;
}

/** Who is changed, and what deciding may read. */
export interface ChangeGround {
  readonly tx: Tx;
  readonly row: ResidentRow;
  readonly regionCode: string;
}

/**
 * One change of a resident within reach: found, decided, won against whoever changed the record meanwhile, kept as history, and
 * followed by everything that depends on it.
 */
export function changeResident(
  context: ServiceContext,
  scope: Scope,
  handle: ResidentHandle,
  decide: (ground: ChangeGround) => Promise<Outcome<PlannedChange, AnyRefusal>>,
): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  const reach = permit(context, scope);
  return unitOfWork<ResidentChanged, AnyRefusal>(context, async (unit) => {
    const row = await findResident(unit.tx, reach, handle.residentId);
    if (!row) {
      const survivorId = await findSurvivorId(unit.tx, reach.regionCode, handle.residentId);
      const isKnown = survivorId !== null && (await findResident(unit.tx, reach, survivorId)) !== null;
      return refuse(isKnown ? { code: 'resident.merged', facts: { residentId: survivorId } } : { code: 'not_found', facts: { what: 'resident' } });
    }
    if (row.version !== handle.version) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'resident' } });
    const planned = await decide({ tx: unit.tx, row, regionCode: row.regionCode });
    return planned.ok ? saveChange(context, unit, row, planned.value, 'desk') : planned;
  });
}

/** Part of a unit of work: writes a change that was decided, with its history, and folds visits anew where they depend on it. */
export async function saveChange(context: ServiceContext, unit: UnitOfWork, row: ResidentRow, change: PlannedChange, source: ChangeSource): Promise<Outcome<ResidentChanged, AnyRefusal>> {
  const { tx } = unit;
  const { regionCode, id } = row;
  const now = context.now();
  if (!(await updateResident(tx, row, change.set ?? {}))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'resident' } });
  const written = await change.write?.(unit);
  if (written?.ok === false) return written;
  if (change.set?.phoneSealed !== undefined) await tellOldPhone(context, unit, row);
  // Nobody speaks for the dead on their page; who held their paper or phone is told at the desk.
  if (change.set?.deathDay) await endResidentSessions(tx, regionCode, id, now);
  await refreshStanding(tx, regionCode, id, today(context));
  if (change.set && searched.some((column) => column in (change.set ?? {}))) await renewSearchKeys(tx, regionCode, id);
  await insertResidentChanges(
    tx,
    change.fields.map(({ beforePlain, afterPlain, field, day, before, after }) => ({
      ...{ regionCode, id: context.newId(), residentId: id, field, day, before, after },
      beforeSealed: beforePlain ? seal(beforePlain) : null,
      afterSealed: afterPlain ? seal(afterPlain) : null,
      ...{ reason: change.reason?.trim() || null, source, at: now, byName: nameOfActor(context.actor) },
    })),
  );
  const changedVisits = change.refolds ? await refoldResident(tx, regionCode, { id }, now) : 0;
  const fields = [...new Set(change.fields.map(({ field }) => field))];
  const reason = change.reason?.trim() ?? '';
  await unit.audit({ action: change.action, subject: { kind: 'resident', id }, facts: { fields, ...(reason === '' ? {} : { reason }), ...change.facts, changedVisits } });
  return accept({ residentId: id, version: row.version + 1, changedVisits });
}

/** Whoever changed it, the number that is left hears of it: a phone is what somebody would take over first. */
async function tellOldPhone(context: ServiceContext, { tx }: UnitOfWork, row: ResidentRow): Promise<void> {
  const { regionCode, id } = row;
  const phone = mobileOnRecord(row);
  if (phone !== null) await queueNotice(tx, context, { regionCode, to: { kind: 'resident', id }, template: 'phone_changed', facts: { day: today(context) }, phone });
}

/** Columns that search keys are made of. */
const searched = ['name', 'identitySealed', 'phoneSealed', 'address'] as const;
