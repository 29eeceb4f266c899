import { listGrid } from '@/db/queries/grid';
import { type HandoverOfTeam, listHandoversOfTeam } from '@/db/queries/handover';
import { findTeam } from '@/db/queries/team';
import { listFormerMembers } from '@/db/queries/team-change';
import { reaches } from '@/db/reach';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Load, loadOf } from '@/server/domain/registry/capacity';
import type { Profession } from '@/server/domain/registry/team';
import { type RequiredRole, type TeamRole, missingRoles } from '@/server/domain/registry/team-composition';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type DoctorCapacity, doctorCapacities } from './get-capacity';

export interface TeamDetail {
  readonly id: string;
  readonly name: string;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly leaderId: string;
  readonly phone: string | null;
  readonly load: Load;
  readonly closedOn: Day | null;
  readonly members: readonly { readonly id: string; readonly name: string; readonly profession: Profession; readonly title: string; readonly role: TeamRole; readonly since: Day }[];
  readonly former: readonly { readonly practitionerId: string; readonly name: string; readonly role: TeamRole; readonly fromDay: Day; readonly toDay: Day }[];
  readonly missingRoles: readonly RequiredRole[];
  /** Whether an incomplete team may sign nobody new, by the policy. */
  readonly mustBeComplete: boolean;
  readonly doctors: readonly DoctorCapacity[];
  readonly grid: readonly { readonly code: string; readonly name: string; readonly places: readonly string[] }[];
  readonly handovers: readonly HandoverOfTeam[];
}

/** One team within reach with its people, how full it is, its grid and the lists that came and went. */
export async function getTeam(context: ServiceContext, input: { readonly teamId: string }): Promise<Outcome<TeamDetail, AnyRefusal>> {
  const reach = permit(context, 'team:read');
  const { regionCode } = reach;
  const q = context.store.reads;
  const team = await findTeam(q, regionCode, input.teamId);
  if (!team || !reaches(reach, regionCode, team.institutionCode)) return refuse({ code: 'not_found', facts: { what: 'team' } });
  const policy = await getPolicyInForce(q, regionCode, today(context));
  if (!policy.ok) return policy;
  const terms = policy.value.contract;
  const { id, name, institutionCode, institutionName, leaderId, phone, closedOn } = team;
  const grid = (await listGrid(q, { regionCode, institutionCodes: 'all' })).filter(({ teamId }) => teamId === id);
  return accept({
    ...{ id, name, institutionCode, institutionName, leaderId, phone, closedOn },
    load: loadOf(team.signedCount, team.capacity, terms.warnAt.value),
    members: team.members.map(({ signedCount: _, ownCapacity: _own, ...member }) => member),
    former: await listFormerMembers(q, regionCode, id),
    missingRoles: missingRoles(team.members.map(({ role }) => role)),
    mustBeComplete: terms.teamComposition.value === 'required',
    doctors: await doctorCapacities(q, team, terms),
    grid: grid.map(({ code, name: cell, places }) => ({ code, name: cell, places })),
    handovers: await listHandoversOfTeam(q, regionCode, id),
  });
}
