import type { Reach, Tx } from '@/db';
import { type TeamWithSeats, findTeam } from '@/db/queries/team';
import { reaches } from '@/db/reach';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';

/** A team within reach that still works; part of the verbs that change one. */
export async function findOpenTeam(tx: Tx, reach: Reach, teamId: string): Promise<Outcome<TeamWithSeats, AnyRefusal>> {
  const team = await findTeam(tx, reach.regionCode, teamId);
  if (!team || !reaches(reach, reach.regionCode, team.institutionCode)) return refuse({ code: 'not_found', facts: { what: 'team' } });
  if (team.closedOn !== null) return refuse({ code: 'team.closed', facts: { teamName: team.name, closedOn: team.closedOn } });
  return accept(team);
}
