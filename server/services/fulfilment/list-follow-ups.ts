import { type FollowUpCut, type OpenFollowUp, type UnservedCut, countOpenFollowUps, countUnserved, listOpenFollowUps, listUnserved } from '@/db/queries/follow-up';
import { type FollowUpState, followUpStateOn } from '@/server/domain/fulfilment/follow-up';
import { type Day, addDays, addMonthsTo, daysBetween } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Sex } from '@/server/domain/registry/codes';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { summaryFor } from '../resident/resident-summary';

export const followUpTabs = ['due', 'overdue', 'upcoming'] as const;
export type FollowUpTab = (typeof followUpTabs)[number];

/** How far ahead the list of what comes up looks. */
export const upcomingDays = 30;

export interface ListFollowUpsInput {
  readonly tab: FollowUpTab;
  /** Only the actor's own teams; for people without a team it makes no difference. */
  readonly mine: boolean;
  readonly planCode: string | null;
  readonly page: number;
  readonly pageSize: number;
}

/** Whom a row is about, as far as the actor may know. */
export interface ListedPerson {
  readonly residentId: string;
  readonly name: string;
  readonly maskedNumber: string;
  readonly sex: Sex;
  readonly age: number;
  readonly hasPhone: boolean;
}

export interface FollowUpItem extends ListedPerson {
  readonly contractId: string;
  readonly contractNumber: string;
  readonly contractEndDay: Day;
  readonly teamName: string;
  readonly planCode: string;
  readonly itemCode: string;
  readonly itemName: string;
  readonly opensOn: Day;
  readonly dueOn: Day;
  readonly closesOn: Day;
  readonly state: FollowUpState;
  /** Days that are left, negative once it is late. */
  readonly daysLeft: number;
  readonly lastGivenDay: Day | null;
}

export interface FollowUpList {
  readonly total: number;
  readonly rows: readonly FollowUpItem[];
}

/** 随访工作台: one page of what is due, late or coming up within reach, what has waited longest first. */
export async function listFollowUps(context: ServiceContext, { tab, mine, planCode, page, pageSize }: ListFollowUpsInput): Promise<Outcome<FollowUpList, AnyRefusal>> {
  const reach = permit(context, 'service:read');
  const q = context.store.reads;
  const day = today(context);
  const policy = await getPolicyInForce(q, reach.regionCode, day);
  if (!policy.ok) return policy;
  const cut = { ...cutOf(tab, day, teamsOf(context, mine), policy.value), planCode };
  const [rows, counts] = await Promise.all([listOpenFollowUps(q, reach, cut, { page, pageSize }), countOpenFollowUps(q, reach, cut)]);
  const names = itemNames(policy.value);
  return accept({ total: counts.reduce((sum, { total }) => sum + total, 0), rows: rows.map((row) => itemOf(context, row, names)) });
}

export interface FollowUpCounts {
  readonly tabs: Readonly<Record<FollowUpTab, number>>;
  readonly unserved: number;
  /** What each plan has in each tab, for choosing one. */
  readonly plans: readonly { readonly code: string; readonly name: string; readonly tabs: Readonly<Record<FollowUpTab, number>> }[];
  readonly hasTeam: boolean;
}

/** The numbers on the tabs. */
export async function countFollowUps(context: ServiceContext, { mine }: { readonly mine: boolean }): Promise<Outcome<FollowUpCounts, AnyRefusal>> {
  const reach = permit(context, 'service:read');
  const q = context.store.reads;
  const day = today(context);
  const policy = await getPolicyInForce(q, reach.regionCode, day);
  if (!policy.ok) return policy;
  const teamIds = teamsOf(context, mine);
  const [due, overdue, upcoming] = await Promise.all(followUpTabs.map((tab) => countOpenFollowUps(q, reach, cutOf(tab, day, teamIds, policy.value))));
  const byTab = { due: due ?? [], overdue: overdue ?? [], upcoming: upcoming ?? [] };
  const sum = (tab: FollowUpTab, code?: string) => byTab[tab].filter(({ planCode }) => code === undefined || planCode === code).reduce((all, { total }) => all + total, 0);
  return accept({
    tabs: { due: sum('due'), overdue: sum('overdue'), upcoming: sum('upcoming') },
    unserved: await countUnserved(q, reach, unservedCutOf(day, teamIds, policy.value)),
    plans: policy.value.contract.followUps.map(({ code, name }) => ({ code, name, tabs: { due: sum('due', code), overdue: sum('overdue', code), upcoming: sum('upcoming', code) } })),
    hasTeam: context.actor.kind === 'staff' && context.actor.teamIds.length > 0,
  });
}

