import type { Tx } from '@/db';
import { countListByDoctor, listResidentsOfList, listSeenSince, moveContracts } from '@/db/queries/contract-assignment';
import { recountDoctors } from '@/db/queries/doctor-load';
import { moveCells } from '@/db/queries/grid';
import { closeInstitution, closeTeam, insertHandover, moveTeam } from '@/db/queries/handover';
import { moveOpenWork } from '@/db/queries/handover-followers';
import { recountTeams } from '@/db/queries/place';
import { findPractitioner } from '@/db/queries/registry';
import { saveRole } from '@/db/queries/team-change';
import { addDays } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { PlannedList } from '@/server/domain/registry/plan-handover';
import { type ServiceContext, nameOfActor, today } from '../context';
import { expireOverdue } from '../contract/expire-contracts';
import { tellResidents } from '../notice/tell-residents';
import { permit } from '../permit';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { refoldResidents } from '../visit/refold-residents';
import { type HandoverInput, gatherHandover } from './gather-handover';

export interface HandOverInput extends HandoverInput {
  readonly reason: string;
  /** As the preview counted them; another number is refused, because somebody signed or left since. */
  readonly contracts: number;
}

export interface HandedOver {
  readonly handoverId: string;
  readonly contracts: number;
}

/**
 * Merges teams, or an institution with all its teams, from today on: each list goes whole to its new team, and the contracts keep number and
 * term. A team that is fuller than its capacity afterwards signs nobody new. Residents are told. One transaction, so never half.
 */
export function handOver(context: ServiceContext, input: HandOverInput): Promise<Outcome<HandedOver, AnyRefusal>> {
  const reach = permit(context, 'team:manage');
  const { regionCode } = reach;
  return unitOfWork<HandedOver, AnyRefusal>(context, async ({ tx, audit }) => {
    const day = today(context);
    const gathered = await gatherHandover(tx, reach, input);
    if (!gathered.ok) return gathered;
    const reason = input.reason.trim();
    if (reason === '') return refuse({ code: 'registry.reason_too_short', facts: { least: 1 } });
    const { facts, lists } = gathered.value;
    for (const { from } of lists) await expireOverdue(tx, regionCode, day, { teamId: from.id, residentId: '' });
    const handoverId = context.newId();
    const counted = [];
    for (const list of lists) counted.push({ list, byDoctor: await countListByDoctor(tx, { regionCode, teamId: list.from.id }, day) });
    const rows = counted.map(({ list, byDoctor }) => ({ regionCode, handoverId, fromTeamId: list.from.id, toTeamId: list.to.id, contracts: byDoctor.reduce((sum, each) => sum + each.contracts, 0) }));
    const contracts = rows.reduce((sum, row) => sum + row.contracts, 0);
    if (contracts !== input.contracts) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'handover' } });
    const head = { regionCode, id: handoverId, kind: input.kind, fromInstitutionCode: facts.from.code, toInstitutionCode: facts.to.code, reason, effectiveOn: day, contracts };
    await insertHandover(tx, { ...head, doneBy: actorRef(context.actor), doneByName: nameOfActor(context.actor), doneAt: context.now() }, rows);
    for (const { list } of counted) {
      const gone = await moveList(tx, context, regionCode, handoverId, list, facts.to.code);
      if (!gone.ok) return gone;
    }
    if (input.kind === 'institution_merged' && !(await closeInstitution(tx, regionCode, facts.from.code, day))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'institution' } });
    await recountTeams(tx, regionCode, [...new Set(lists.flatMap(({ from, to }) => [from.id, to.id]))].sort());
    const doctors = new Set(counted.flatMap(({ list, byDoctor }) => [list.practitionerId, ...byDoctor.map(({ practitionerId }) => practitionerId)]));
    await recountDoctors(tx, regionCode, [...doctors].sort());
    const seen = facts.from.code === facts.to.code ? [] : await listSeenSince(tx, regionCode, handoverId, day);
    if (seen.length > 0) await refoldResidents(tx, { regionCode, residentIds: seen, arrivals: [], policies: await listPoliciesOf(tx, regionCode), now: context.now() });
    await audit({ action: 'handover.done', subject: { kind: 'handover', id: handoverId }, facts: { ...head, lists: rows.map(({ fromTeamId, toTeamId, contracts: moved }) => ({ fromTeamId, toTeamId, contracts: moved })) } });
    return accept({ handoverId, contracts });
  });
}

async function moveList(tx: Tx, context: ServiceContext, regionCode: string, handoverId: string, list: PlannedList, toCode: string): Promise<Outcome<null, AnyRefusal>> {
  const { from, to, goesAlong, practitionerId, keeping } = list;
  const day = today(context);
  const residentIds = await listResidentsOfList(tx, { regionCode, teamId: from.id }, day);
  await moveContracts(tx, { regionCode, teamId: from.id }, { teamId: to.id, institutionCode: toCode, practitionerId, keeping, day, handoverId });
  await moveCells(tx, regionCode, [from.id], { teamId: to.id, institutionCode: toCode });
  await moveOpenWork(tx, regionCode, from.id, { teamId: to.id, institutionCode: toCode });
  if (goesAlong) {
    await moveTeam(tx, regionCode, from.id, from.institutionCode, toCode);
  } else {
    if (!(await closeTeam(tx, { regionCode, teamId: from.id, closedOn: day, handoverId }))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'team' } });
    for (const { id } of from.members) await saveRole(tx, regionCode, { teamId: from.id, practitionerId: id }, null, { today: day, yesterday: addDays(day, -1) });
  }
  const doctor = await findPractitioner(tx, regionCode, practitionerId);
  const facts = { teamName: to.name, doctorName: doctor?.name ?? '' };
  if (!goesAlong) await tellResidents<'team_changed'>(tx, context, { regionCode, residentIds, template: 'team_changed', facts, about: { kind: 'handover', id: handoverId } });
  return accept(null);
}
