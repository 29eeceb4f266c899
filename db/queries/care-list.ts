import { type SQL, and, asc, count, desc, eq, gt, gte, inArray, isNotNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { carePlan, careTask, referral, resident } from '@/db/schema';
import type { ReturningTab, TaskTab } from '@/server/domain/care-plan/worklists';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { CareTaskRow } from './care-plan';
import type { ReferralRow } from './referral';
import { beginsWith, type PageOf, type ResidentRow } from './resident';

export interface ReturningCut {
  readonly today: Day;
  /** Only those referred by these teams; null: all within reach. What goes down has no team of its own and is everybody's. */
  readonly teamIds: readonly string[] | null;
  /** A referral's whole number, or the beginning of a name. */
  readonly text: string | null;
  /** Returned before this and not received yet: overdue. */
  readonly returnedBefore: Instant;
  /** Readmissions are listed from this day on. */
  readonly readmittedSince: Day;
}

export interface ReturningRow {
  readonly referral: ReferralRow;
  readonly resident: ResidentRow;
  readonly handedOver: boolean;
  readonly readmittedOn: Day | null;
}

export type ReferralTab = Exclude<ReturningTab, TaskTab>;

/** One page of the referrals of a tab, what has waited longest first. */
export async function listReturning(q: Queryable, reach: Reach, tab: ReferralTab, cut: ReturningCut, { page, pageSize }: PageOf): Promise<ReturningRow[]> {
  const rows = await q
    .select({ referral, resident, planStatus: carePlan.status, readmittedOn: carePlan.readmittedOn })
    .from(referral)
    .innerJoin(resident, and(eq(resident.regionCode, referral.regionCode), eq(resident.id, referral.residentId)))
    .leftJoin(carePlan, and(eq(carePlan.regionCode, referral.regionCode), eq(carePlan.referralId, referral.id)))
    .where(conditionOf(reach, tab, cut))
    .orderBy(...orderOf(tab), asc(referral.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return rows.map(({ planStatus, ...row }) => ({ ...row, handedOver: planStatus === 'handed_over' }));
}

export interface TabCount {
  readonly total: number;
  readonly overdue: number;
}

/** How many referrals a tab has, and how many of them are late. */
export async function countReturning(q: Queryable, reach: Reach, tab: ReferralTab, cut: ReturningCut): Promise<TabCount> {
  const late = lateOf(tab, cut);
  const [row] = await q
    .select({ total: count(), overdue: late ? sql<number>`coalesce(sum(case when ${late} then 1 else 0 end), 0)`.mapWith(Number) : sql<number>`0`.mapWith(Number) })
    .from(referral)
    .innerJoin(resident, and(eq(resident.regionCode, referral.regionCode), eq(resident.id, referral.residentId)))
    .leftJoin(carePlan, and(eq(carePlan.regionCode, referral.regionCode), eq(carePlan.referralId, referral.id)))
    .where(conditionOf(reach, tab, cut));
  return { total: Number(row?.total ?? 0), overdue: row?.overdue ?? 0 };
}

export interface ReturningTask {
  readonly task: CareTaskRow;
  readonly referral: ReferralRow;
  readonly resident: ResidentRow;
}

/** One page of the plans' open tasks for patients who are at home, what is due first. */
export async function listReturningTasks(q: Queryable, reach: Reach, tab: TaskTab, cut: ReturningCut, { page, pageSize }: PageOf): Promise<ReturningTask[]> {
  return q
    .select({ task: careTask, referral, resident })
    .from(careTask)
    .innerJoin(referral, and(eq(referral.regionCode, careTask.regionCode), eq(referral.id, careTask.referralId)))
    .innerJoin(resident, and(eq(resident.regionCode, careTask.regionCode), eq(resident.id, careTask.residentId)))
    .where(taskConditionOf(reach, tab, cut))
    .orderBy(asc(careTask.dueOn), asc(careTask.referralId), asc(careTask.key))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
}

export async function countReturningTasks(q: Queryable, reach: Reach, tab: TaskTab, cut: ReturningCut): Promise<TabCount> {
  const [row] = await q
    .select({ total: count(), overdue: sql<number>`coalesce(sum(case when ${careTask.dueOn} < ${cut.today} then 1 else 0 end), 0)`.mapWith(Number) })
    .from(careTask)
    .innerJoin(referral, and(eq(referral.regionCode, careTask.regionCode), eq(referral.id, careTask.referralId)))
    .innerJoin(resident, and(eq(resident.regionCode, careTask.regionCode), eq(resident.id, careTask.residentId)))
    .where(taskConditionOf(reach, tab, cut));
  return { total: Number(row?.total ?? 0), overdue: row?.overdue ?? 0 };
}

const bodily = ne(referral.kind, 'e_consult');
const back = ne(referral.direction, 'down');
const down = eq(referral.direction, 'down');

function conditionOf(reach: Reach, tab: ReferralTab, cut: ReturningCut): SQL | undefined {
  const sent = within(reach, referral.regionCode, referral.fromInstitutionCode);
  const received = within(reach, referral.regionCode, referral.toInstitutionCode);
  const home = (...statuses: ReferralRow['status'][]) => and(sent, bodily, back, inArray(referral.status, statuses), ofTeams(cut), named(cut));
  switch (tab) {
    case 'away':
      return or(home('arrived', 'in_treatment', 'completed'), and(received, bodily, down, eq(referral.status, 'accepted'), named(cut)));
    case 'receive':
      return home('returned');
    case 'follow_up':
      return home('received');
    case 'watch':
      return home('followed_up');
    case 'to_return':
      return and(received, bodily, back, inArray(referral.status, ['arrived', 'in_treatment', 'completed']), named(cut));
    case 'handed':
      return and(received, bodily, back, eq(referral.status, 'returned'), named(cut));
    case 'readmitted':
      return and(within(reach, carePlan.regionCode, carePlan.hospitalCode), isNotNull(carePlan.readmittedOn), gte(carePlan.readmittedOn, cut.readmittedSince), named(cut));
  }
}

function orderOf(tab: ReferralTab): SQL[] {
  switch (tab) {
    case 'away':
    case 'to_return':
      return [asc(referral.completedAt), asc(referral.arrivedAt)];
    case 'receive':
    case 'handed':
      return [asc(referral.returnedAt)];
    case 'follow_up':
      return [asc(referral.followUpDay), asc(referral.receivedAt)];
    case 'watch':
      return [asc(referral.followedUpAt)];
    case 'readmitted':
      return [desc(carePlan.readmittedOn)];
  }
}

function lateOf(tab: ReferralTab, { today, returnedBefore }: ReturningCut): SQL | null {
  switch (tab) {
    case 'receive':
    case 'handed':
      return sql`${referral.returnedAt} < ${returnedBefore}`;
    case 'follow_up':
      return sql`${referral.followUpDay} < ${today}`;
    default:
      return null;
  }
}

function taskConditionOf(reach: Reach, tab: TaskTab, cut: ReturningCut): SQL | undefined {
  return and(
    within(reach, careTask.regionCode, careTask.homeCode),
    // The words of the partial index, so that it is used.
    sql`ended_as is null`,
    tab === 'tasks' ? lte(careTask.dueFrom, cut.today) : gt(careTask.dueFrom, cut.today),
    or(and(back, inArray(referral.status, ['received', 'followed_up']), ofTeams(cut)), and(down, inArray(referral.status, ['arrived', 'in_treatment', 'completed']))),
    named(cut),
  );
}

function ofTeams({ teamIds }: ReturningCut): SQL | undefined {
  return teamIds === null ? undefined : inArray(referral.fromTeamId, [...teamIds]);
}

function named({ text }: ReturningCut): SQL | undefined {
  return text === null ? undefined : or(eq(referral.number, text), beginsWith(resident.name, text));
}