export interface UnservedItem extends ListedPerson {
  readonly contractId: string;
  readonly contractNumber: string;
  readonly teamName: string;
  readonly startDay: Day;
  readonly endDay: Day;
  readonly daysSigned: number;
}

export interface UnservedList {
  readonly total: number;
  /** After so many months without anything given a contract is on the list. */
  readonly months: number;
  readonly rows: readonly UnservedItem[];
}

/** 签而不约: contracts in force for as many months as the policy waits, to which nothing was given. */
export async function listUnservedContracts(context: ServiceContext, { mine, page, pageSize }: { readonly mine: boolean; readonly page: number; readonly pageSize: number }): Promise<Outcome<UnservedList, AnyRefusal>> {
  const reach = permit(context, 'service:read');
  const q = context.store.reads;
  const day = today(context);
  const policy = await getPolicyInForce(q, reach.regionCode, day);
  if (!policy.ok) return policy;
  const cut = unservedCutOf(day, teamsOf(context, mine), policy.value);
  const [rows, total] = await Promise.all([listUnserved(q, reach, cut, { page, pageSize }), countUnserved(q, reach, cut)]);
  return accept({
    total,
    months: policy.value.monitoring.unservedMonths.value,
    rows: rows.map(({ resident, ...row }) => ({ ...row, ...personOf(context, resident), daysSigned: daysBetween(row.startDay, day) + 1 })),
  });
}

/** What the worklist's tiles count. */
export async function countFollowUpTile(context: ServiceContext, tab: 'due' | 'overdue', teamIds: readonly string[] | null): Promise<number> {
  const reach = permit(context, 'worklist:read');
  const q = context.store.reads;
  const day = today(context);
  const policy = await getPolicyInForce(q, reach.regionCode, day);
  if (!policy.ok) return 0;
  return (await countOpenFollowUps(q, reach, cutOf(tab, day, teamIds, policy.value))).reduce((sum, { total }) => sum + total, 0);
}

export function teamsOf({ actor }: ServiceContext, mine: boolean): readonly string[] | null {
  return mine && actor.kind === 'staff' && actor.teamIds.length > 0 ? actor.teamIds : null;
}

/** What is open longer than the longest grace is missed, so that the list need not look further back. */
function cutOf(state: FollowUpTab, day: Day, teamIds: readonly string[] | null, { contract }: PolicyVersion): FollowUpCut {
  const longest = Math.max(0, ...contract.followUps.map(({ graceDays }) => graceDays.value));
  return { state, today: day, from: addDays(day, -longest), to: addDays(day, upcomingDays), teamIds, planCode: null };
}

function unservedCutOf(day: Day, teamIds: readonly string[] | null, { monitoring }: PolicyVersion): UnservedCut {
  return { today: day, startedBy: addMonthsTo(day, -monitoring.unservedMonths.value), teamIds };
}

/** Items of the packages by their codes. */
export function itemNames({ contract }: PolicyVersion): ReadonlyMap<string, string> {
  return new Map(contract.packages.flatMap(({ items }) => items.map(({ code, name }) => [code, name])));
}

export function personOf(context: ServiceContext, row: OpenFollowUp['resident']): ListedPerson {
  const { id, name, maskedNumber, sex, age } = summaryFor(context.actor, row, today(context));
  return { residentId: id, name, maskedNumber, sex, age, hasPhone: row.phoneSealed !== null };
}

function itemOf(context: ServiceContext, { row, resident, contractNumber, contractEndDay, teamName, lastGivenDay }: OpenFollowUp, names: ReadonlyMap<string, string>): FollowUpItem {
  const { contractId, planCode, itemCode, opensOn, dueOn, closesOn } = row;
  return {
    ...personOf(context, resident),
    ...{ contractId, contractNumber, contractEndDay, teamName, planCode, itemCode, opensOn, dueOn, closesOn, lastGivenDay },
    itemName: names.get(itemCode) ?? itemCode,
    state: followUpStateOn(row, today(context)),
    daysLeft: daysBetween(today(context), dueOn),
  };
}
