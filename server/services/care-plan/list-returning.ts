import { type ReturningCut, type ReturningRow, type ReturningTask, type TabCount, countReturning, countReturningTasks, listReturning as queryReturning, listReturningTasks } from '@/db/queries/care-list';
import { countCarePlans } from '@/db/queries/care-plan';
import { listInstitutions } from '@/db/queries/registry';
import { type CareRules, careEnds, careRulesOf, receiveDueOn, taskStateOn } from '@/server/domain/care-plan/care-work';
import type { CareTaskKind } from '@/server/domain/care-plan/codes';
import { type ReturningTab, isTaskTab, returningTabs } from '@/server/domain/care-plan/worklists';
import { addDays, type Day, daysBetween, instantOf, monthOf, firstDayOf } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { ReferralDirection, ReferralKind, ReferralStatus } from '@/server/domain/referral/codes';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Sex } from '@/server/domain/registry/codes';
import { type ServiceContext, today } from '../context';
import { teamsOf } from '../fulfilment/list-follow-ups';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { summaryFor } from '../resident/resident-summary';

export interface ListReturningInput {
  readonly tab: ReturningTab;
  /** Only what the actor's own teams referred; for people without a team it makes no difference. */
  readonly mine: boolean;
  readonly text: string | null;
  readonly page: number;
  readonly pageSize: number;
}

export interface ReturningItem {
  readonly referralId: string;
  readonly number: string;
  readonly version: number;
  readonly status: ReferralStatus;
  readonly kind: ReferralKind;
  readonly direction: ReferralDirection;
  readonly person: { readonly id: string; readonly name: string; readonly sex: Sex; readonly age: number };
  readonly diagnosisName: string;
  readonly hospitalName: string;
  readonly homeName: string;
  readonly departmentName: string;
  readonly handedOver: boolean;
  readonly readmittedOn: Day | null;
  /** What the row is about when it is a task of a plan. */
  readonly task: { readonly key: string; readonly kind: CareTaskKind; readonly title: string; readonly dueFrom: Day } | null;
  /** By when it is to be done; null when nothing is owed yet. */
  readonly dueOn: Day | null;
  /** Days that are left, negative once it is late; null without a day. */
  readonly daysLeft: number | null;
}

/** 接续工作台: one page of what comes back, is to be received, seen, or done by a plan. */
export async function listReturning(context: ServiceContext, { tab, mine, text, page, pageSize }: ListReturningInput): Promise<Outcome<{ readonly rows: readonly ReturningItem[]; readonly total: number }, AnyRefusal>> {
  const reach = permit(context, 'referral:read');
  const q = context.store.reads;
  const ground = await groundOf(context, mine, text);
  if (!ground.ok) return ground;
  const { cut, rules } = ground.value;
  const found = isTaskTab(tab)
    ? (await listReturningTasks(q, reach, tab, cut, { page, pageSize })).map((row) => ({ row, dueOn: row.task.dueOn, task: row.task, handedOver: true, readmittedOn: null }))
    : (await queryReturning(q, reach, tab, cut, { page, pageSize })).map((row) => ({ row, dueOn: dueOf(tab, row, rules), task: null, handedOver: row.handedOver, readmittedOn: row.readmittedOn }));
  const { total } = isTaskTab(tab) ? await countReturningTasks(q, reach, tab, cut) : await countReturning(q, reach, tab, cut);
  const codes = new Set(found.flatMap(({ row: { referral } }) => [referral.fromInstitutionCode, referral.toInstitutionCode]));
  const names = new Map((await listInstitutions(q, reach.regionCode, [...codes])).map(({ code, name }) => [code, name]));
  return accept({ total, rows: found.map((each) => itemOf(context, each, names)) });
}

export interface ReturningCounts {
  readonly tabs: Readonly<Record<ReturningTab, TabCount>>;
  readonly hasTeam: boolean;
  /** Discharges of this month that were handed over within reach, with the nights freed and the readmissions. */
  readonly month: { readonly plans: number; readonly bedDaysFreed: number; readonly readmissions: number };
}

/** The numbers on the tabs, and what the month has come to. */
export async function countAllReturning(context: ServiceContext, { mine }: { readonly mine: boolean }): Promise<Outcome<ReturningCounts, AnyRefusal>> {
  const reach = permit(context, 'referral:read');
  const q = context.store.reads;
  const ground = await groundOf(context, mine, null);
  if (!ground.ok) return ground;
  const { cut } = ground.value;
  const counted = await Promise.all(returningTabs.map(async (tab) => [tab, isTaskTab(tab) ? await countReturningTasks(q, reach, tab, cut) : await countReturning(q, reach, tab, cut)] as const));
  const month = await countCarePlans(q, reach, firstDayOf(monthOf(cut.today)), cut.today);
  return accept({ tabs: Object.fromEntries(counted) as Record<ReturningTab, TabCount>, hasTeam: context.actor.kind === 'staff' && context.actor.teamIds.length > 0, month });
}

/** How long a readmission stays on the hospital's list. */
const readmittedDays = 92;

async function groundOf(context: ServiceContext, mine: boolean, text: string | null): Promise<Outcome<{ readonly cut: ReturningCut; readonly rules: CareRules }, AnyRefusal>> {
  const { regionCode } = permit(context, 'referral:read');
  const day = today(context);
  const policy = await getPolicyInForce(context.store.reads, regionCode, day);
  if (!policy.ok) return policy;
  const rules = careRulesOf(policy.value.referral);
  const typed = text?.trim() ?? '';
  const returnedBefore = instantOf(`${addDays(day, -rules.receiveDays)} 00:00:00`);
  return accept({ rules, cut: { today: day, teamIds: teamsOf(context, mine), text: typed === '' ? null : typed, returnedBefore, readmittedSince: addDays(day, -readmittedDays) } });
}

function dueOf(tab: ReturningTab, { referral }: ReturningRow, rules: CareRules): Day | null {
  if (tab === 'receive' || tab === 'handed') return referral.returnedAt === null ? null : receiveDueOn(referral.returnedAt, rules);
  return tab === 'follow_up' || tab === 'watch' ? referral.followUpDay : null;
}

interface Found {
  readonly row: ReturningRow | ReturningTask;
  readonly dueOn: Day | null;
  readonly task: ReturningTask['task'] | null;
  readonly handedOver: boolean;
  readonly readmittedOn: Day | null;
}

function itemOf(context: ServiceContext, { row, dueOn, task, handedOver, readmittedOn }: Found, names: ReadonlyMap<string, string>): ReturningItem {
  const { referral, resident } = row;
  const { hospitalCode, homeCode } = careEnds(referral);
  const { id, name, sex, age } = summaryFor(context.actor, resident, today(context));
  const { number, version, status, kind, direction, diagnosisName, departmentName } = referral;
  return {
    ...{ referralId: referral.id, number, version, status, kind, direction, diagnosisName, departmentName, handedOver, readmittedOn, dueOn },
    person: { id, name, sex, age },
    hospitalName: names.get(hospitalCode) ?? hospitalCode,
    homeName: names.get(homeCode) ?? homeCode,
    task: task && taskStateOn(task, today(context)) !== 'done' ? { key: task.key, kind: task.kind, title: task.title, dueFrom: task.dueFrom } : null,
    daysLeft: dueOn === null ? null : daysBetween(today(context), dueOn),
  };
}
