import { type ConsultFilter, type ConsultNumbers, countConsultsByType, countOpenConsults, listConsults as queryConsults } from '@/db/queries/consult';
import { listInstitutions } from '@/db/queries/registry';
import type { ConsultSide } from '@/server/domain/consult/cuts';
import { type Day, addDays, ageOn, instantOf } from '@/server/domain/kernel/calendar-day';
import { allows } from '@/server/domain/permission/actor';
import type { ConsultType, ReferralPriority, ReferralStatus } from '@/server/domain/referral/codes';
import type { Sex } from '@/server/domain/registry/codes';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';

export interface ListConsultsInput extends ConsultFilter {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

export interface ConsultListItem {
  readonly id: string;
  readonly number: string;
  readonly status: ReferralStatus;
  readonly priority: ReferralPriority;
  readonly type: ConsultType;
  /** Null for those who may see referrals but no patients. */
  readonly resident: { readonly name: string; readonly sex: Sex; readonly age: number } | null;
  readonly diagnosisName: string;
  readonly reason: string;
  readonly departmentName: string;
  readonly fromInstitutionName: string;
  readonly toInstitutionName: string;
  readonly sentAt: number | null;
  readonly answerDueAt: number | null;
  readonly messages: number;
}

/** One page of the e-consults that the actor's institutions were asked or asked, unanswered ones first. */
export async function listConsults(context: ServiceContext, input: ListConsultsInput): Promise<{ readonly rows: readonly ConsultListItem[]; readonly total: number }> {
  const reach = permit(context, 'referral:read');
  const q = context.store.reads;
  const { page, pageSize, ...filter } = input;
  const typed = filter.text?.trim() ?? '';
  const found = await queryConsults(q, reach, { ...filter, text: typed === '' ? null : typed }, { page, pageSize });
  const codes = new Set(found.rows.flatMap(({ referral }) => [referral.fromInstitutionCode, referral.toInstitutionCode]));
  const names = new Map((await listInstitutions(q, reach.regionCode, [...codes])).map(({ code, name }) => [code, name]));
  const seesPatients = allows(context.actor, 'resident:read');
  const rows = found.rows.map(({ referral, resident, messages }): ConsultListItem => {
    const { id, number, status, priority, diagnosisName, departmentName, sentAt, answerDueAt } = referral;
    return {
      ...{ id, number, status, priority, diagnosisName, departmentName, sentAt, answerDueAt, messages },
      type: referral.consultType ?? 'clinical',
      reason: seesPatients ? referral.reason : '',
      resident: seesPatients ? { name: resident.name, sex: resident.sex, age: ageOn(resident.birthDay, today(context)) } : null,
      fromInstitutionName: names.get(referral.fromInstitutionCode) ?? referral.fromInstitutionCode,
      toInstitutionName: names.get(referral.toInstitutionCode) ?? referral.toInstitutionCode,
    };
  });
  return { rows, total: found.total };
}

export type ConsultCounts = Readonly<Record<ConsultSide, { readonly open: number; readonly overdue: number }>>;

/** How many e-consults wait for an answer on either side, for tabs and tiles. */
export async function countConsults(context: ServiceContext): Promise<ConsultCounts> {
  const reach = permit(context, 'referral:read');
  const of = (side: ConsultSide) => countOpenConsults(context.store.reads, reach, side, context.now());
  return { received: await of('received'), sent: await of('sent') };
}

/** E-consults of some days by who answers and what was asked: how many were sent, answered, and how many people that helped. */
export async function summariseConsults(context: ServiceContext, input: { readonly fromDay: Day; readonly toDay: Day }): Promise<readonly ConsultNumbers[]> {
  const reach = permit(context, 'referral:read');
  const span = { from: instantOf(`${input.fromDay} 00:00:00`), to: instantOf(`${addDays(input.toDay, 1)} 00:00:00`) };
  return countConsultsByType(context.store.reads, reach, span);
}
