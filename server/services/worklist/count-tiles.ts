import {
  countAccounts,
  countAuditSince,
  countContractsCut,
  countCoverage,
  countImportsWithRejections,
  countMonthsToClose,
  countPrepaymentsToApprove,
  countReservedSlots,
  countTeamsFrom,
  type Waiting,
} from '@/db/queries/worklist';
import { countWaitingRefunds } from '@/db/queries/refund';
import { countOpenFindings } from '@/db/queries/warning';
import { countAdjustmentsToApprove } from '@/db/queries/budget';
import { countFeeRunsToApprove } from '@/db/queries/service-fee';
import { countAwaitingTeam, countPendingEndings } from '@/db/queries/contract-request';
import type { Queryable, Reach } from '@/db';
import { type Day, type Month, addDays, firstDayOf, instantOf, lastDayOf, monthOf } from '@/server/domain/kernel/calendar-day';
import { dayMs } from '@/server/domain/kernel/instant';
import { expiringDays, nearlyFull, referralTiles, type Tile, type TileName, tilesOf } from '@/server/domain/worklist/tiles';
import { type ServiceContext, today } from '../context';
import { countFollowUpTile } from '../fulfilment/list-follow-ups';
import { countRenewalTile } from '../fulfilment/list-renewals';
import { permit } from '../permit';
import { countRecognitionTile } from '../recognition/count-recognition-tile';
import { countReferralTile } from '../referral/count-referral-tile';
import { countSettlementTile } from '../settlement/count-settlements';

export interface CountTilesInput {
  /** Only what belongs to the actor's own teams; for people without a team it makes no difference. */
  readonly mine: boolean;
}

/** How many days back an import with rejected rows is still on the worklist. */
const importDays = 30;

export interface Worklist {
  readonly tiles: readonly Tile[];
  readonly hasTeam: boolean;
  /** The team the counts are narrowed to, where it is one; lists can be narrowed to it as well. */
  readonly teamId: string | null;
}

/** The counts of the actor's worklist within reach, in the order of the role's tiles. */
export async function countTiles(context: ServiceContext, input: CountTilesInput): Promise<Worklist> {
  const reach = permit(context, 'worklist:read');
  const { actor } = context;
  if (actor.kind !== 'staff') return { tiles: [], hasTeam: false, teamId: null };
  const hasTeam = actor.teamIds.length > 0;
  const teamIds = input.mine && hasTeam ? actor.teamIds : null;
  const tiles = await Promise.all(
    tilesOf(actor.role).map(async (name): Promise<Tile> => ({ name, ...(await countTile(context, reach, teamIds, name)) })),
  );
  return { tiles, hasTeam, teamId: teamIds?.length === 1 ? (teamIds[0] ?? null) : null };
}

type Count = Omit<Tile, 'name'>;

