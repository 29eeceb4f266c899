import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { Month } from '@/server/domain/kernel/calendar-day';
import type { DeclineCode } from '@/server/domain/referral/codes';
import { type FlowPair, type FlowSummary, declinesOf, monthlyFlow, pairsOf, summarize, summarizeBy } from '@/server/domain/referral-report/flow-report';
import type { ReferralFact } from '@/server/domain/referral-report/referral-fact';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { monthsOf, namesOf } from '../quota/get-compliance';
import { groundOf, type ReportInput } from './report-facts';
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
  readonly months: ReturnType<typeof monthlyFlow>;
}

/**
 * What became of the referrals sent in a span of months: who sends to whom, how soon answers come, how long people wait, why receivers
 * say no, and whether the course comes back. It names institutions and nobody.
 */
export async function getFlowReport(context: ServiceContext, input: ReportInput & { readonly by: FlowGrouping }): Promise<Outcome<FlowReport, AnyRefusal>> {
  const reach = await reportReach(context, 'report:read', input.allianceId);
  const ground = await groundOf(context, reach, 'sent', input);
  if (!ground.ok) return ground;
  const { facts, clock } = ground.value;
  const nameOf = await namesOf(context, reach.regionCode);
  const departments = new Map(facts.map(({ departmentCode, departmentName }) => [departmentCode, departmentName]));
  const nameOfGroup = (code: string) => (input.by === 'department' ? (departments.get(code) ?? code) : nameOf(code));
  return accept({
    ...{ from: input.from, to: input.to, followUpDays: clock.followUpDays },
    total: summarize(facts, clock),
    groups: summarizeBy(facts, groupKeys[input.by], clock).map(({ key, summary }) => ({ code: key, name: nameOfGroup(key), summary })),
    pairs: pairsOf(facts).map((pair) => ({ ...pair, fromInstitutionName: nameOf(pair.fromInstitutionCode), toInstitutionName: nameOf(pair.toInstitutionCode) })),
    declines: declinesOf(facts, clock),
    months: monthlyFlow(facts, monthsOf(input)),
  });
}

const groupKeys: Readonly<Record<FlowGrouping, (fact: ReferralFact) => string>> = {
  receiver: ({ toInstitutionCode }) => toInstitutionCode,
  sender: ({ fromInstitutionCode }) => fromInstitutionCode,
  department: ({ departmentCode }) => departmentCode,
};
