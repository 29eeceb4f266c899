import type { Queryable } from '@/db';
import { listDoctorLoads } from '@/db/queries/doctor-load';
import { type TeamWithSeats, findTeam } from '@/db/queries/team';
import { reaches } from '@/db/reach';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { ContractTerms } from '@/server/domain/policy/contract-terms';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Load, loadOf } from '@/server/domain/registry/capacity';
import { type RequiredRole, type TeamRole, mayBeResponsible, missingRoles } from '@/server/domain/registry/team-composition';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';

/** A doctor whose name may stand on the agreement, with their residents over all their teams. */
export interface DoctorCapacity extends Load {
  readonly practitionerId: string;
  readonly name: string;
  readonly title: string;
  readonly role: TeamRole;
}

/** What is shown while somebody is signed: how full the team is and each doctor of it. */
export interface TeamCapacity extends Load {
  readonly teamId: string;
  readonly teamName: string;
  readonly closed: boolean;
  /** The leader first. */
  readonly doctors: readonly DoctorCapacity[];
  /** Empty for a complete team. */
  readonly missingRoles: readonly RequiredRole[];
}

/** How many more a team within reach and each of its doctors may sign today. */
export async function getCapacity(context: ServiceContext, input: { readonly teamId: string }): Promise<Outcome<TeamCapacity, AnyRefusal>> {
  const reach = permit(context, 'team:read');
  const q = context.store.reads;
  const team = await findTeam(q, reach.regionCode, input.teamId);
  if (!team || !reaches(reach, reach.regionCode, team.institutionCode)) return refuse({ code: 'not_found', facts: { what: 'team' } });
  const policy = await getPolicyInForce(q, reach.regionCode, today(context));
  if (!policy.ok) return policy;
  const terms = policy.value.contract;
  return accept({
    teamId: team.id,
    teamName: team.name,
    closed: team.closedOn !== null,
    ...loadOf(team.signedCount, team.capacity, terms.warnAt.value),
    doctors: await doctorCapacities(q, team, terms),
    missingRoles: missingRoles(team.members.map(({ role }) => role)),
  });
}

/** The doctors of a team with their loads over all teams. */
export async function doctorCapacities(q: Queryable, team: TeamWithSeats, terms: Pick<ContractTerms, 'doctorCapacity' | 'warnAt'>): Promise<DoctorCapacity[]> {
  const doctors = team.members.filter(({ role }) => mayBeResponsible(role));
  const loads = await listDoctorLoads(q, team.regionCode, doctors.map(({ id }) => id));
  return doctors.map(({ id, name, title, role }) => {
    const load = loads.get(id);
    return { practitionerId: id, name, title, role, ...loadOf(load?.signedCount ?? 0, load?.capacity ?? terms.doctorCapacity.value, terms.warnAt.value) };
  });
}
