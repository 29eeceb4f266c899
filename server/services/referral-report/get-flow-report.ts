import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { Month } from '@/server/domain/kernel/calendar-day';
import type { DeclineCode } from '@/server/domain/referral/codes';
import { FlowCount, type FlowPair, type FlowSummary, type MonthFlow } from '@/server/domain/referral-report/flow-report';
import type { ReferralFact } from '@/server/domain/referral-report/referral-fact';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { monthsOf, namesOf } from '../quota/get-compliance';
import { countReferrals, type ReportInput } from './report-facts';
import { reportReach } from './report-reach';

export const flowGroupings = ['receiver', 'sender', 'department'] as const;
export type FlowGrouping = (typeof flowGroupings)[number];

export interface FlowGroup {
  /** The institution's or the department's code. */
  readonly code: string;
  readonly name: string;
  readonly summary: FlowSummary;
}

export interface FlowReport {
  readonly from: Month;
  readonly to: Month;
  /** Days after coming home within which a look is owed. */
  readonly followUpDays: number;
  readonly total: FlowSummary;
  readonly groups: readonly FlowGroup[];
  readonly pairs: readonly (FlowPair & { readonly fromInstitutionName: string; readonly toInstitutionName: string })[];
  readonly declines: readonly { readonly code: DeclineCode | null; readonly count: number }[];
  readonly months: readonly MonthFlow[];
}

/**
 * What became of the referrals sent in a span of months: who sends to whom, how soon answers come, how long people wait, why receivers
 * say no, and whether the course comes back. It names institutions and nobody.
 */
export async function getFlowReport(context: ServiceContext, input: ReportInput & { readonly by: FlowGrouping }): Promise<Outcome<FlowReport, AnyRefusal>> {
  const reach = await reportReach(context, 'report:read', input.allianceId);
  const departments = new Map<string, string>();
  const keyOf = (fact: ReferralFact): string => {
    departments.set(fact.departmentCode, fact.departmentName);
    return groupKeys[input.by](fact);
  };
  const counted = await countReferrals(context, reach, 'sent', input, (clock) => new FlowCount(clock, monthsOf(input), keyOf));
  if (!counted.ok) return counted;
  const count = counted.value;
  const nameOf = await namesOf(context, reach.regionCode);
  const nameOfGroup = (code: string) => (input.by === 'department' ? (departments.get(code) ?? code) : nameOf(code));
  return accept({
    ...{ from: input.from, to: input.to, followUpDays: count.clock.followUpDays },
    total: count.total(),
    groups: count.groups().map(({ key, summary }) => ({ code: key, name: nameOfGroup(key), summary })),
    pairs: count.pairs().map((pair) => ({ ...pair, fromInstitutionName: nameOf(pair.fromInstitutionCode), toInstitutionName: nameOf(pair.toInstitutionCode) })),
    declines: count.declines(),
    months: count.months(),
  });
}

const groupKeys: Readonly<Record<FlowGrouping, (fact: ReferralFact) => string>> = {
  receiver: ({ toInstitutionCode }) => toInstitutionCode,
  sender: ({ fromInstitutionCode }) => fromInstitutionCode,
  department: ({ departmentCode }) => departmentCode,
};
