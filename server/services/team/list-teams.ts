import { listTeams as listRows } from '@/db/queries/team';
import { type LoadState, loadOf } from '@/server/domain/registry/capacity';
import type { Profession } from '@/server/domain/registry/team';
import type { TeamRole } from '@/server/domain/registry/team-composition';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';

export interface ListedTeam {
  readonly id: string;
  readonly name: string;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly leaderId: string;
  readonly phone: string | null;
  readonly capacity: number;
  readonly signed: number;
  readonly left: number;
  /** Full teams cannot sign; nearly full ones are told so, at the share that the policy sets. */
  readonly load: LoadState;
  readonly members: readonly { readonly id: string; readonly name: string; readonly profession: Profession; readonly title: string; readonly role: TeamRole }[];
}

/** The teams within reach that sign people, with the places they have left. */
export async function listTeams(context: ServiceContext): Promise<ListedTeam[]> {
  const reach = permit(context, 'team:read');
  const q = context.store.reads;
  const policy = await getPolicyInForce(q, reach.regionCode, today(context));
  const warnAt = policy.ok ? policy.value.contract.warnAt.value : '1';
  const teams = await listRows(q, reach);
  return teams
    .filter(({ closedOn }) => closedOn === null)
    .map(({ id, name, institutionCode, institutionName, leaderId, phone, capacity, signedCount, members }) => {
      const { signed, left, state } = loadOf(signedCount, capacity, warnAt);
      return { id, name, institutionCode, institutionName, leaderId, phone, capacity, signed, left, load: state, members };
    });
}
