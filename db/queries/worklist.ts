import { and, count, eq, exists, gte, gt, inArray, lte, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { account, auditEvent, clinicSession, contract, importBatch, ledgerEntry, prepaymentRun, resident, slot, team } from '@/db/schema';
import { addMonths, type Day, type Month } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { type ContractCut, conditionOfCut } from './contract-list';
import { listClosedMonths } from './period';
import { inKeyGroup, livesHereOn } from './resident-standing';

/** Contracts of these teams, or of the whole reach, as the contracts list cuts them. */
export async function countContractsCut(q: Queryable, reach: Reach, of: { cut: ContractCut; today: Day; teamIds: readonly string[] | null }): Promise<number> {
  const [row] = await q
    .select({ total: count() })
    .from(contract)
    .where(and(within(reach, contract.regionCode, contract.institutionCode), conditionOfCut(of.cut, of.today), of.teamIds === null ? undefined : inArray(contract.teamId, [...of.teamIds])));
  return Number(row?.total ?? 0);
}

/** Reserved places of published sessions between the two days, and how many of them are taken. */
export async function countReservedSlots(q: Queryable, reach: Reach, span: { from: Day; to: Day }): Promise<{ reserved: number; taken: number }> {
  const sessions = and(
    within(reach, clinicSession.regionCode, clinicSession.institutionCode),
    eq(clinicSession.status, 'published'),
    gte(clinicSession.day, span.from),
    lte(clinicSession.day, span.to),
  );
  const [held] = await q.select({ reserved: sql<number>`coalesce(sum(${clinicSession.reserved}), 0)`.mapWith(Number) }).from(clinicSession).where(sessions);
  const [used] = await q
    .select({ taken: count() })
    .from(clinicSession)
    .innerJoin(slot, and(eq(slot.regionCode, clinicSession.regionCode), eq(slot.sessionId, clinicSession.id)))
    .where(and(sessions, inArray(slot.status, ['held', 'booked', 'used', 'no_show'])));
  return { reserved: held?.reserved ?? 0, taken: Number(used?.taken ?? 0) };
}

/** People who lived near the reach's institutions on a day, and those among them with a contract that covered it. */
export async function countCoverage(q: Queryable, reach: Reach, cut: { on: Day; keyGroupsOnly: boolean }): Promise<{ residents: number; signed: number }> {
  const population = and(
    within(reach, resident.regionCode, resident.homeInstitutionCode),
    livesHereOn(q, cut.on),
    cut.keyGroupsOnly ? inKeyGroup(q, cut.on) : undefined,
  );
  const inForce = q
    .select({ id: contract.id })
    .from(contract)
    .where(
      and(
        eq(contract.regionCode, resident.regionCode),
        eq(contract.residentId, resident.id),
        // Days up to the last one stay covered, however the contract ended.
        lte(contract.startDay, cut.on),
        gte(contract.endDay, cut.on),
      ),
    );
  const [all] = await q.select({ total: count() }).from(resident).where(population);
  const [signed] = await q.select({ total: count() }).from(resident).where(and(population, exists(inForce)));
  return { residents: Number(all?.total ?? 0), signed: Number(signed?.total ?? 0) };
}

/** Finished imports that left rows behind, begun at or after the moment. */
export async function countImportsWithRejections(q: Queryable, reach: Reach, since: Instant): Promise<number> {
  const [row] = await q
    .select({ total: count() })
    .from(importBatch)
    .where(
      and(
        within(reach, importBatch.regionCode, importBatch.institutionCode),
        gte(importBatch.startedAt, since),
        sql`${importBatch.rejected} + ${importBatch.conflicting} > 0`,
      ),
    );
  return Number(row?.total ?? 0);
}

/** How much waits, and where the oldest of it stands: what is left of December is done in January. */
export interface Waiting {
  readonly count: number;
  /** The month, or the year, of the oldest; null when nothing waits. */
  readonly oldest: string | null;
}

/** Months of the books that are over and still open, counted from the first month anything was posted to. */
export async function countMonthsToClose(q: Queryable, regionCode: string, thisMonth: Month): Promise<Waiting> {
  const [books] = await q.select({ first: sql<Month | null>`min(${ledgerEntry.month})` }).from(ledgerEntry).where(eq(ledgerEntry.regionCode, regionCode));
  const closed = new Set(await listClosedMonths(q, regionCode));
  const open: Month[] = [];
  for (let month = books?.first ?? thisMonth; month < thisMonth; month = addMonths(month, 1)) if (!closed.has(month)) open.push(month);
  return { count: open.length, oldest: open[0] ?? null };
}

export async function countPrepaymentsToApprove(q: Queryable, regionCode: string): Promise<Waiting> {
  const [row] = await q
    .select({ total: count(), oldest: sql<Month | null>`min(${prepaymentRun.month})` })
    .from(prepaymentRun)
    .where(and(eq(prepaymentRun.regionCode, regionCode), eq(prepaymentRun.status, 'proposed')));
  return { count: Number(row?.total ?? 0), oldest: row?.oldest ?? null };
}

export async function countAccounts(q: Queryable, regionCode: string, disabled: boolean): Promise<number> {
  const [row] = await q.select({ total: count() }).from(account).where(and(eq(account.regionCode, regionCode), eq(account.disabled, disabled)));
  return Number(row?.total ?? 0);
}

/** Teams whose taken places are at least this part of their capacity, and all teams. */
export async function countTeamsFrom(q: Queryable, reach: Reach, part: { numerator: number; denominator: number }): Promise<{ teams: number; full: number }> {
  const inReach = within(reach, team.regionCode, team.institutionCode);
  const [all] = await q.select({ total: count() }).from(team).where(inReach);
  const [full] = await q
    .select({ total: count() })
    .from(team)
    .where(and(inReach, gt(team.capacity, 0), sql`${team.signedCount} * ${part.denominator} >= ${team.capacity} * ${part.numerator}`));
  return { teams: Number(all?.total ?? 0), full: Number(full?.total ?? 0) };
}

export async function countAuditSince(q: Queryable, regionCode: string, since: Instant): Promise<number> {
  const [row] = await q.select({ total: count() }).from(auditEvent).where(and(eq(auditEvent.regionCode, regionCode), gte(auditEvent.at, since)));
  return Number(row?.total ?? 0);
}
