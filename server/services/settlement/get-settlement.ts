import type { Queryable, Reach } from '@/db';
import { listHolidayTables, findPolicyVersion } from '@/db/queries/policy';
import { findYearSettlement } from '@/db/queries/prepayment';
import { type SettlementRow, findSettlement, listActorNames } from '@/db/queries/settlement';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { sumFen } from '@/server/domain/kernel/money';
import { type Outcome, type Refusal, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { SettlementMethod } from '@/server/domain/policy/policy-version';
import type { AnyRefusal, GenericRefusal } from '@/server/domain/refusals';
import type { LeftOut } from '@/server/domain/settlement/basis';
import { type SettlementStatus, decideConfirmation, decideDelivery, decideReview } from '@/server/domain/settlement/course';
import type { StatementLine, StatementPool, StatementTotals } from '@/server/domain/settlement/statement';
import { totalsOf } from '@/server/domain/settlement/totals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { courseOf } from './course-of';

export type SettlementLineHead = Omit<StatementLine, 'working'> & {
  readonly name: string;
  /** How many institutions the line stands for. */
  readonly members: number;
};

export interface NamedLeftOut extends LeftOut {
  readonly name: string | null;
}

export interface SettlementView {
  readonly id: string;
  readonly year: string;
  readonly method: SettlementMethod;
  readonly version: number;
  readonly newestVersion: number;
  readonly status: SettlementStatus;
  readonly policyId: string;
  readonly policyTitle: string;
  readonly regionName: string;
  readonly inputsDigest: string;
  readonly computedByName: string;
  readonly computedAt: number;
  readonly deliveredDay: Day | null;
  readonly objectionsUntil: Day | null;
  readonly reviewedByName: string | null;
  readonly reviewedAt: number | null;
  readonly confirmedByName: string | null;
  readonly confirmedAt: number | null;
  readonly pools: readonly StatementPool[];
  /** The lines within reach, and their totals. */
  readonly lines: readonly SettlementLineHead[];
  readonly totals: StatementTotals;
  /** What this settlement does not settle; places for those who see the whole region. */
  readonly leftOut: readonly NamedLeftOut[];
  /** Σ entitlements = Σ S, which must always hold; false would be a fault. */
  readonly entitlementsAddUp: boolean;
  /** Why whoever asks could not take it a step further, by step; empty lists mean nothing speaks against it but the scope. */
  readonly whyNot: Readonly<Record<'deliver' | 'review' | 'confirm', readonly Refusal<AnyRefusal['code']>[]>>;
}

/** 清算书: a settlement as far as the actor's reach goes. Workings of lines are fetched line by line. */
export async function getSettlement(context: ServiceContext, id: string): Promise<Outcome<SettlementView, GenericRefusal>> {
  const reach = permit(context, 'settlement:read');
  const q = context.store.reads;
  const row = await findSettlement(q, reach, id);
  if (!row) return refuse({ code: 'not_found', facts: { what: 'settlement' } });
  const policy = await findPolicyVersion(q, reach.regionCode, row.policyId);
  const course = await courseOf(q, row);
  const names = await listActorNames(q, [row.computedBy, row.reviewedBy, row.confirmedBy]);
  const nameOf = (ref: string | null) => (ref === null ? null : names(ref));
  const { year, method, version, status, policyId, inputsDigest, computedAt, deliveredDay, objectionsUntil, reviewedAt, confirmedAt, statement, basis } = row;
  const lines = linesWithin(reach, row);
  const namedOut = basis.leftOut.filter((each) => reach.institutionCodes === 'all' || each.institutionCode === null);
  return accept({
    ...{ id, year, method, version, newestVersion: course.newestVersion, status, policyId, inputsDigest, computedAt, deliveredDay, objectionsUntil, reviewedAt, confirmedAt },
    policyTitle: policy?.title ?? policyId,
    regionName: policy?.body.regionName ?? '',
    computedByName: names(row.computedBy),
    reviewedByName: nameOf(row.reviewedBy),
    confirmedByName: nameOf(row.confirmedBy),
    pools: statement.pools,
    lines: lines.map(({ working: _working, ...line }) => ({ ...line, name: basis.names[line.code] ?? line.code, members: basis.groups[line.code]?.length ?? 1 })),
    totals: totalsOf(lines),
    leftOut: namedOut.map((each) => ({ ...each, name: each.institutionCode === null ? null : (basis.names[each.institutionCode] ?? each.institutionCode) })),
    entitlementsAddUp: sumFen(statement.lines.map((line) => line.entitlementFen)) === sumFen(statement.pools.map((pool) => pool.settlementTotalFen)),
    whyNot: await whyNotOf(q, context, row, policy?.body.objectionWorkingDays.value ?? 1),
  });
}

/** A line is its institution's; who sees a part of the region sees the lines of that part. */
export function linesWithin(reach: Reach, { statement }: SettlementRow): readonly StatementLine[] {
  const { institutionCodes } = reach;
  return institutionCodes === 'all' ? statement.lines : statement.lines.filter((line) => institutionCodes.includes(line.code));
}

async function whyNotOf(q: Queryable, context: ServiceContext, row: SettlementRow, workingDays: number): Promise<SettlementView['whyNot']> {
  const course = await courseOf(q, row);
  const by = actorRef(context.actor);
  const yearSettledBy = await findYearSettlement(q, row.regionCode, row.year);
  const reasons = (decision: Outcome<unknown, AnyRefusal>) => (decision.ok ? [] : decision.refusals);
  return {
    deliver: reasons(decideDelivery(course, { today: today(context), workingDays, tables: await listHolidayTables(q) })),
    review: reasons(decideReview(course, { by, today: today(context) })),
    confirm: reasons(decideConfirmation(course, { by, year: row.year, yearSettledBy })),
  };
}

