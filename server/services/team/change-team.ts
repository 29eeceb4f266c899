import { type TeamSheet, isTeamNameTaken, saveTeamSheet } from '@/db/queries/team-change';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { findOpenTeam } from './find-open-team';

export interface ChangeTeamInput extends TeamSheet {
  readonly teamId: string;
}

const mostPlaces = 100_000;

/** Changes what a team is called, its phone and how many it may sign. Below what it has signed already it signs nobody until places are free. */
export function changeTeam(context: ServiceContext, input: ChangeTeamInput): Promise<Outcome<TeamSheet, AnyRefusal>> {
  const reach = permit(context, 'team:manage');
  const { regionCode } = reach;
  return unitOfWork<TeamSheet, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findOpenTeam(tx, reach, input.teamId);
    if (!found.ok) return found;
    const team = found.value;
    const after = { name: input.name.trim(), phone: input.phone?.trim() || null, capacity: input.capacity };
    const refusals: AnyRefusal[] = [];
    if (after.name === '') refusals.push({ code: 'registry.name_missing', facts: {} });
    if (await isTeamNameTaken(tx, regionCode, team.institutionCode, after.name, team.id)) refusals.push({ code: 'team.name_taken', facts: { name: after.name, institutionName: team.institutionName } });
    if (!Number.isInteger(after.capacity) || after.capacity < 1 || after.capacity > mostPlaces) {
      refusals.push({ code: 'team.capacity_out_of_range', facts: { capacity: after.capacity, least: 1, most: mostPlaces } });
    }
    const [first, ...others] = refusals;
    if (first) return refuse<AnyRefusal>(first, ...others);
    await saveTeamSheet(tx, regionCode, team.id, after);
    const before = { name: team.name, phone: team.phone, capacity: team.capacity };
    await audit({ action: 'team.changed', subject: { kind: 'team', id: team.id }, facts: { before, after } });
    return accept(after);
  });
}
