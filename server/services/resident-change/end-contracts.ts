import { listContractsOfResident, saveTermination } from '@/db/queries/contract';
import { findClaimHolder, moveClaim } from '@/db/queries/contract-claim';
import { saveRevival } from '@/db/queries/contract-revival';
import { listIdentityIndexes } from '@/db/queries/resident-alias';
import type { ResidentRow } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import { type Contract, type ContractIn, lastDayOf } from '@/server/domain/contract/contract';
import { endOn, terminateContract } from '@/server/domain/contract/terminate-contract';
import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { releasePlaces, takePlace } from '../contract/places';
import { replanFollowUps } from '../fulfilment/replan-follow-ups';
import type { UnitOfWork } from '../unit-of-work';

/** A death ends every contract that would go on after it on that day, those that had expired by now among them. */
export async function endContractsOfDead(context: ServiceContext, unit: UnitOfWork, row: ResidentRow): Promise<Outcome<null, AnyRefusal>> {
  const { deathDay } = row;
  if (deathDay === null) throw new Error('nobody has died');
  for (const contract of await listContractsOfResident(unit.tx, row.regionCode, row.id)) {
    if (contract.status === 'terminated' || (contract.status === 'expired' && contract.endDay <= deathDay)) continue;
    const decision = terminateContract({ contract, request: { reason: 'deceased' }, deathDay, today: today(context), now: context.now() });
    if (!decision.ok) return decision;
    const ended = await saveEnd(unit, contract, decision.value);
    if (!ended.ok) return ended;
  }
  return accept(null);
}

/** Whoever moves away is served until they do, and at least until today: what was settled so far keeps what the contract gave. */
export async function endContractsOfGone(context: ServiceContext, unit: UnitOfWork, row: ResidentRow, from: Day): Promise<Outcome<null, AnyRefusal>> {
  const eve = addDays(from, -1);
  const last = eve > today(context) ? eve : today(context);
  for (const contract of await listContractsOfResident(unit.tx, row.regionCode, row.id)) {
    if (contract.status !== 'in_force' || contract.endDay <= last) continue;
    const none = addDays(contract.startDay, -1);
    const ended = await saveEnd(unit, contract, endOn(contract, last > none ? last : none, 'moved_away', context.now()));
    if (!ended.ok) return ended;
  }
  return accept(null);
}

async function saveEnd({ tx, audit }: UnitOfWork, before: Contract, ended: ContractIn<'terminated'>): Promise<Outcome<null, AnyRefusal>> {
  if (!(await saveTermination(tx, before, ended))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
  const { id, regionCode, residentId, teamId, practitionerId, startDay, endDay } = ended;
  await moveClaim(tx, { identityIndexes: await listIdentityIndexes(tx, regionCode, residentId), regionCode, contractId: id, startDay, endDay });
  // An expired contract gave its places back when it expired.
  if (before.status === 'in_force') await releasePlaces(tx, regionCode, [{ teamId, practitionerId, residentId }]);
  await replanFollowUps(tx, regionCode, [residentId]);
  const facts = { reason: ended.termination.reason, note: null, endDay, agreedEndDay: before.endDay };
  await audit({ action: 'contract.terminated', subject: { kind: 'contract', id }, facts });
  return accept(null);
}

/**
 * Contracts that a death ended run again to the end that was agreed, once the death has turned out to be a mistake. They take their
 * places back even where the team is full by now: the person never gave theirs up.
 */
export async function reviveContracts(context: ServiceContext, { tx, audit }: UnitOfWork, { regionCode, id: residentId }: ResidentRow): Promise<Outcome<null, AnyRefusal>> {
  const identityIndexes = await listIdentityIndexes(tx, regionCode, residentId);
  for (const contract of await listContractsOfResident(tx, regionCode, residentId)) {
    if (contract.status !== 'terminated' || contract.termination.reason !== 'deceased') continue;
    const { id, startDay, teamId, practitionerId, termYears } = contract;
    const endDay = lastDayOf(startDay, termYears);
    const runs = endDay >= today(context);
    const team = await findTeam(tx, regionCode, teamId);
    if (!team) throw new Error(`contract ${id} is of no team`);
    if (runs) {
      const taken = await takePlace(tx, { team, practitionerId, residentId, doctorCapacity: 0, isCorrection: true });
      if (!taken.ok) return taken;
    }
    if (!(await moveClaim(tx, { identityIndexes, regionCode, contractId: id, startDay, endDay }))) {
      const holder = await findClaimHolder(tx, { identityIndexes, startDay, endDay });
      return refuse({ code: 'contract.already_active', facts: { teamName: holder?.teamName ?? '', until: holder?.until ?? endDay, sameTeam: holder?.teamId === teamId } });
    }
    if (!(await saveRevival(tx, contract, endDay, runs ? 'in_force' : 'expired'))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
    await audit({ action: 'contract.revived', subject: { kind: 'contract', id }, facts: { endDay } });
  }
  return accept(null);
}
