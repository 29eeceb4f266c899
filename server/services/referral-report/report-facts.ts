import { setImmediate } from 'node:timers/promises';
import { readReferralFacts } from '@/db/queries/referral-report';
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

/** What referrals are added up in, one after another. */
export interface ReferralCount {
  add(fact: ReferralFact): void;
}

/**
 * Adds up the referrals of a span, all of one moment and some at a time with others in between: a region has more of them in a year than
 * anybody should hold in memory.
 *
 * @param begin makes what they are added up in, told the moment and the terms a report is held against.
 */
export async function countReferrals<Count extends ReferralCount>(
  context: ServiceContext,
  reach: Reach,
  basis: 'sent' | 'happened',
  { from, to, institutionCode, departmentCode, direction }: ReportInput,
  begin: (clock: ReportClock) => Count,
): Promise<Outcome<Count, AnyRefusal>> {
  const lastDay = lastDayOf(to);
  const span = { from: instantOf(`${firstDayOf(from)} 00:00:00`), until: instantOf(`${addDays(lastDay, 1)} 00:00:00`) };
  return context.store.snapshot(async (q): Promise<Outcome<Count, AnyRefusal>> => {
    const policy = await getPolicyInForce(q, reach.regionCode, lastDay < today(context) ? lastDay : today(context));
    if (!policy.ok) return policy;
    const count = begin({ ...span, now: context.now(), followUpDays: policy.value.referral.followUpDays.value });
    for await (const facts of readReferralFacts(q, reach, { ...span, basis, institutionCode, departmentCode, direction })) {
      for (const fact of facts) count.add(fact);
      await setImmediate();
    }
    return accept(count);
  });
}