async function countTile(context: ServiceContext, reach: Reach, teamIds: readonly string[] | null, name: TileName): Promise<Count> {
  const q = context.store.reads;
  const now = context.now();
  const day = today(context);
  const midnight = instantOf(`${day} 00:00:00`);
  switch (name) {
    case 'requests_to_answer':
    case 'contracts_expiring':
    case 'contracts_in_force':
    case 'contracts_to_renew':
    case 'services_due':
    case 'services_overdue':
      return only(countContractTile(context, reach, teamIds, name));
    case 'referrals_info_wanted':
    case 'referrals_stopped':
    case 'referrals_accepted':
    case 'referrals_coming_back':
    case 'referrals_following':
    case 'referrals_overdue':
    case 'referrals_awaiting':
    case 'referrals_waiting':
    case 'referrals_arriving':
    case 'referrals_in_care':
    case 'referrals_to_return':
      return only(countReferralTile(q, reach, referralTiles[name], { now, writers: writersOf(context, teamIds) }));
    case 'recognitions_to_decide':
    case 'recognitions_expiring':
      return only(countRecognitionTile(q, reach, day, name));
    case 'imports_with_rejections':
      return only(countImportsWithRejections(q, reach, now - importDays * dayMs));
    case 'refunds_waiting':
      return only(countWaitingRefunds(q, reach));
    case 'months_to_close':
      return inYear(countMonthsToClose(q, reach.regionCode, monthOf(day)));
    case 'warnings_open':
      return only(countOpenFindings(q, reach));
    case 'settlements_to_deliver':
    case 'settlements_to_review':
    case 'settlements_to_confirm':
    case 'settlements_to_pay':
    case 'settlements_to_close':
    case 'settlement_lines_to_check':
    case 'objections_to_answer':
      return only(countSettlementTile(q, reach, day, name));
    case 'prepayments_to_approve':
      return inYear(countPrepaymentsToApprove(q, reach.regionCode));
    case 'adjustments_to_approve':
      return inYear(countAdjustmentsToApprove(q, reach.regionCode));
    case 'service_fees_to_approve':
      return inYear(countFeeRunsToApprove(q, reach.regionCode));
    case 'accounts_active':
    case 'accounts_disabled':
      return only(countAccounts(q, reach.regionCode, name === 'accounts_disabled'));
    case 'audit_today':
      return only(countAuditSince(q, reach.regionCode, midnight));
    case 'coverage':
    case 'key_group_coverage': {
      const { residents, signed } = await countCoverage(q, reach, { on: day, keyGroupsOnly: name === 'key_group_coverage' });
      return { count: signed, of: residents, year: null };
    }
    case 'quota_use':
      return countQuotaUse(q, reach, monthOf(day));
    case 'teams_nearly_full':
      return countFullTeams(q, reach);
  }
}

/** As the list of referrals narrows to one's own: what one's teams wrote, and what one wrote oneself. */
function writersOf({ actor }: ServiceContext, teamIds: readonly string[] | null) {
  return teamIds === null || actor.kind !== 'staff' ? null : { teamIds, practitionerId: actor.practitionerId };
}

async function countQuotaUse(q: Queryable, reach: Reach, month: Month): Promise<Count> {
  const { reserved, taken } = await countReservedSlots(q, reach, { from: firstDayOf(month), to: lastDayOf(month) });
  return { count: taken, of: reserved, year: null };
}

async function countFullTeams(q: Queryable, reach: Reach): Promise<Count> {
  const { teams, full } = await countTeamsFrom(q, reach, nearlyFull);
  return { count: full, of: teams, year: null };
}

type ContractTile = Extract<TileName, 'requests_to_answer' | `contracts_${string}` | `services_${string}`>;

/** What a team has to do about its contracts. */
function countContractTile(context: ServiceContext, reach: Reach, teamIds: readonly string[] | null, name: ContractTile): Promise<number> {
  const q = context.store.reads;
  const day = today(context);
  switch (name) {
    case 'requests_to_answer':
      return countRequestsToAnswer(q, reach, day, teamIds);
    case 'contracts_expiring':
      return countContractsCut(q, reach, { cut: { kind: 'expiring', until: addDays(day, expiringDays) }, today: day, teamIds });
    case 'contracts_in_force':
      return countContractsCut(q, reach, { cut: { kind: 'in_force' }, today: day, teamIds });
    case 'contracts_to_renew':
      return countRenewalTile(context, teamIds);
    case 'services_due':
      return countFollowUpTile(context, 'due', teamIds);
    case 'services_overdue':
      return countFollowUpTile(context, 'overdue', teamIds);
  }
}

/** What residents ask of their teams: to sign, to renew, to come over, and to end a contract. */
async function countRequestsToAnswer(q: Queryable, reach: Reach, day: Day, teamIds: readonly string[] | null): Promise<number> {
  return (await countAwaitingTeam(q, reach, { today: day, teamIds })) + (await countPendingEndings(q, reach, teamIds));
}

async function only(count: Promise<number>): Promise<Count> {
  return { count: await count, of: null, year: null };
}

/** What belongs to a month or a year, with the year in which its list is to be opened. */
async function inYear(waiting: Promise<Waiting>): Promise<Count> {
  const { count, oldest } = await waiting;
  return { count, of: null, year: oldest?.slice(0, 4) ?? null };
}
