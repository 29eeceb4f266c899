import { type ListSide, type ReferralListRow, countLiveReferrals, listReferrals as queryReferrals } from '@/db/queries/referral-list';
import { listInstitutions } from '@/db/queries/registry';
import { ageOn } from '@/server/domain/kernel/calendar-day';
import { allows } from '@/server/domain/permission/actor';
import type { ReferralDirection, ReferralKind, ReferralPriority, ReferralStatus } from '@/server/domain/referral/codes';
import type { Sex } from '@/server/domain/registry/codes';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';

export interface ListReferralsInput {
  readonly side: ListSide;
  readonly status: ReferralStatus | 'live' | 'all';
  readonly priority: ReferralPriority | null;
  readonly direction: ReferralDirection | null;
  /** Only those waiting past their answer time. */
  readonly overdue: boolean;
  /** A referral's number, or the beginning of the resident's name. */
  readonly text: string | null;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

export interface ReferralListItem {
  readonly id: string;
  readonly number: string;
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
  /** Waiting past its answer time. */
  readonly overdue: boolean;
  readonly slotStartsAt: number | null;
}

/** One page of what the actor's institutions received or sent, worst first, filtered. */
export async function listReferrals(
  context: ServiceContext,
  input: ListReferralsInput,
): Promise<{ readonly rows: readonly ReferralListItem[]; readonly total: number }> {
  const reach = permit(context, 'referral:read');
  const q = context.store.reads;
  const { overdue, page, pageSize, text, ...filter } = input;
  const seesPatients = allows(context.actor, 'resident:read');
  const typed = text?.trim() ?? '';
  const found = await queryReferrals(q, reach, { ...filter, text: typed === '' ? null : typed, overdueAt: overdue ? context.now() : null }, { page, pageSize });
  const codes = new Set(found.rows.flatMap(({ referral }) => [referral.fromInstitutionCode, referral.toInstitutionCode]));
  const places = await listInstitutions(q, reach.regionCode, [...codes]);
  const names = new Map(places.map((place) => [place.code, place.name]));
  return { total: found.total, rows: found.rows.map((row) => itemOf(context, row, names, seesPatients)) };
}

function itemOf(context: ServiceContext, { referral, resident, slotStartsAt }: ReferralListRow, names: ReadonlyMap<string, string>, seesPatients: boolean): ReferralListItem {
  const { id, number, status, priority, direction, kind, signed, diagnosisName, departmentName, createdAt, sentAt, answerDueAt } = referral;
  return {
    ...{ id, number, status, priority, direction, kind, signed, diagnosisName, departmentName, createdAt, sentAt, answerDueAt, slotStartsAt },
    resident: seesPatients ? { id: resident.id, name: resident.name, sex: resident.sex, age: ageOn(resident.birthDay, today(context)) } : null,
    fromInstitutionName: names.get(referral.fromInstitutionCode) ?? referral.fromInstitutionCode,
    toInstitutionName: names.get(referral.toInstitutionCode) ?? referral.toInstitutionCode,
    overdue: status === 'sent' && answerDueAt !== null && answerDueAt < context.now(),
  };
}

export type ReferralCounts = Readonly<Record<ListSide, { readonly sent: number; readonly accepted: number; readonly arrived: number; readonly overdue: number }>>;

/** How many live referrals the actor's institutions have on either side, for tabs and tiles. */
export async function countReferrals(context: ServiceContext): Promise<ReferralCounts> {
  const reach = permit(context, 'referral:read');
  const count = (side: ListSide) => countLiveReferrals(context.store.reads, reach, side, context.now());
  return { received: await count('received'), sent: await count('sent') };
}
