import { type SQL, and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { contract, contractFulfilment, renewalContact, resident, team } from '@/db/schema';
import type { RenewalContact } from '@/server/domain/fulfilment/renewal';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { conditionOfCut } from './contract-list';
import type { PageOf, ResidentRow } from './resident';

export type RenewalContactRow = typeof renewalContact.$inferSelect;

export interface RenewalCut {
  readonly today: Day;
  /** Contracts that end by this day. */
  readonly until: Day;
  readonly teamIds: readonly string[] | null;
}

export interface EndingContract {
  readonly contractId: string;
  readonly contractNumber: string;
  readonly startDay: Day;
  readonly endDay: Day;
  readonly teamId: string;
  readonly teamName: string;
  readonly resident: ResidentRow;
  readonly lastGivenDay: Day | null;
}

/** One page of the contracts that end soon and that nobody has renewed, the first to end on top. */
export async function listEndingContracts(q: Queryable, reach: Reach, cut: RenewalCut, { page, pageSize }: PageOf): Promise<EndingContract[]> {
  const { id: contractId, number: contractNumber, startDay, endDay, teamId } = contract;
  return q
    .select({ contractId, contractNumber, startDay, endDay, teamId, teamName: team.name, resident, lastGivenDay: contractFulfilment.lastGivenDay })
    .from(contract)
    .innerJoin(resident, and(eq(resident.regionCode, contract.regionCode), eq(resident.id, contract.residentId)))
    .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
    .leftJoin(contractFulfilment, and(eq(contractFulfilment.regionCode, contract.regionCode), eq(contractFulfilment.contractId, contract.id)))
    .where(endingWithin(reach, cut))
    .orderBy(asc(contract.endDay), asc(contract.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
}

export async function countEndingContracts(q: Queryable, reach: Reach, cut: RenewalCut): Promise<number> {
  const [row] = await q.select({ total: count() }).from(contract).where(endingWithin(reach, cut));
  return Number(row?.total ?? 0);
}

function endingWithin(reach: Reach, { today, until, teamIds }: RenewalCut): SQL | undefined {
  return and(
    within(reach, contract.regionCode, contract.institutionCode),
    teamIds === null ? undefined : inArray(contract.teamId, [...teamIds]),
    conditionOfCut({ kind: 'expiring', until }, today),
  );
}

/** First day of the contract that follows on a resident's; null when none is signed. */
export async function findFollowing(q: Queryable, regionCode: string, residentId: string, after: Day): Promise<Day | null> {
  const [row] = await q
    .select({ startDay: contract.startDay })
    .from(contract)
    .where(and(eq(contract.regionCode, regionCode), eq(contract.residentId, residentId), eq(contract.status, 'in_force'), sql`${contract.startDay} > ${after}`))
    .orderBy(asc(contract.startDay))
    .limit(1);
  return row?.startDay ?? null;
}

/** What was tried about these contracts, the latest first. */
export async function listRenewalContacts(q: Queryable, regionCode: string, contractIds: readonly string[]): Promise<RenewalContactRow[]> {
  if (contractIds.length === 0) return [];
  return q
    .select()
    .from(renewalContact)
    .where(and(eq(renewalContact.regionCode, regionCode), inArray(renewalContact.contractId, [...contractIds])))
    .orderBy(desc(renewalContact.day), desc(renewalContact.at));
}

/** What was tried about some residents' contracts, this one's and earlier ones', the latest first. */
export async function listContactsOfResidents(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<(RenewalContact & { readonly residentId: string })[]> {
  if (residentIds.length === 0) return [];
  const { residentId, kind, result, day } = renewalContact;
  return q
    .select({ residentId, kind, result, day })
    .from(renewalContact)
    .where(and(eq(renewalContact.regionCode, regionCode), inArray(residentId, [...residentIds])))
    .orderBy(desc(day), desc(renewalContact.at));
}

/** False when the same was done on that day already. */
export async function insertRenewalContact(tx: Tx, row: RenewalContactRow): Promise<boolean> {
  const won = await tx.insert(renewalContact).values(row).onConflictDoNothing().returning({ id: renewalContact.id });
  return won.length === 1;
}

/** Puts what a second call on one day came to in the place of the first's. */
export async function saveCallResult(tx: Tx, row: RenewalContactRow): Promise<void> {
  const { regionCode, contractId, kind, day } = row;
  await tx
    .update(renewalContact)
    .set({ result: row.result, note: row.note, by: row.by, at: row.at })
    .where(and(eq(renewalContact.regionCode, regionCode), eq(renewalContact.contractId, contractId), eq(renewalContact.kind, kind), eq(renewalContact.day, day)));
}
