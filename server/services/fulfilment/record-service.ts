import { findContract } from '@/db/queries/contract';
import { findPractitioner } from '@/db/queries/registry';
import { findResidentOfRegion } from '@/db/queries/resident';
import { type ServiceRecordRow, insertServiceRecord, listRecordsOfRequest, listStandingServices, takeFromCount, wasMemberOn } from '@/db/queries/service-record';
import { findTeam } from '@/db/queries/team';
import { type Reach, reaches } from '@/db/reach';
import type { Contract } from '@/server/domain/contract/contract';
import { findItem } from '@/server/domain/contract/packages';
import { type ItemToRecord, decideRecording } from '@/server/domain/fulfilment/record-service';
import type { Measurements, ServicePlace } from '@/server/domain/fulfilment/service';
import { yearOf } from '@/server/domain/fulfilment/term-years';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type ContractContent, contentOf } from './contract-content';
import { replanFollowUps } from './replan-follow-ups';

export interface RecordServiceInput {
  /** Made by the client once a form: a retry with the same key gets what the first try recorded. */
  readonly requestKey: string;
  readonly contractId: string;
  readonly itemCodes: readonly string[];
  readonly day: Day;
  /** Null: whoever records it. */
  readonly practitionerId: string | null;
  readonly place: ServicePlace;
  readonly note: string | null;
  readonly measurements: Measurements;
  readonly bySubstitute: boolean;
  readonly beyondPackage: boolean;
}

export interface RecordedServices {
  readonly contractId: string;
  readonly serviceIds: readonly string[];
}

/**
 * 登记履约服务: what was given to a resident under a contract within reach, one record an item. The year's counts are taken, and what the
 * resident is owed follows in the same transaction.
 */
export function recordService(context: ServiceContext, input: RecordServiceInput): Promise<Outcome<RecordedServices, AnyRefusal>> {
  const reach = permit(context, 'service:record');
  return unitOfWork<RecordedServices, AnyRefusal>(context, (unit) => recordIn(context, unit, reach, input));
}

interface Giver {
  readonly id: string;
  readonly name: string;
}

async function recordIn(context: ServiceContext, unit: UnitOfWork, reach: Reach, input: RecordServiceInput): Promise<Outcome<RecordedServices, AnyRefusal>> {
  const { tx, audit } = unit;
  const contract = await findContract(tx, reach, input.contractId);
  const resident = contract && (await findResidentOfRegion(tx, contract.regionCode, contract.residentId));
  const team = contract && (await findTeam(tx, contract.regionCode, contract.teamId));
  if (!contract || !resident || !team) return refuse({ code: 'not_found', facts: { what: 'contract' } });
  const { regionCode } = contract;
  const earlier = await listRecordsOfRequest(tx, regionCode, input.requestKey, contract.id);
  if (earlier.length > 0) {
    await audit({ action: 'service.recording_repeated', subject: { kind: 'contract', id: contract.id } });
    return accept({ contractId: contract.id, serviceIds: earlier.map(({ id }) => id) });
  }
  const giver = await findGiver(context, unit, reach, input.practitionerId);
  if (!giver) return refuse({ code: 'not_found', facts: { what: 'practitioner' } });
  const content = contentOf(await listPoliciesOf(tx, regionCode), contract);
  const isMember = await wasMemberOn(tx, regionCode, team.id, giver.id, input.day);
  const decision = decideRecording({
    ...{ contract, packages: content.packages, today: today(context), deathDay: resident.deathDay, teamName: team.name },
    ...{ day: input.day, itemCodes: [...new Set(input.itemCodes)], bySubstitute: input.bySubstitute, beyondPackage: input.beyondPackage, measurements: input.measurements },
    giver: { name: giver.name, isMember },
    given: await listStandingServices(tx, regionCode, contract.id),
  });
  if (!decision.ok) return decision;
  const saved = await save(context, unit, { contract, content, giver, isMember, input }, decision.value);
  if (!saved.ok) return saved;
  await replanFollowUps(tx, regionCode, [contract.residentId]);
  const facts = { residentId: contract.residentId, day: input.day, items: input.itemCodes, place: input.place, giver: giver.id, bySubstitute: !isMember, beyondPackage: decision.value.some((item) => item.beyondPackage) };
  await audit({ action: 'service.recorded', subject: { kind: 'contract', id: contract.id }, facts });
  return saved;
}

async function findGiver({ actor }: ServiceContext, { tx }: UnitOfWork, reach: Reach, practitionerId: string | null): Promise<Giver | null> {
  const id = practitionerId ?? (actor.kind === 'staff' ? actor.practitionerId : null);
  const found = id === null ? null : await findPractitioner(tx, reach.regionCode, id);
  return found && reaches(reach, found.regionCode, found.institutionCode) ? found : null;
}

interface Recording {
  readonly contract: Contract;
  readonly content: ContractContent;
  readonly giver: Giver;
  readonly isMember: boolean;
  readonly input: RecordServiceInput;
}

/** The writes, each of which can still say no to whoever comes second. */
async function save(context: ServiceContext, { tx }: UnitOfWork, { contract, content, giver, isMember, input }: Recording, items: readonly ItemToRecord[]): Promise<Outcome<RecordedServices, AnyRefusal>> {
  const { id: contractId, regionCode, residentId, teamId, institutionCode } = contract;
  const serviceIds: string[] = [];
  for (const { packageCode, itemCode, yearStart, perYear, beyondPackage } of items) {
    const itemName = findItem(content.packages, itemCode)?.item.name ?? itemCode;
    if (!beyondPackage && !(await takeFromCount(tx, { regionCode, contractId, yearStart, itemCode }, perYear))) {
      return refuse({ code: 'service.used_up', facts: { itemName, perYear: perYear ?? 0, yearEnd: yearOf(contract, input.day)?.end ?? contract.endDay } });
    }
    const row: ServiceRecordRow = {
      ...{ regionCode, id: context.newId(), contractId, residentId, teamId, institutionCode, packageCode, itemCode, day: input.day, yearStart },
      ...{ practitionerId: giver.id, place: input.place, bySubstitute: !isMember, beyondPackage, note: input.note?.trim() || null, measurements: input.measurements },
      ...{ requestKey: input.requestKey, recordedBy: actorRef(context.actor), recordedAt: context.now(), withdrawnBy: null, withdrawnAt: null, withdrawnReason: null },
    };
    if (!(await insertServiceRecord(tx, row))) return refuse({ code: 'service.already_recorded', facts: { itemName, day: input.day } });
    serviceIds.push(row.id);
  }
  return accept({ contractId, serviceIds });
}
