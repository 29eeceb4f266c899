import { listCapacityByInstitution } from '@/db/queries/quota-overview';
import { type Month, firstDayOf, lastDayOf } from '@/server/domain/kernel/calendar-day';
import type { DecimalText, Fraction } from '@/server/domain/kernel/money';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { Confidence } from '@/server/domain/policy/cited';
import { type Compliance, complianceOf } from '@/server/domain/quota/compliance';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';

type Rates = 'share' | 'useRate' | 'noShowRate' | 'releaseRate';

/** A hospital's month; shares are decimal text of six places, null where there is nothing to divide by. */
export interface InstitutionCompliance extends Omit<Compliance, Rates> {
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly sessions: number;
  readonly share: DecimalText | null;
  readonly useRate: DecimalText | null;
  readonly noShowRate: DecimalText | null;
  readonly releaseRate: DecimalText | null;
}

export interface ComplianceReport {
  readonly month: Month;
  readonly target: Fraction;
  readonly clause: string;
  readonly confidence: Confidence;
  readonly institutions: readonly InstitutionCompliance[];
}

/** Reserved places beside the target share, hospital by hospital, for one month: what was offered, used, missed and released. */
export async function getCompliance(context: ServiceContext, input: { readonly month: Month }): Promise<Outcome<ComplianceReport, AnyRefusal>> {
  const reach = permit(context, 'quota:read');
  const q = context.store.reads;
  const days = { fromDay: firstDayOf(input.month), toDay: lastDayOf(input.month) };
  const policy = await getPolicyInForce(q, reach.regionCode, days.toDay);
  if (!policy.ok) return policy;
  const { value: target, clause, confidence } = policy.value.quota.slotShare;
  const capacities = await listCapacityByInstitution(q, reach, { ...days, now: context.now() });
  const institutions = capacities.map(({ institutionCode, institutionName, sessions, ...reserved }) => {
    const { share, useRate, noShowRate, releaseRate, ...counts } = complianceOf([reserved], target);
    const text = (rate: typeof share) => rate?.toFixed(6) ?? null;
    return {
      ...{ institutionCode, institutionName, sessions, ...counts },
      ...{ share: text(share), useRate: text(useRate), noShowRate: text(noShowRate), releaseRate: text(releaseRate) },
    };
  });
  return accept({ month: input.month, target, clause, confidence, institutions });
}
