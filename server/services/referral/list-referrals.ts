import type { Queryable, Reach } from '@/db';
import { type ReferralCut, type ReferralFilter, type ReferralListRow, type ReferralOwner, countReferralsByStatus, countReferralsTo, listReferralFacets, listReferrals as queryReferrals } from '@/db/queries/referral-list';
import { listInstitutions } from '@/db/queries/registry';
import { ageOn, type Day, instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs } from '@/server/domain/kernel/instant';
import { allows } from '@/server/domain/permission/actor';
import { openReferralStatuses, type ReferralDirection, type ReferralKind, type ReferralPriority, type ReferralStatus } from '@/server/domain/referral/codes';
import { tabsOf, tabsWith, type WorklistSide, worklistOf, type WorklistTab } from '@/server/domain/referral/worklists';
import type { Sex } from '@/server/domain/registry/codes';
import { aftercareDays } from '@/server/domain/worklist/tiles';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';

export interface ListReferralsInput {
  readonly side: WorklistSide;
  readonly tab: WorklistTab;
  /** One status of the tab's, for whoever looks for that alone. */
  readonly status: ReferralStatus | null;
  /** Everybody's; one's own: of one's teams or written by oneself, taken in hand by oneself; or in nobody's hands yet. */
  readonly who: 'everybody' | 'mine' | 'nobody';
  readonly priority: ReferralPriority | null;
  readonly direction: ReferralDirection | null;
  readonly kind: ReferralKind | null;
  readonly departmentCode: string | null;
  /** The institution on the other side. */
  readonly partnerCode: string | null;
  readonly residentId: string | null;
  /** Only those waiting past their answer time. */
  readonly overdue: boolean;
  /** Only those whose first place is on this day. */
  readonly placeDay: Day | null;
  /** A referral's number, or the beginning of the resident's name. */
  readonly text: string | null;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

export interface ReferralListItem {
  readonly id: string;
  readonly number: string;
  /** What an action on it must have seen. */
  readonly version: number;
  readonly status: ReferralStatus;
  readonly priority: ReferralPriority;
  readonly direction: ReferralDirection;
  readonly kind: ReferralKind;
  readonly signed: boolean;
  /** Null for those who may see referrals but no patients. */
  readonly resident: { readonly id: string; readonly name: string; readonly sex: Sex; readonly age: number } | null;
  readonly diagnosisName: string;
  readonly departmentName: string;
  readonly fromInstitutionName: string;
  readonly toInstitutionName: string;
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly answerDueAt: number | null;
  readonly answeredAt: number | null;
  /** Waiting past its answer time. */
  readonly overdue: boolean;
  readonly queuedAt: number | null;
  readonly promisedDay: Day | null;
  readonly completedAt: number | null;
  readonly returnedAt: number | null;
  readonly followUpDay: Day | null;
  /** When the first of its places begins, and how many days in bed it has. */
  readonly placeStartsAt: number | null;
  readonly nights: number;
  /** Who of the receiver's has it in hand. */
  readonly assignee: { readonly accountId: string; readonly name: string } | null;
  /** Nobody answered in time, and more people were told. */
  readonly escalated: boolean;
}

/** How many there are behind each counted tab of the side, by the same filters. */
export type TabCounts = Readonly<Partial<Record<WorklistTab, number>>>;

export interface ReferralPage {
  readonly rows: readonly ReferralListItem[];
  readonly total: number;
  /** There are more than `total`: what a tab does not count is counted some way ahead of the page only. */
  readonly isMore: boolean;
  readonly counts: TabCounts;
  /** Of those that wait for an answer, by the same filters, how many wait past its time. */
  readonly overdue: number;
}

/** How far ahead of a page a list is counted that holds what is over: its end is years away, and nobody goes there by pages. */
const countedAhead = 2000;

/** One page of what the actor's institutions received or sent, in the order in which it is to be worked through, and the counts of the other tabs. */
export async function listReferrals(context: ServiceContext, input: ListReferralsInput): Promise<ReferralPage> {
  const reach = permit(context, 'referral:read');
  const q = context.store.reads;
  const now = context.now();
  const filter = filterOf(context, input);
  const list = worklistOf(input.side, input.tab);
  const cut = cutOf(input, now);
  const isWholeTab = list !== null && list.counted && input.status === null;
  const most = (input.page - 1) * input.pageSize + countedAhead;
  const [rows, left, counts, overdue] = await Promise.all([
    queryReferrals(q, reach, filter, cut, list?.order ?? 'newest_first', input),
    // A tab that is counted with the others is not counted once more.
    isWholeTab ? null : countReferralsTo(q, reach, filter, cut, most + 1),
    countTabs(q, reach, filter, now),
    countReferralsByStatus(q, reach, { ...filter, overdueAt: now }, { statuses: ['sent'], decidedSince: null, bodilyOnly: true }),
  ]);
  const codes = new Set(rows.flatMap(({ referral }) => [referral.fromInstitutionCode, referral.toInstitutionCode]));
  const places = await listInstitutions(q, reach.regionCode, [...codes]);
  const names = new Map(places.map((place) => [place.code, place.name]));
  const seesPatients = allows(context.actor, 'resident:read');
  const total = left ?? counts[input.tab] ?? 0;
  const isMore = left !== null && left > most;
  return { total: isMore ? most : total, isMore, counts, overdue: sum(overdue), rows: rows.map((row) => itemOf(context, row, names, seesPatients)) };
}

function filterOf(context: ServiceContext, input: ListReferralsInput): ReferralFilter {
  const { side, priority, direction, kind, departmentCode, partnerCode, residentId, placeDay } = input;
  const typed = input.text?.trim() ?? '';
  const midnight = placeDay === null ? 0 : instantOf(`${placeDay} 00:00:00`);
  return {
    ...{ side, priority, direction, kind, departmentCode, partnerCode, residentId },
    owner: ownerOf(context, input),
    overdueAt: input.overdue ? context.now() : null,
    placeWithin: placeDay === null ? null : { from: midnight, to: midnight + dayMs },
    text: typed === '' ? null : typed,
  };
}

function ownerOf({ actor }: ServiceContext, { side, who }: Pick<ListReferralsInput, 'side' | 'who'>): ReferralOwner | null {
  if (who === 'everybody' || actor.kind !== 'staff') return null;
  // The sender's own is nobody's only by being without a team, which is not work of anybody in particular.
  if (side === 'sent') return who === 'mine' ? { side, teamIds: actor.teamIds, practitionerId: actor.practitionerId } : null;
  return { side, accountId: who === 'mine' ? actor.accountId : null };
}

function cutOf({ side, tab, status }: ListReferralsInput, now: number): ReferralCut {
  const list = worklistOf(side, tab);
  const statuses = list?.statuses ?? null;
  return {
    statuses: status === null ? statuses : [status],
    decidedSince: list?.recent ? now - aftercareDays * dayMs : null,
    bodilyOnly: list?.counted ?? false,
  };
}

async function countTabs(q: Queryable, reach: Reach, filter: ReferralFilter, now: number): Promise<TabCounts> {
  const { side } = filter;
  const lists = tabsOf(side).flatMap((tab) => {
    const list = worklistOf(side, tab);
    return list?.counted ? [{ tab, list }] : [];
  });
  const lasting = lists.filter(({ list }) => !list.recent).flatMap(({ list }) => list.statuses);
  const recent = lists.filter(({ list }) => list.recent).flatMap(({ list }) => list.statuses);
  const byStatus = new Map([
    ...(await countReferralsByStatus(q, reach, filter, { statuses: lasting, decidedSince: null, bodilyOnly: true })),
    ...(recent.length === 0 ? [] : await countReferralsByStatus(q, reach, filter, { statuses: recent, decidedSince: now - aftercareDays * dayMs, bodilyOnly: true })),
  ]);
  const counts = new Map<WorklistTab, number>(lists.map(({ tab }) => [tab, 0]));
  for (const [status, total] of byStatus) for (const tab of tabsWith(side, status)) counts.set(tab, (counts.get(tab) ?? 0) + total);
  return Object.fromEntries(counts);
}

function sum(counts: ReadonlyMap<ReferralStatus, number>): number {
  return [...counts.values()].reduce((total, each) => total + each, 0);
}

function itemOf(context: ServiceContext, { referral, resident, placeStartsAt, assigneeName }: ReferralListRow, names: ReadonlyMap<string, string>, seesPatients: boolean): ReferralListItem {
  const { id, number, version, status, priority, direction, kind, signed, diagnosisName, departmentName, createdAt, sentAt, answerDueAt, answeredAt } = referral;
  const { queuedAt, promisedDay, completedAt, returnedAt, followUpDay, assigneeId } = referral;
  return {
    ...{ id, number, version, status, priority, direction, kind, signed, diagnosisName, departmentName, createdAt, sentAt, answerDueAt, answeredAt },
    ...{ queuedAt, promisedDay, completedAt, returnedAt, followUpDay, placeStartsAt, nights: referral.bedSlotIds.length },
    resident: seesPatients ? { id: resident.id, name: resident.name, sex: resident.sex, age: ageOn(resident.birthDay, today(context)) } : null,
    fromInstitutionName: names.get(referral.fromInstitutionCode) ?? referral.fromInstitutionCode,
    toInstitutionName: names.get(referral.toInstitutionCode) ?? referral.toInstitutionCode,
    overdue: status === 'sent' && answerDueAt !== null && answerDueAt < context.now(),
    assignee: assigneeId === null ? null : { accountId: assigneeId, name: assigneeName ?? assigneeId },
    escalated: referral.escalatedAt !== null,
  };
}

const unfiltered = { priority: null, direction: null, kind: null, departmentCode: null, partnerCode: null, residentId: null, owner: null, overdueAt: null, placeWithin: null, text: null } as const;

/** What the boxes of both sides count: each tab, and of those that wait for an answer how many wait past its time. */
export type ReferralCounts = Readonly<Record<WorklistSide, { readonly tabs: TabCounts; readonly overdue: number }>>;

/** How many referrals the actor's institutions have to work on, on either side. */
export async function countReferrals(context: ServiceContext): Promise<ReferralCounts> {
  const reach = permit(context, 'referral:read');
  const q = context.store.reads;
  const now = context.now();
  const count = async (side: WorklistSide) => ({
    tabs: await countTabs(q, reach, { ...unfiltered, side }, now),
    overdue: sum(await countReferralsByStatus(q, reach, { ...unfiltered, side, overdueAt: now }, { statuses: ['sent'], decidedSince: null, bodilyOnly: true })),
  });
  const [received, sent] = await Promise.all([count('received'), count('sent')]);
  return { received, sent };
}

export interface ReferralFacets {
  readonly departments: readonly { readonly code: string; readonly name: string }[];
  readonly partners: readonly { readonly code: string; readonly name: string }[];
}

/** What the filters of a side offer: the departments and partners of its open referrals, by name. */
export async function getReferralFacets(context: ServiceContext, { side }: { readonly side: WorklistSide }): Promise<ReferralFacets> {
  const reach = permit(context, 'referral:read');
  const q = context.store.reads;
  const { departments, partnerCodes } = await listReferralFacets(q, reach, side, openReferralStatuses);
  const partners = await listInstitutions(q, reach.regionCode, partnerCodes);
  // A department that was renamed meanwhile is offered once.
  const byCode = new Map(departments.map((department) => [department.code, department]));
  return { departments: [...byCode.values()], partners: partners.map(({ code, name }) => ({ code, name })).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN')) };
}
