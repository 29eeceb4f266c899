import { listReferralFacts } from '@/db/queries/referral-report';
import type { Reach } from '@/db';
import { type Month, addDays, firstDayOf, instantOf, lastDayOf } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { ReferralDirection } from '@/server/domain/referral/codes';
import type { ReferralFact, ReportClock } from '@/server/domain/referral-report/referral-fact';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';

/** The span and the part of the region that a report looks at. */
export interface ReportInput {
  readonly from: Month;
  readonly to: Month;
  /** Only what touches this alliance's institutions. */
  readonly allianceId: string | null;
  /** On either side. */
  readonly institutionCode: string | null;
  readonly departmentCode: string | null;
  readonly direction: ReferralDirection | null;
}

export interface ReportGround {
  readonly facts: readonly ReferralFact[];
  readonly clock: ReportClock;
}

/** What a report counts from: the referrals of a span, and the moment and the terms it is held against. */
export async function groundOf(context: ServiceContext, reach: Reach, basis: 'sent' | 'happened', { from, to, institutionCode, departmentCode, direction }: ReportInput): Promise<Outcome<ReportGround, AnyRefusal>> {
  const q = context.store.reads;
  const lastDay = lastDayOf(to);
  const policy = await getPolicyInForce(q, reach.regionCode, lastDay < today(context) ? lastDay : today(context));
  if (!policy.ok) return policy;
  const span = { from: instantOf(`${firstDayOf(from)} 00:00:00`), until: instantOf(`${addDays(lastDay, 1)} 00:00:00`) };
  const facts = await listReferralFacts(q, reach, { ...span, basis, institutionCode, departmentCode, direction });
  return accept({ facts, clock: { ...span, now: context.now(), followUpDays: policy.value.referral.followUpDays.value } });
}
