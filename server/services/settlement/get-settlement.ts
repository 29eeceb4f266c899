import type { Queryable, Reach } from '@/db';
import { listDisposals } from '@/db/queries/disposal';
import { listObjections } from '@/db/queries/objection';
import { findPolicyVersion } from '@/db/queries/policy';
import { type SettlementRow, findSettlement, listActorNames } from '@/db/queries/settlement';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { PoolId } from '@/server/domain/ledger/account';
import type { SettlementMethod } from '@/server/domain/policy/policy-version';
import type { GenericRefusal } from '@/server/domain/refusals';
import { type LeftOut, membersOf } from '@/server/domain/settlement/basis';
import type { DisposalKind } from '@/server/domain/settlement/closing';
import type { SettlementStatus } from '@/server/domain/settlement/course';
import type { StatementLine, StatementPool, StatementTotals } from '@/server/domain/settlement/statement';
import { totalsOf } from '@/server/domain/settlement/totals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { courseOf } from './course-of';
import { linesWithin } from './lines-within';
import { type SettlementEvent, timelineOf } from './timeline-of';
import { type WhyNot, whyNotOf } from './why-not';

/** What became of a line's final amount. */
export interface DisposalView {
  readonly kind: DisposalKind;
  readonly day: Day | null;
  readonly voucher: string | null;
  readonly recordedByName: string;
}

export type SettlementLineHead = Omit<StatementLine, 'working' | 'parts' | 'carriedFen'> & {
  readonly name: string;
  /** How many institutions the line stands for. */
  readonly members: number;
  readonly carriedFen: Fen;
  /** Objections raised against it, and those that wait for an answer. */
  readonly objections: number;
  readonly openObjections: number;
  readonly disposal: DisposalView | null;
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
  readonly settledPools: readonly PoolId[];
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
  readonly closedByName: string | null;
  readonly closedAt: number | null;
  readonly pools: readonly StatementPool[];
  /** The lines within reach, and their totals. */
  readonly lines: readonly SettlementLineHead[];
  readonly totals: StatementTotals;
  /** The totals are those of the whole region. */
  readonly isWhole: boolean;
  /** What this settlement does not settle; places for those who see the whole region. */
  readonly leftOut: readonly NamedLeftOut[];
  /** Σ entitlements = Σ S, which must always hold; false would be a fault. */
  readonly entitlementsAddUp: boolean;
  readonly events: readonly SettlementEvent[];
  readonly whyNot: WhyNot;
}

/** 清算书: a settlement as far as the actor's reach goes, as it stood at one moment. Workings of lines are fetched line by line. */
export async function getSettlement(context: ServiceContext, id: string): Promise<Outcome<SettlementView, GenericRefusal>> {
  const reach = permit(context, 'settlement:read');
  return context.store.snapshot(async (q) => {
    const row = await findSettlement(q, reach, id);
    return row ? accept(await viewOf(q, context, reach, row)) : refuse<GenericRefusal>({ code: 'not_found', facts: { what: 'settlement' } });
  });
}

async function viewOf(q: Queryable, context: ServiceContext, reach: Reach, row: SettlementRow): Promise<SettlementView> {
  const policy = await findPolicyVersion(q, reach.regionCode, row.policyId);
  const course = await courseOf(q, row);
  const names = await listActorNames(q, [row.computedBy, row.reviewedBy, row.confirmedBy, row.closedBy]);
  const nameOf = (ref: string | null) => (ref === null ? null : names(ref));
  const { id, year, method, version, status, policyId, inputsDigest, computedAt, deliveredDay, objectionsUntil, reviewedAt, confirmedAt, closedAt, statement, basis } = row;
  const lines = linesWithin(reach, row);
  const isWhole = reach.institutionCodes === 'all';
  const namedOut = basis.leftOut.filter((each) => isWhole || each.institutionCode === null);
  const shown = new Set(lines.map(({ poolId }) => poolId));
  return {
    ...{ id, year, method, version, newestVersion: course.newestVersion, status, settledPools: row.pools, policyId, inputsDigest, isWhole },
    ...{ computedAt, deliveredDay, objectionsUntil, reviewedAt, confirmedAt, closedAt },
    policyTitle: policy?.title ?? policyId,
    regionName: policy?.body.regionName ?? '',
    computedByName: names(row.computedBy),
    reviewedByName: nameOf(row.reviewedBy),
    confirmedByName: nameOf(row.confirmedBy),
    closedByName: nameOf(row.closedBy),
    pools: statement.pools.filter(({ id: poolId }) => isWhole || shown.has(poolId)),
    lines: await lineHeads(q, reach, row, lines),
    totals: { ...totalsOf(lines), ...(lines.some((line) => line.carriedFen) ? { carriedFen: sumFen(lines.map((line) => line.carriedFen ?? 0)) } : {}) },
    leftOut: namedOut.map((each) => ({ ...each, name: each.institutionCode === null ? null : (basis.names[each.institutionCode] ?? each.institutionCode) })),
    entitlementsAddUp: sumFen(statement.lines.map((line) => line.entitlementFen)) === sumFen(statement.pools.map((pool) => pool.settlementTotalFen)),
    events: await timelineOf(q, reach, row),
    whyNot: await whyNotOf(q, context, reach, row, policy?.body.objectionWorkingDays.value ?? 1),
  };
}

async function lineHeads(q: Queryable, reach: Reach, { regionCode, id, basis }: SettlementRow, lines: readonly StatementLine[]): Promise<SettlementLineHead[]> {
  const objections = await listObjections(q, reach, [id]);
  const disposals = await listDisposals(q, regionCode, id);
  const names = await listActorNames(q, disposals.map(({ recordedBy }) => recordedBy));
  return lines.map(({ working: _working, parts: _parts, carriedFen, ...line }) => {
    const isOfLine = (each: { readonly poolId: string; readonly code: string }) => each.poolId === line.poolId && each.code === line.code;
    const own = objections.filter(isOfLine);
    const recorded = disposals.find(isOfLine);
    return {
      ...line,
      name: basis.names[line.code] ?? line.code,
      members: membersOf(basis, line.code).length,
      carriedFen: carriedFen ?? 0,
      objections: own.length,
      openObjections: own.filter(({ state }) => state.status === 'raised').length,
      disposal: recorded ? disposalView(recorded, names) : null,
    };
  });
}

function disposalView({ disposal, recordedBy }: Awaited<ReturnType<typeof listDisposals>>[number], names: (ref: string) => string): DisposalView {
  const recordedByName = names(recordedBy);
  if (disposal.kind === 'carried') return { kind: disposal.kind, day: null, voucher: null, recordedByName };
  return { kind: disposal.kind, day: disposal.day, voucher: disposal.voucher, recordedByName };
}
