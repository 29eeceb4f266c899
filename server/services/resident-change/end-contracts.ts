import { listContractsOfResident } from '@/db/queries/contract';
import { findClaimHolder, moveClaim } from '@/db/queries/contract-claim';
import { saveRevival } from '@/db/queries/contract-revival';
import { listIdentityIndexes } from '@/db/queries/resident-alias';
import type { ResidentRow } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import { lastDayOf } from '@/server/domain/contract/contract';
import { dayBefore, endOn, terminateContract } from '@/server/domain/contract/terminate-contract';
import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { writeEnding } from '../contract/end-contract';
import { takePlace } from '../contract/places';
import { replanFollowUps } from '../fulfilment/replan-follow-ups';
import type { UnitOfWork } from '../unit-of-work';

/** A death ends every contract that would go on after it on that day, those that had expired by now among them. */
export async function endContractsOfDead(context: ServiceContext, unit: UnitOfWork, row: ResidentRow): Promise<Outcome<null, AnyRefusal>> {
  const { deathDay } = row;
  if (deathDay === null) throw new Error('nobody has died');
  const identityIndexes = await listIdentityIndexes(unit.tx, row.regionCode, row.id);
  for (const contract of await listContractsOfResident(unit.tx, row.regionCode, row.id)) {
    if (contract.status === 'terminated' || (contract.status === 'expired' && contract.endDay <= deathDay)) continue;
    const decision = terminateContract({ contract, request: { reason: 'deceased' }, deathDay, today: today(context), now: context.now() });
    if (!decision.ok) return decision;
    if (!(await writeEnding(context, unit, { before: contract, after: decision.value, identityIndexes, note: null }))) return changedMeanwhile();
  }
  return accept(null);
}

/** Whoever moves away is served until they do, and at least until today: what was settled so far keeps what the contract gave. */
export async function endContractsOfGone(context: ServiceContext, unit: UnitOfWork, row: ResidentRow, from: Day): Promise<Outcome<null, AnyRefusal>> {
  const eve = addDays(from, -1);
  const last = eve > today(context) ? eve : today(context);
  const identityIndexes = await listIdentityIndexes(unit.tx, row.regionCode, row.id);
  for (const contract of await listContractsOfResident(unit.tx, row.regionCode, row.id)) {
    if (contract.status !== 'in_force' || contract.endDay <= last) continue;
    const none = dayBefore(contract);
    const after = endOn(contract, last > none ? last : none, 'moved_away', context.now());
    if (!(await writeEnding(context, unit, { before: contract, after, identityIndexes, note: null }))) return changedMeanwhile();
  }
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
    if (!(await saveRevival(tx, contract, endDay, runs ? 'in_force' : 'expired'))) return changedMeanwhile();
    await audit({ action: 'contract.revived', subject: { kind: 'contract', id }, facts: { endDay, residentId } });
  }
  await replanFollowUps(tx, regionCode, [residentId]);
  return accept(null);
}

function changedMeanwhile(): Outcome<never, AnyRefusal> {
  return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
}
