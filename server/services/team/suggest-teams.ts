import { listGrid } from '@/db/queries/grid';
import { findResidentOfRegion } from '@/db/queries/resident';
import { listTeams } from '@/db/queries/team';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { teamsByAddress } from '@/server/domain/registry/service-grid';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface SuggestedTeam {
  readonly teamId: string;
  readonly teamName: string;
  readonly institutionName: string;
  /** `grid`: the address lies in the team's grid, `by` says by which name; `home`: a team of the institution near home. */
  readonly why: 'grid' | 'home';
  readonly by: string | null;
  readonly full: boolean;
}

/** The teams within reach that are nearest to a resident: those whose grid the address lies in, then those of the institution near home. */
export async function suggestTeams(context: ServiceContext, input: { readonly residentId: string }): Promise<Outcome<SuggestedTeam[], AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  permit(context, 'team:read');
  const q = context.store.reads;
  const person = await findResidentOfRegion(q, reach.regionCode, input.residentId);
  if (!person) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  const teams = (await listTeams(q, reach)).filter(({ closedOn }) => closedOn === null);
  const matches = person.address === null ? [] : teamsByAddress(person.address, await listGrid(q, reach));
  const suggested = (team: (typeof teams)[number], why: SuggestedTeam['why'], by: string | null): SuggestedTeam => ({
    teamId: team.id,
    teamName: team.name,
    institutionName: team.institutionName,
    why,
    by,
    full: team.signedCount >= team.capacity,
  });
  const byGrid = matches.flatMap(({ teamId, by }) => teams.filter(({ id }) => id === teamId).map((team) => suggested(team, 'grid', by)));
  const nearHome = teams.filter(({ id, institutionCode }) => institutionCode === person.homeInstitutionCode && !byGrid.some(({ teamId }) => teamId === id));
  return accept([...byGrid, ...nearHome.map((team) => suggested(team, 'home', null))]);
}
