import { type OwnContractRow, findOwnName, listOwnContracts } from '@/db/queries/own';
import { findTeam } from '@/db/queries/team';
import { inForceOn } from '@/server/domain/contract/contract';
import { daysBetween } from '@/server/domain/kernel/calendar-day';
import { maskName } from '@/server/domain/kernel/identity-number';
import { type ServiceContext, today } from '../context';
import { ownResident } from './own-resident';

export type OwnContract =
  | { readonly state: 'in_force'; readonly contract: OwnContractRow; readonly daysLeft: number }
  | { readonly state: 'upcoming'; readonly contract: OwnContractRow; readonly daysUntil: number }
  | { readonly state: 'ended'; readonly contract: OwnContractRow }
  | { readonly state: 'none' };

export interface OwnStanding {
  readonly maskedName: string;
  /** Whether a guardian looks at a child's page. */
  readonly byGuardian: boolean;
  readonly standing: OwnContract;
  /** Who is in the team of that contract now, the leader first. */
  readonly members: readonly { readonly name: string; readonly title: string }[];
  /** Everything that was ever signed, the newest first. */
  readonly contracts: readonly OwnContractRow[];
}

/** The person by masked name, and where they stand: signed today, signed from a later day, no longer, or never. */
export async function describeOwnContract(context: ServiceContext): Promise<OwnStanding> {
  const own = ownResident(context);
  const q = context.store.reads;
  const [name, contracts] = await Promise.all([findOwnName(q, own), listOwnContracts(q, own)]);
  const standing = standingOf(contracts, today(context));
  const team = standing.state === 'none' ? null : await findTeam(q, own.regionCode, standing.contract.teamId);
  const byGuardian = context.actor.kind === 'resident' && context.actor.guardianId !== undefined;
  const members = (team?.members ?? []).map((member) => ({ name: member.name, title: member.title }));
  return { maskedName: maskName(name ?? ''), byGuardian, standing, members, contracts };
}

function standingOf(contracts: readonly OwnContractRow[], day: string): OwnContract {
  const current = contracts.find((each) => inForceOn(each, day));
  // The last day itself still counts.
  if (current) return { state: 'in_force', contract: current, daysLeft: daysBetween(day, current.endDay) + 1 };
  const upcoming = contracts.find((each) => each.status === 'in_force' && each.startDay > day);
  if (upcoming) return { state: 'upcoming', contract: upcoming, daysUntil: daysBetween(day, upcoming.startDay) };
  const [last] = contracts;
  return last ? { state: 'ended', contract: last } : { state: 'none' };
}
