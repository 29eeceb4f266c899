import { findNearby, listTeamIds } from '@/db/queries/own-team';
import { type TeamWithSeats, findTeam } from '@/db/queries/team';
import type { ServiceContext } from '../context';
import { ownResident } from './own-resident';

export interface ChoosableTeam {
  readonly id: string;
  readonly name: string;
  readonly institutionName: string;
  readonly phone: string | null;
  readonly leaderName: string | null;
  readonly members: readonly { readonly name: string; readonly title: string }[];
  /** 0: nobody can sign with it now. */
  readonly places: number;
  /** It looks after the part of town that the resident's address names. */
  readonly ofGrid: boolean;
}

export interface TeamChoice {
  readonly teams: readonly ChoosableTeam[];
  /** What the resident's part of town is called, where a team looks after it. */
  readonly gridName: string | null;
  readonly hasMore: boolean;
}

const shown = 12;

/** Teams to sign with: without a text those near home, that of the resident's grid first; with one, whoever is called so. */
export async function listOwnTeams(context: ServiceContext, { text }: { readonly text: string }): Promise<TeamChoice> {
  const own = ownResident(context);
  const q = context.store.reads;
  const wanted = text.normalize('NFKC').trim();
  const near = await findNearby(q, own);
  const found = await listTeamIds(q, own.regionCode, wanted === '' ? { institutionCodes: near.institutionCodes } : { text: wanted }, shown + 1);
  const ofGrid = wanted === '' ? near.gridTeamId : null;
  const ids = [...new Set(ofGrid === null ? found : [ofGrid, ...found])];
  const teams = await Promise.all(ids.slice(0, shown).map((id) => findTeam(q, own.regionCode, id)));
  return {
    teams: teams.flatMap((team) => (team === null || team.closedOn !== null ? [] : [choosable(team, near.gridTeamId)])),
    gridName: near.gridName,
    hasMore: ids.length > shown,
  };
}

/** One team as a resident sees it; null when there is none, or none any more. */
export async function findOwnTeam(context: ServiceContext, { teamId }: { readonly teamId: string }): Promise<ChoosableTeam | null> {
  const own = ownResident(context);
  const team = await findTeam(context.store.reads, own.regionCode, teamId);
  return team === null || team.closedOn !== null ? null : choosable(team, null);
}

function choosable({ id, name, institutionName, phone, leaderId, members, capacity, signedCount }: TeamWithSeats, gridTeamId: string | null): ChoosableTeam {
  const people = members.map((member) => ({ name: member.name, title: member.title }));
  const leaderName = members.find((member) => member.id === leaderId)?.name ?? null;
  return { id, name, institutionName, phone, leaderName, members: people, places: Math.max(0, capacity - signedCount), ofGrid: id === gridTeamId };
}
