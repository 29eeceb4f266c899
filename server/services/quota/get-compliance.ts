import { type CapacityFilter, type CapacityTaker, listCapacityGroups, listCapacityMonths, listCapacityTakers } from '@/db/queries/capacity-report';
import { listInstitutions } from '@/db/queries/registry';
import { type Month, addMonths, firstDayOf, lastDayOf } from '@/server/domain/kernel/calendar-day';
import { type DecimalText, type Exact, exact, type Fraction } from '@/server/domain/kernel/money';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { Confidence } from '@/server/domain/policy/cited';
import type { QuotaTerms } from '@/server/domain/policy/policy-version';
import { type CapacityGrouping, type Compliance, complianceOf } from '@/server/domain/quota/compliance';
import { type CapacityKind, capacityKinds } from '@/server/domain/quota/slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { reportReach } from '../referral-report/report-reach';

export interface ComplianceInput {
  readonly from: Month;
  readonly to: Month;
  readonly by: CapacityGrouping;
  readonly kind: CapacityKind | null;
  /** Only what touches this alliance's institutions. */
  readonly allianceId: string | null;
  readonly institutionCode: string | null;
  readonly departmentCode: string | null;
}

/** What a kind of capacity is held against, with where it says so. */
export interface CapacityTarget {
  readonly kind: CapacityKind;
  readonly target: Fraction;
  readonly clause: string;
  readonly confidence: Confidence;
}

type Rates = 'share' | 'useRate' | 'noShowRate' | 'releaseRate';
type ShownCompliance = Omit<Compliance, Rates> & { readonly [Rate in Rates]: DecimalText | null };

/** A hospital's, a department's or a specialist's part; shares are decimal text of six places, null where there is nothing to divide by. */
export interface ComplianceLine extends ShownCompliance {
  readonly kind: CapacityKind;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly departmentCode: string | null;
  readonly departmentName: string | null;
  readonly resourceName: string | null;
  readonly sessions: number;
}

export interface ComplianceMonth {
  readonly month: Month;
  readonly kind: CapacityKind;
  readonly capacity: number;
  readonly offered: number;
  readonly share: DecimalText | null;
}

export interface TakerLine extends CapacityTaker {
  readonly institutionName: string;
  readonly fromInstitutionName: string;
}

export interface ComplianceReport {
  readonly from: Month;
  readonly to: Month;
  readonly by: CapacityGrouping;
  readonly targets: readonly CapacityTarget[];
  readonly lines: readonly ComplianceLine[];
  /** Each kind's sum over all lines, in the order of the kinds; a kind without capacity is left out. */
  readonly totals: readonly (ShownCompliance & { readonly kind: CapacityKind; readonly sessions: number })[];
  readonly months: readonly ComplianceMonth[];
  /** By which sending institution the places of each hospital were taken. */
  readonly takers: readonly TakerLine[];
}

/**
 * Reserved places beside the target share for a span of months: what was offered, held, used, missed, released, withdrawn and borrowed,
 * by hospital, department or specialist. The targets are those in force at the end of the span.
 */
export async function getCompliance(context: ServiceContext, input: ComplianceInput): Promise<Outcome<ComplianceReport, AnyRefusal>> {
  const reach = await reportReach(context, 'quota:read', input.allianceId);
  const q = context.store.reads;
  const filter = capacityFilterOf(context, input);
  const policy = await getPolicyInForce(q, reach.regionCode, filter.toDay);
  if (!policy.ok) return policy;
  const targets = targetsOf(policy.value.quota);
  const groups = await listCapacityGroups(q, reach, filter, input.by);
  const months = await listCapacityMonths(q, reach, filter);
  const takers = await listCapacityTakers(q, reach, filter);
  const nameOf = await namesOf(context, reach.regionCode);
  const shown = (parts: Parameters<typeof complianceOf>[0], kind: CapacityKind) => shownOf(complianceOf(parts, targets.find((each) => each.kind === kind)?.target ?? null));
  return accept({
    ...{ from: input.from, to: input.to, by: input.by, targets },
    lines: groups.map(({ capacity, slots, borrowed, ...group }) => ({ ...group, institutionName: nameOf(group.institutionCode), ...shown([{ capacity, slots, borrowed }], group.kind) })),
    totals: capacityKinds.flatMap((kind) => {
      const own = groups.filter((group) => group.kind === kind);
      return own.length === 0 ? [] : [{ kind, sessions: own.reduce((sum, { sessions }) => sum + sessions, 0), ...shown(own, kind) }];
    }),
    months: monthsOf(input).flatMap((month) => months.filter((row) => row.month === month).map((row) => ({ ...row, share: shareText(complianceShare(row.offered, row.capacity)) }))),
    takers: takers.map((taker) => ({ ...taker, institutionName: nameOf(taker.institutionCode), fromInstitutionName: nameOf(taker.fromInstitutionCode) })),
  });
}

/** The days and choices of a report's input, as queries take them. */
export function capacityFilterOf(context: ServiceContext, { from, to, kind, institutionCode, departmentCode }: Omit<ComplianceInput, 'by'>): CapacityFilter {
  return { fromDay: firstDayOf(from), toDay: lastDayOf(to), now: context.now(), kind, institutionCode, departmentCode, resourceName: null };
}

/** Names of the region's institutions; the code itself for one that is unknown. */
export async function namesOf(context: ServiceContext, regionCode: string): Promise<(code: string) => string> {
  const names = new Map((await listInstitutions(context.store.reads, regionCode)).map(({ code, name }) => [code, name]));
  return (code) => names.get(code) ?? code;
}

/** Every month of a span, both included. */
export function monthsOf({ from, to }: { readonly from: Month; readonly to: Month }): Month[] {
  const months: Month[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

function targetsOf({ slotShare, bedShare }: Pick<QuotaTerms, 'slotShare' | 'bedShare'>): CapacityTarget[] {
  return [
    { kind: 'clinic', target: slotShare.value, clause: slotShare.clause, confidence: slotShare.confidence },
    { kind: 'ward', target: bedShare.value, clause: bedShare.clause, confidence: bedShare.confidence },
  ];
}

function shownOf({ share, useRate, noShowRate, releaseRate, ...counts }: Compliance): ShownCompliance {
  return { ...counts, share: shareText(share), useRate: shareText(useRate), noShowRate: shareText(noShowRate), releaseRate: shareText(releaseRate) };
}

function complianceShare(offered: number, capacity: number): Exact | null {
  return capacity === 0 ? null : exact(offered).dividedBy(capacity);
}

function shareText(share: Exact | null): DecimalText | null {
  return share?.toFixed(6) ?? null;
}
