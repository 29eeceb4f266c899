import { type Column, and, asc, desc, eq, gt, gte, inArray, lte, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { contract, institution, resident, serviceFeeLine, serviceFeeRun, team } from '@/db/schema';
import type { Day, Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { FeeContract, FeeLine } from '@/server/domain/service-fee/fee-lines';
import type { FeeLineKind, FeeRunStatus } from '@/server/domain/service-fee/service-fee';
import { listPackagesOf } from './contract';
import { listAssignments } from './contract-assignment';
import { listStandings } from './resident-standing';
import type { Waiting } from './worklist';

export type ServiceFeeRunRow = typeof serviceFeeRun.$inferSelect;
export type ServiceFeeLineRow = typeof serviceFeeLine.$inferSelect;

const sumOf = (column: Column) => sql<number>`coalesce(sum(${column}), 0)`.mapWith(Number);
const liveStatuses: readonly FeeRunStatus[] = ['proposed', 'posted'];
const sameRun = and(eq(serviceFeeLine.regionCode, serviceFeeRun.regionCode), eq(serviceFeeLine.month, serviceFeeRun.month), eq(serviceFeeLine.attempt, serviceFeeRun.attempt));

/** Every attempt at a month's run, the latest first. */
export async function listFeeAttempts(q: Queryable, regionCode: string, month: Month): Promise<ServiceFeeRunRow[]> {
  return q
    .select()
    .from(serviceFeeRun)
    .where(and(eq(serviceFeeRun.regionCode, regionCode), eq(serviceFeeRun.month, month)))
    .orderBy(desc(serviceFeeRun.attempt));
}

export async function findFeeRun(q: Queryable, regionCode: string, month: Month): Promise<ServiceFeeRunRow | null> {
  const [latest] = await listFeeAttempts(q, regionCode, month);
  return latest ?? null;
}

/** Contracts after one, in order of their ids, that began by a day, with what their fees depend on. */
export async function listFeeContracts(q: Queryable, regionCode: string, after: string, begunBy: Day, limit: number): Promise<FeeContract[]> {
  const rows = await q
    .select({
      contractId: contract.id,
      residentId: contract.residentId,
      institutionCode: contract.institutionCode,
      teamId: contract.teamId,
      from: contract.startDay,
      to: contract.endDay,
      termYears: contract.termYears,
      deathDay: resident.deathDay,
      movedOutOn: resident.movedOutOn,
    })
    .from(contract)
    .innerJoin(resident, and(eq(resident.regionCode, contract.regionCode), eq(resident.id, contract.residentId)))
    .where(and(eq(contract.regionCode, regionCode), gt(contract.id, after), lte(contract.startDay, begunBy)))
    .orderBy(asc(contract.id))
    .limit(limit);
  const packages = await listPackagesOf(q, regionCode, rows.map(({ contractId }) => contractId));
  const standings = await listStandings(q, regionCode, [...new Set(rows.map(({ residentId }) => residentId))]);
  const assignments = await listAssignments(q, regionCode, rows.map(({ contractId }) => contractId));
  return rows.map((row) => ({ ...row, assignments: assignments.get(row.contractId) ?? [], packageCodes: packages.get(row.contractId) ?? [], coverage: standings.get(row.residentId).coverage }));
}

/** Lines of proposed and posted runs about contracts between two ids, both included. */
export async function listLiveFeeLines(q: Queryable, regionCode: string, first: string, last: string): Promise<FeeLine[]> {
  const { contractId } = serviceFeeLine;
  const rows = await q
    .select({ line: serviceFeeLine })
    .from(serviceFeeLine)
    .innerJoin(serviceFeeRun, sameRun)
    .where(and(eq(serviceFeeLine.regionCode, regionCode), gte(contractId, first), lte(contractId, last), inArray(serviceFeeRun.status, [...liveStatuses])))
    .orderBy(asc(contractId), asc(serviceFeeLine.yearStart), asc(serviceFeeLine.month), asc(serviceFeeLine.kind));
  return rows.map(({ line: { regionCode: _region, month: _month, attempt: _attempt, ...line } }) => line);
}

/** False when somebody else made the same attempt. */
export async function insertFeeRun(tx: Tx, run: ServiceFeeRunRow): Promise<boolean> {
  const won = await tx.insert(serviceFeeRun).values(run).onConflictDoNothing().returning({ month: serviceFeeRun.month });
  return won.length === 1;
}

export async function insertFeeLines(tx: Tx, rows: readonly ServiceFeeLineRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(serviceFeeLine, rows);
}

export async function saveFeeTotals(tx: Tx, { regionCode, month, attempt }: ServiceFeeRunRow, totals: Pick<ServiceFeeRunRow, 'fundFen' | 'publicHealthFen' | 'personFen'>): Promise<void> {
  await tx
    .update(serviceFeeRun)
    .set(totals)
    .where(and(eq(serviceFeeRun.regionCode, regionCode), eq(serviceFeeRun.month, month), eq(serviceFeeRun.attempt, attempt)));
}

export interface FeeRunDecision {
  readonly status: Exclude<FeeRunStatus, 'proposed'>;
  readonly decidedBy: string;
  readonly decidedAt: number;
  readonly decisionReason: string | null;
}

/** Ends the wait of a proposed run, one way or another; false when it was ended before. */
export async function decideFeeRunRow(tx: Tx, { regionCode, month, attempt }: ServiceFeeRunRow, decision: FeeRunDecision): Promise<boolean> {
  const won = await tx
    .update(serviceFeeRun)
    .set(decision)
    .where(and(eq(serviceFeeRun.regionCode, regionCode), eq(serviceFeeRun.month, month), eq(serviceFeeRun.attempt, attempt), eq(serviceFeeRun.status, 'proposed')))
    .returning({ month: serviceFeeRun.month });
  return won.length === 1;
}

export interface FeeSums {
  readonly fundFen: Fen;
  readonly publicHealthFen: Fen;
  readonly personFen: Fen;
  readonly heldFen: Fen;
  readonly lines: number;
}

const feeSums = {
  fundFen: sumOf(serviceFeeLine.fundFen),
  publicHealthFen: sumOf(serviceFeeLine.publicHealthFen),
  personFen: sumOf(serviceFeeLine.personFen),
  heldFen: sumOf(serviceFeeLine.heldFen),
  lines: sql<number>`count(*)`.mapWith(Number),
};

export interface FeeRunHead extends Omit<ServiceFeeRunRow, 'regionCode' | 'fundFen' | 'publicHealthFen' | 'personFen'>, FeeSums {}

/** The latest run of each month of a year, the latest month first, with the sums of what lies within reach. */
export async function listFeeRuns(q: Queryable, reach: Reach, year: string): Promise<FeeRunHead[]> {
  const { month, attempt, status, proposedBy, proposedAt, decidedBy, decidedAt, decisionReason } = serviceFeeRun;
  const head = { month, attempt, status, proposedBy, proposedAt, decidedBy, decidedAt, decisionReason };
  const rows = await q
    .select({ ...head, ...feeSums })
    .from(serviceFeeRun)
    .innerJoin(serviceFeeLine, sameRun)
    .where(and(within(reach, serviceFeeLine.regionCode, serviceFeeLine.institutionCode), gte(month, `${year}-01`), lte(month, `${year}-12`)))
    .groupBy(...Object.values(head))
    .orderBy(desc(month), desc(attempt));
  return rows.filter((row, index) => rows[index - 1]?.month !== row.month);
}

export interface InstitutionFees extends FeeSums {
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly kind: FeeLineKind;
}

/** One attempt's sums within reach, by institution and kind of line. */
export async function listInstitutionFees(q: Queryable, reach: Reach, of: Pick<ServiceFeeRunRow, 'month' | 'attempt'>): Promise<InstitutionFees[]> {
  const { institutionCode, kind } = serviceFeeLine;
  return q
    .select({ institutionCode, institutionName: institution.name, kind, ...feeSums })
    .from(serviceFeeLine)
    .innerJoin(institution, and(eq(institution.regionCode, serviceFeeLine.regionCode), eq(institution.code, institutionCode)))
    .where(and(within(reach, serviceFeeLine.regionCode, institutionCode), eq(serviceFeeLine.month, of.month), eq(serviceFeeLine.attempt, of.attempt)))
    .groupBy(institutionCode, institution.name, kind)
    .orderBy(asc(institutionCode), asc(kind));
}

export interface FeeLineView extends Omit<FeeLine, 'residentId'> {
  readonly institutionName: string;
  readonly teamName: string;
  readonly contractNumber: string;
}

/** The lines of one attempt within reach, a page at a time; `institutionCode` narrows to one. */
export async function listFeeLines(q: Queryable, reach: Reach, of: Pick<ServiceFeeRunRow, 'month' | 'attempt'>, institutionCode: string | null, page: { readonly limit: number; readonly offset: number }): Promise<FeeLineView[]> {
  const { contractId, teamId, packageCode, yearStart, kind, policyId, waiverId, score, heldFen } = serviceFeeLine;
  return q
    .select({
      ...{ contractId, institutionCode: serviceFeeLine.institutionCode, teamId, packageCode, yearStart, kind, policyId, waiverId, score, heldFen },
      ...{ fundFen: serviceFeeLine.fundFen, publicHealthFen: serviceFeeLine.publicHealthFen, personFen: serviceFeeLine.personFen },
      ...{ institutionName: institution.name, teamName: team.name, contractNumber: contract.number },
    })
    .from(serviceFeeLine)
    .innerJoin(institution, and(eq(institution.regionCode, serviceFeeLine.regionCode), eq(institution.code, serviceFeeLine.institutionCode)))
    .innerJoin(team, and(eq(team.regionCode, serviceFeeLine.regionCode), eq(team.id, teamId)))
    .innerJoin(contract, and(eq(contract.regionCode, serviceFeeLine.regionCode), eq(contract.id, contractId)))
    .where(
      and(
        within(reach, serviceFeeLine.regionCode, serviceFeeLine.institutionCode),
        eq(serviceFeeLine.month, of.month),
        eq(serviceFeeLine.attempt, of.attempt),
        institutionCode === null ? undefined : eq(serviceFeeLine.institutionCode, institutionCode),
      ),
    )
    .orderBy(asc(serviceFeeLine.institutionCode), asc(contractId), asc(yearStart), asc(kind))
    .limit(page.limit)
    .offset(page.offset);
}

export async function countFeeRunsToApprove(q: Queryable, regionCode: string): Promise<Waiting> {
  const [row] = await q
    .select({ total: sql<number>`count(*)`.mapWith(Number), oldest: sql<Month | null>`min(${serviceFeeRun.month})` })
    .from(serviceFeeRun)
    .where(and(eq(serviceFeeRun.regionCode, regionCode), eq(serviceFeeRun.status, 'proposed')));
  return { count: row?.total ?? 0, oldest: row?.oldest ?? null };
}

/** What the posted runs come to, by institution. */
export async function listPostedFees(q: Queryable, regionCode: string): Promise<(FeeSums & { readonly institutionCode: string })[]> {
  const { institutionCode } = serviceFeeLine;
  return q
    .select({ institutionCode, ...feeSums })
    .from(serviceFeeLine)
    .innerJoin(serviceFeeRun, sameRun)
    .where(and(eq(serviceFeeLine.regionCode, regionCode), eq(serviceFeeRun.status, 'posted')))
    .groupBy(institutionCode)
    .orderBy(asc(institutionCode));
}
