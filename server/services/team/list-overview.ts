import { listGrid } from '@/db/queries/grid';
import { listTeams } from '@/db/queries/team';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Load, loadOf } from '@/server/domain/registry/capacity';
import { type RequiredRole, type TeamRole, missingRoles } from '@/server/domain/registry/team-composition';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';

export interface OverviewTeam {
  readonly id: string;
  readonly name: string;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly phone: string | null;
  readonly closedOn: Day | null;
  readonly load: Load;
  readonly leaderName: string | null;
  readonly members: readonly { readonly id: string; readonly name: string; readonly role: TeamRole }[];
  readonly missingRoles: readonly RequiredRole[];
  readonly grid: readonly string[];
}

export interface TeamOverview {
  readonly teams: readonly OverviewTeam[];
  readonly grid: readonly { readonly code: string; readonly name: string; readonly institutionCode: string; readonly institutionName: string; readonly teamId: string | null; readonly teamName: string | null; readonly places: readonly string[] }[];
  /** Whether an incomplete team may sign nobody new, by the policy; null where no policy is in force. */
  readonly mustBeComplete: boolean | null;
  readonly doctorCapacity: number | null;
}

/** The teams within reach, closed ones too, with their people, loads and grid. */
export async function listOverview(context: ServiceContext): Promise<TeamOverview> {
  const reach = permit(context, 'team:read');
  const q = context.store.reads;
  const policy = await getPolicyInForce(q, reach.regionCode, today(context));
  const terms = policy.ok ? policy.value.contract : null;
  const grid = await listGrid(q, reach);
  const teams = (await listTeams(q, reach)).map((team): OverviewTeam => {
    const { id, name, institutionCode, institutionName, phone, closedOn, members } = team;
    return {
      ...{ id, name, institutionCode, institutionName, phone, closedOn },
      load: loadOf(team.signedCount, team.capacity, terms?.warnAt.value ?? '1'),
      leaderName: members.find(({ role }) => role === 'leader')?.name ?? null,
      members: members.map((member) => ({ id: member.id, name: member.name, role: member.role })),
      missingRoles: missingRoles(members.map(({ role }) => role)),
      grid: grid.filter(({ teamId }) => teamId === id).map((cell) => cell.name),
    };
  });
  return { teams, grid, mustBeComplete: terms && terms.teamComposition.value === 'required', doctorCapacity: terms?.doctorCapacity.value ?? null };
}
