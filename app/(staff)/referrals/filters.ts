import { type Day, dayOfInstant, isDay } from '@/server/domain/kernel/calendar-day';
import type { Role } from '@/server/domain/permission/roles';
import { referralDirections, referralKinds, referralPriorities, referralStatuses } from '@/server/domain/referral/codes';
import { tabsOf, type WorklistSide, worklistSides, type WorklistTab } from '@/server/domain/referral/worklists';

/** Every filter of the list as the URL holds it; empty is the default. */
export const noFilters = { box: '', tab: '', status: '', who: '', priority: '', direction: '', kind: '', department: '', partner: '', day: '', overdue: '', resident: '', text: '', page: '1' };
export type Filters = typeof noFilters;
export type OnFilters = (changes: Partial<Filters>) => void;

export const pageSize = 20;

/** Doctors and nurses of primary care begin with what they sent, everybody else with what came. */
export function sideOf({ box }: Filters, role: Role | undefined): WorklistSide {
  return worklistSides.find((side) => side === box) ?? (role === 'doctor' || role === 'nurse' ? 'sent' : 'received');
}

/** A link that names one person or one status looks among all; otherwise the day begins with what waits for an answer. */
export function tabOf({ tab, resident, status }: Filters, side: WorklistSide): WorklistTab {
  return tabsOf(side).find((known) => known === tab) ?? (resident === '' && status === '' ? 'to_answer' : 'all');
}

export function queryOf(filters: Filters, side: WorklistSide) {
  const { status, priority, direction, kind, who, text, resident, department, partner } = filters;
  return {
    side,
    tab: tabOf(filters, side),
    status: referralStatuses.filter((each) => each !== 'draft').find((known) => known === status) ?? null,
    who: who === 'mine' || who === 'nobody' ? who : 'everybody',
    priority: referralPriorities.find((known) => known === priority) ?? null,
    direction: referralDirections.find((known) => known === direction) ?? null,
    kind: referralKinds.find((known) => known === kind) ?? null,
    departmentCode: department || null,
    partnerCode: partner || null,
    residentId: resident || null,
    overdue: filters.overdue === 'yes',
    placeDay: placeDayOf(filters),
    text: text || null,
    page: Math.max(1, Math.trunc(Number(filters.page)) || 1),
    pageSize,
  } as const;
}

/** The day that is asked for; a link may say `today` and mean whichever day it is opened on. */
export function placeDayOf({ day }: Pick<Filters, 'day'>): Day | null {
  if (day === 'today') return dayOfInstant(Date.now());
  return isDay(day) ? day : null;
}

/** What `clear` takes back: everything but where one is. */
export const cleared: Partial<Filters> = { status: '', who: '', priority: '', direction: '', kind: '', department: '', partner: '', day: '', overdue: '', resident: '', text: '' };
