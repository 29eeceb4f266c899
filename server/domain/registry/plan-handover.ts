import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import type { HandoverKind } from './handover';
import { mayBeResponsible } from './team-composition';
import type { TeamRole } from './team-composition';
import type { TeamRefusal } from './team-refusals';

interface HandoverTeam {
  readonly id: string;
  readonly name: string;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly closedOn: string | null;
  readonly leaderId: string;
  readonly members: readonly { readonly id: string; readonly role: TeamRole }[];
}

/** Where one team's list goes; to the team itself where it goes on under the other institution. */
export interface ListChoice {
  readonly fromTeamId: string;
  readonly toTeamId: string;
  /** Who answers for the residents from then on; null: the leader, or with a team that goes on whoever did. */
  readonly practitionerId: string | null;
}

export interface HandoverFacts {
  readonly kind: HandoverKind;
  readonly from: { readonly code: string; readonly name: string };
  readonly to: { readonly code: string; readonly name: string; readonly isPrimary: boolean; readonly closedOn: string | null };
  /** All teams of both institutions, and those that are named. */
  readonly teams: readonly HandoverTeam[];
  readonly choices: readonly ListChoice[];
}

export interface PlannedList {
  readonly from: HandoverTeam;
  readonly to: HandoverTeam;
  /** The team goes on and takes its people and doctors along. */
  readonly goesAlong: boolean;
  readonly practitionerId: string;
  /** Doctors who are in the new team too and keep their residents. */
  readonly keeping: readonly string[];
}

/**
 * Plan where the lists of teams go that are merged, or of every team of an institution that is merged into another: each exactly once, to a team
 * that works and a doctor of it. Nothing is dropped because a team is full: whoever is signed stays signed.
 */
export function planHandover(facts: HandoverFacts): Outcome<PlannedList[], TeamRefusal> {
  const refusals = [...refusalsOfPlaces(facts), ...facts.choices.flatMap((choice) => refusalsOfChoice(facts, choice)), ...refusalsOfWhole(facts)];
  return unlessRefused(refusals, () => facts.choices.map((choice) => plannedOf(facts, choice)));
}

function refusalsOfPlaces({ kind, from, to, teams, choices }: HandoverFacts): TeamRefusal[] {
  const refusals: TeamRefusal[] = [];
  if (to.closedOn !== null) refusals.push({ code: 'institution.closed', facts: { institutionName: to.name, closedOn: to.closedOn } });
  if (!to.isPrimary) refusals.push({ code: 'team.no_primary_institution', facts: { institutionName: to.name } });
  const isEmpty = kind === 'team_merged' ? choices.length === 0 : from.code === to.code;
  if (isEmpty) refusals.push({ code: 'team.nothing_to_hand_over', facts: { institutionName: from.name } });
  const named = new Set<string>();
  for (const { fromTeamId } of choices) {
    if (named.has(fromTeamId)) refusals.push({ code: 'team.handover_twice', facts: { teamName: nameOf(teams, fromTeamId) } });
    named.add(fromTeamId);
  }
  return refusals;
}

function refusalsOfChoice({ kind, from, to, teams, choices }: HandoverFacts, { fromTeamId, toTeamId, practitionerId }: ListChoice): TeamRefusal[] {
  const [source, target] = [teams.find(({ id }) => id === fromTeamId), teams.find(({ id }) => id === toTeamId)];
  const refusals: TeamRefusal[] = [];
  for (const team of new Set([source, target])) {
    if (team && team.closedOn !== null) refusals.push({ code: 'team.closed', facts: { teamName: team.name, closedOn: team.closedOn } });
  }
  // Nobody hands over to a team that is going itself.
  const isGoing = fromTeamId === toTeamId ? kind === 'team_merged' : choices.some((choice) => choice.fromTeamId === toTeamId && choice.toTeamId !== toTeamId);
  if (isGoing) refusals.push({ code: 'team.handover_to_itself', facts: { teamName: nameOf(teams, fromTeamId) } });
  const goesAlong = fromTeamId === toTeamId;
  const isElsewhere = source?.institutionCode !== from.code || (!goesAlong && target?.institutionCode !== to.code && !choices.some((choice) => choice.fromTeamId === toTeamId));
  if (isElsewhere) refusals.push({ code: 'team.handover_incomplete', facts: { teams: [nameOf(teams, fromTeamId)] } });
  const doctor = practitionerId ?? target?.leaderId;
  if (!goesAlong && target && !target.members.some(({ id, role }) => id === doctor && mayBeResponsible(role))) {
    refusals.push({ code: 'team.successor_not_doctor', facts: { teamName: target.name } });
  }
  return refusals;
}

function refusalsOfWhole({ kind, from, teams, choices }: HandoverFacts): TeamRefusal[] {
  if (kind === 'team_merged') return [];
  const left = teams.filter(({ id, institutionCode, closedOn }) => institutionCode === from.code && closedOn === null && !choices.some((choice) => choice.fromTeamId === id));
  return left.length === 0 ? [] : [{ code: 'team.handover_incomplete', facts: { teams: left.map(({ name }) => name) } }];
}

function plannedOf({ teams }: HandoverFacts, { fromTeamId, toTeamId, practitionerId }: ListChoice): PlannedList {
  const from = teams.find(({ id }) => id === fromTeamId);
  const to = teams.find(({ id }) => id === toTeamId);
  if (!from || !to) throw new Error(`a handover that passed its checks names no team: ${fromTeamId} → ${toTeamId}`);
  const doctors = (team: HandoverTeam) => team.members.filter(({ role }) => mayBeResponsible(role)).map(({ id }) => id);
  const goesAlong = fromTeamId === toTeamId;
  const keeping = goesAlong ? doctors(from) : doctors(from).filter((id) => doctors(to).includes(id));
  return { from, to, goesAlong, practitionerId: practitionerId ?? to.leaderId, keeping };
}

function nameOf(teams: readonly HandoverTeam[], id: string): string {
  return teams.find((team) => team.id === id)?.name ?? id;
}
