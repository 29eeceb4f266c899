import { countCoverage } from '@/db/queries/worklist';
import { countInsuredWithin, countReferralFlow, listCareFlows } from '@/db/queries/monitoring';
import { listBudgets } from '@/db/queries/budget';
import { listAlliances, listInstitutions } from '@/db/queries/registry';
import type { Reach } from '@/db';
import { type Month, addDays, addMonths, firstDayOf, instantOf, lastDayOf } from '@/server/domain/kernel/calendar-day';
import { exact, roundHalfUp, sumFen, type Fen } from '@/server/domain/kernel/money';
import { limitOf } from '@/server/domain/budget/budget';
import type { PoolId } from '@/server/domain/ledger/account';
import { type Indicator, type MonitoredPlace, type MonthlyShare, type PlaceSpending, fundOf, indicatorsOf, monthlyShares, outsideSpending } from '@/server/domain/monitoring/indicators';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';

/** One part of the region in a period; `allianceId` is null for the region as a whole. */
export interface MonitoredPart {
  readonly allianceId: string | null;
  readonly allianceName: string | null;
  readonly indicators: readonly Indicator[];
  readonly months: readonly MonthlyShare[];
  readonly referrals: { readonly up: number; readonly down: number; readonly lateral: number };
  readonly insured: number;
  /** What basic insurance paid for these people's care, wherever it happened. */
  readonly fundFen: Fen;
  /** fundFen ÷ insured, half-up; null where nobody is insured. */
  readonly perHeadFen: Fen | null;
  /** What may be spent on them in the year that the span lies in, and what its pools have left at the end of the span; null where no budget is set or the span is longer. */
  readonly budget: { readonly limitFen: Fen; readonly perHeadFen: Fen | null; readonly leftFen: Fen } | null;
  readonly outsideFen: Fen;
  readonly outside: readonly PlaceSpending[];
}

const shownPlaces = 10;

/**
 * 监测指标 of the region and of each alliance within reach, for a span of months. An alliance manager gets their own
 * alliance alone.
 *
 * @throws PermissionDenied without monitoring:read.
 */
export async function getIndicators(context: ServiceContext, span: { readonly from: Month; readonly to: Month }): Promise<MonitoredPart[]> {
  const reach = permit(context, 'monitoring:read');
  const q = context.store.reads;
  const institutions = await listInstitutions(q, reach.regionCode);
  const places = new Map(institutions.map(({ code, name, level, allianceId }): [string, MonitoredPlace] => [code, { code, name, level, allianceId }]));
  const alliances = (await listAlliances(q, reach.regionCode)).map(({ id, name }) => ({
    id,
    name,
    codes: institutions.filter(({ allianceId, code }) => allianceId === id && isWithin(reach, code)).map(({ code }) => code),
  }));
  const parts: MonitoredPart[] = [];
  if (reach.institutionCodes === 'all') parts.push(await monitor(context, reach, { id: null, name: null }, places, span));
  for (const { id, name, codes } of alliances) {
    if (codes.length === 0) continue;
    parts.push(await monitor(context, { regionCode: reach.regionCode, institutionCodes: codes }, { id, name }, places, span));
  }
  return parts;
}

async function monitor(
  context: ServiceContext,
  reach: Reach,
  alliance: { readonly id: string | null; readonly name: string | null },
  places: ReadonlyMap<string, MonitoredPlace>,
  span: { readonly from: Month; readonly to: Month },
): Promise<MonitoredPart> {
  const q = context.store.reads;
  const days = { from: firstDayOf(span.from), to: lastDayOf(span.to) };
  // Of a month that is not over, the latest day that has been.
  const on = days.to < today(context) ? days.to : today(context);
  const isWithinYear = span.from.slice(0, 4) === span.to.slice(0, 4);
  const [known, referrals, coverage, keyGroupCoverage, insured] = await Promise.all([
    // A year's budget is spent from January on, whichever of its months are looked at.
    listCareFlows(q, reach, isWithinYear ? { ...days, from: `${span.from.slice(0, 4)}-01-01` } : days),
    countReferralFlow(q, reach, instantOf(`${days.from} 00:00:00`), instantOf(`${addDays(days.to, 1)} 00:00:00`)),
    countCoverage(q, reach, { on, keyGroupsOnly: false }),
    countCoverage(q, reach, { on, keyGroupsOnly: true }),
    countInsuredWithin(q, reach, on),
  ]);
  const flows = known.filter(({ month }) => month >= span.from);
  const facts = { allianceId: alliance.id, flows, places, referrals, coverage, keyGroupCoverage };
  const fundFen = fundOf(flows);
  const outside = outsideSpending(facts);
  const limits = isWithinYear ? await limitsOf(context, reach, alliance.id, span.to.slice(0, 4)) : new Map<PoolId, Fen>();
  const limitFen = sumFen(limits.values());
  const perHead = (amountFen: Fen) => (insured === 0 ? null : roundHalfUp(exact(amountFen).dividedBy(insured)));
  const { up, down, lateral } = referrals;
  return {
    ...{ allianceId: alliance.id, allianceName: alliance.name },
    ...{ indicators: indicatorsOf(facts), months: monthlyShares(facts, monthsBetween(span.from, span.to)), referrals: { up, down, lateral } },
    ...{ insured, fundFen, perHeadFen: perHead(fundFen) },
    budget: limits.size === 0 ? null : { limitFen, perHeadFen: perHead(limitFen), leftFen: limitFen - fundOf(known.filter(({ pool }) => limits.has(pool))) },
    ...{ outsideFen: fundOf(outside), outside: outside.slice(0, shownPlaces) },
  };
}

async function limitsOf(context: ServiceContext, reach: Reach, allianceId: string | null, year: string): Promise<Map<PoolId, Fen>> {
  const budgets = await listBudgets(context.store.reads, reach, year);
  const own = budgets.filter(({ scope }) => (allianceId === null ? scope.kind === 'region' : scope.kind === 'alliance' && scope.allianceId === allianceId));
  return new Map(own.map((budget) => [budget.pool, limitOf(budget)]));
}

function isWithin(reach: Reach, code: string): boolean {
  return reach.institutionCodes === 'all' || reach.institutionCodes.includes(code);
}

function monthsBetween(from: Month, to: Month): Month[] {
  const months: Month[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}
