import { type SQL, and, asc, count, desc, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { prepared, preparedInForm } from '@/db/prepared';
import { type Reach, within } from '@/db/reach';
import { contract, endingRequest, resident, signingRequest, team } from '@/db/schema';
import { type RequestStatus, openStatuses } from '@/server/domain/contract/request';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { PageOf, ResidentRow } from './resident';

export type SigningRequestRow = typeof signingRequest.$inferSelect;
export type EndingRequestRow = typeof endingRequest.$inferSelect;

/** A request of a team within reach. */
export async function findSigningRequest(q: Queryable, reach: Reach, id: string): Promise<SigningRequestRow | null> {
  const [row] = await q
    .select()
    .from(signingRequest)
    .where(and(within(reach, signingRequest.regionCode, signingRequest.institutionCode), eq(signingRequest.id, id)));
  return row ?? null;
}

/** A request by or to one resident, whichever team it is about. */
export async function findOwnSigningRequest(q: Queryable, own: { readonly regionCode: string; readonly residentId: string }, id: string): Promise<SigningRequestRow | null> {
  const [row] = await q
    .select()
    .from(signingRequest)
    .where(and(eq(signingRequest.regionCode, own.regionCode), eq(signingRequest.residentId, own.residentId), eq(signingRequest.id, id)));
  return row ?? null;
}

export async function findSigningRequestByKey(q: Queryable, regionCode: string, requestKey: string): Promise<SigningRequestRow | null> {
  const [row] = await q
    .select()
    .from(signingRequest)
    .where(and(eq(signingRequest.regionCode, regionCode), eq(signingRequest.requestKey, requestKey)));
  return row ?? null;
}

/** The request that waits for an answer by or about the resident, with the name of its team. */
export async function findOpenSigningRequest(q: Queryable, regionCode: string, residentId: string): Promise<(SigningRequestRow & { readonly teamName: string }) | null> {
  const [row] = await q
    .select({ request: signingRequest, teamName: team.name })
    .from(signingRequest)
    .innerJoin(team, and(eq(team.regionCode, signingRequest.regionCode), eq(team.id, signingRequest.teamId)))
    .where(and(eq(signingRequest.regionCode, regionCode), eq(signingRequest.residentId, residentId), inArray(signingRequest.status, [...openStatuses])));
  return row ? { ...row.request, teamName: row.teamName } : null;
}

/** False when the resident has an open one already, or the key was used. */
export async function insertSigningRequest(tx: Tx, row: SigningRequestRow): Promise<boolean> {
  const won = await tx.insert(signingRequest).values(row).onConflictDoNothing().returning({ id: signingRequest.id });
  return won.length === 1;
}

/** Changes a request that still is as it was read; false when somebody else was faster. */
export async function saveSigningRequest(tx: Tx, before: SigningRequestRow, changes: Partial<Omit<SigningRequestRow, 'regionCode' | 'id' | 'version'>>): Promise<boolean> {
  const won = await tx
    .update(signingRequest)
    .set({ ...changes, version: before.version + 1 })
    .where(and(eq(signingRequest.regionCode, before.regionCode), eq(signingRequest.id, before.id), eq(signingRequest.version, before.version)))
    .returning({ id: signingRequest.id });
  return won.length === 1;
}

/** Marks requests that nobody answered in time, at most so many at once; says which they were. */
export async function lapseSigningRequests(tx: Tx, regionCode: string, of: { readonly today: Day; readonly now: number; readonly limit: number } | { readonly today: Day; readonly now: number; readonly residentId: string }) {
  const overdue = and(eq(signingRequest.regionCode, regionCode), inArray(signingRequest.status, [...openStatuses]), lt(signingRequest.dueOn, of.today));
  const chosen = 'limit' in of ? inArray(signingRequest.id, tx.select({ id: signingRequest.id }).from(signingRequest).where(overdue).limit(of.limit)) : eq(signingRequest.residentId, of.residentId);
  return tx
    .update(signingRequest)
    .set({ status: 'lapsed', closedAt: of.now, version: sql`${signingRequest.version} + 1` })
    .where(and(overdue, chosen))
    .returning({ id: signingRequest.id, residentId: signingRequest.residentId, teamId: signingRequest.teamId, askedBy: signingRequest.askedBy, kind: signingRequest.kind });
}

export interface ListedSigningRequest {
  readonly request: SigningRequestRow;
  readonly resident: ResidentRow;
  readonly teamName: string;
}

/** Requests within reach by status: those that are due first where an answer is waited for, the newest first elsewhere. */
export async function listSigningRequests(
  q: Queryable,
  reach: Reach,
  filter: { readonly statuses: readonly RequestStatus[]; readonly teamId: string | null },
  { page, pageSize }: PageOf,
): Promise<{ rows: ListedSigningRequest[]; total: number }> {
  const condition: SQL | undefined = and(
    within(reach, signingRequest.regionCode, signingRequest.institutionCode),
    inArray(signingRequest.status, [...filter.statuses]),
    filter.teamId === null ? undefined : eq(signingRequest.teamId, filter.teamId),
  );
  const isOpen = filter.statuses.every((status) => openStatuses.some((open) => open === status));
  const rows = await q
    .select({ request: signingRequest, resident, teamName: team.name })
    .from(signingRequest)
    .innerJoin(resident, and(eq(resident.regionCode, signingRequest.regionCode), eq(resident.id, signingRequest.residentId)))
    .innerJoin(team, and(eq(team.regionCode, signingRequest.regionCode), eq(team.id, signingRequest.teamId)))
    .where(condition)
    .orderBy(...(isOpen ? [asc(signingRequest.dueOn), asc(signingRequest.createdAt)] : [desc(signingRequest.createdAt), desc(signingRequest.id)]))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [total] = await q.select({ total: count() }).from(signingRequest).where(condition);
  return { rows, total: Number(total?.total ?? 0) };
}

/** The resident's own requests, the newest first. */
export async function listOwnSigningRequests(q: Queryable, own: { readonly regionCode: string; readonly residentId: string }, limit: number) {
  const rows = await requestsOf(q, { ...own, limit });
  return rows.map(({ request, teamName }) => ({ ...request, teamName }));
}

const requestsOf = prepared(['regionCode', 'residentId', 'limit'], (q, { regionCode, residentId, limit }) =>
  q
    .select({ request: signingRequest, teamName: team.name })
    .from(signingRequest)
    .innerJoin(team, and(eq(team.regionCode, signingRequest.regionCode), eq(team.id, signingRequest.teamId)))
    .where(and(eq(signingRequest.regionCode, regionCode), eq(signingRequest.residentId, residentId), sql`${signingRequest.status} <> 'draft'`))
    .orderBy(desc(signingRequest.createdAt))
    .limit(limit),
);

/** How many requests within reach wait for the answer of these teams, or of any, today. */
export async function countAwaitingTeam(q: Queryable, reach: Reach, { today, teamIds }: { readonly today: Day; readonly teamIds: readonly string[] | null }): Promise<number> {
  const [row] = await q
    .select({ total: count() })
    .from(signingRequest)
    .where(and(within(reach, signingRequest.regionCode, signingRequest.institutionCode), eq(signingRequest.status, 'awaiting_team'), gte(signingRequest.dueOn, today), teamIds === null ? undefined : inArray(signingRequest.teamId, [...teamIds])));
  return Number(row?.total ?? 0);
}

export async function findEndingRequest(q: Queryable, reach: Reach, id: string): Promise<EndingRequestRow | null> {
  const [row] = await q
    .select()
    .from(endingRequest)
    .where(and(within(reach, endingRequest.regionCode, endingRequest.institutionCode), eq(endingRequest.id, id)));
  return row ?? null;
}

export async function findOwnEndingRequest(q: Queryable, own: { readonly regionCode: string; readonly residentId: string }, id: string): Promise<EndingRequestRow | null> {
  const [row] = await q
    .select()
    .from(endingRequest)
    .where(and(eq(endingRequest.regionCode, own.regionCode), eq(endingRequest.residentId, own.residentId), eq(endingRequest.id, id)));
  return row ?? null;
}

export async function findEndingRequestByKey(q: Queryable, regionCode: string, requestKey: string): Promise<EndingRequestRow | null> {
  const [row] = await q
    .select()
    .from(endingRequest)
    .where(and(eq(endingRequest.regionCode, regionCode), eq(endingRequest.requestKey, requestKey)));
  return row ?? null;
}

/** The wishes to end a contract, the newest first. */
export async function listEndingRequestsOf(q: Queryable, regionCode: string, contractIds: readonly string[]): Promise<EndingRequestRow[]> {
  return contractIds.length === 0 ? [] : endingsOf(q, {}, { regionCode, contractIds });
}

const endingsOf = preparedInForm<object, { readonly regionCode: string; readonly contractIds: readonly string[] }>()((q, _, { regionCode, contractIds }) =>
  q
    .select()
    .from(endingRequest)
    .where(and(eq(endingRequest.regionCode, regionCode), inArray(endingRequest.contractId, [...contractIds])))
    .orderBy(desc(endingRequest.createdAt)),
);

/** False when the contract has a pending one already, or the key was used. */
export async function insertEndingRequest(tx: Tx, row: EndingRequestRow): Promise<boolean> {
  const won = await tx.insert(endingRequest).values(row).onConflictDoNothing().returning({ id: endingRequest.id });
  return won.length === 1;
}

/** Answers or withdraws a pending one; false when that was done before. */
export async function closeEndingRequest(
  tx: Tx,
  { regionCode, id }: Pick<EndingRequestRow, 'regionCode' | 'id'>,
  closed: Pick<EndingRequestRow, 'status' | 'answeredAt' | 'answeredByName' | 'answerNote'>,
): Promise<boolean> {
  const won = await tx
    .update(endingRequest)
    .set(closed)
    .where(and(eq(endingRequest.regionCode, regionCode), eq(endingRequest.id, id), eq(endingRequest.status, 'pending')))
    .returning({ id: endingRequest.id });
  return won.length === 1;
}

/** Closes what is still asked about contracts that have ended otherwise. */
export async function closeEndingRequestsOf(tx: Tx, regionCode: string, contractIds: readonly string[], closed: Pick<EndingRequestRow, 'status' | 'answeredAt' | 'answeredByName' | 'answerNote'>): Promise<void> {
  if (contractIds.length === 0) return;
  await tx
    .update(endingRequest)
    .set(closed)
    .where(and(eq(endingRequest.regionCode, regionCode), inArray(endingRequest.contractId, [...contractIds]), eq(endingRequest.status, 'pending')));
}

export interface ListedEndingRequest {
  readonly request: EndingRequestRow;
  readonly resident: ResidentRow;
}

/** Pending wishes of residents to end a contract within reach, of these teams or of any, the oldest first. */
export async function listPendingEndings(q: Queryable, reach: Reach, teamIds: readonly string[] | null, { page, pageSize }: PageOf): Promise<{ rows: ListedEndingRequest[]; total: number }> {
  const rows = await q
    .select({ request: endingRequest, resident })
    .from(endingRequest)
    .innerJoin(resident, and(eq(resident.regionCode, endingRequest.regionCode), eq(resident.id, endingRequest.residentId)))
    .where(pendingWithin(q, reach, teamIds))
    .orderBy(asc(endingRequest.createdAt), asc(endingRequest.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows, total: await countPendingEndings(q, reach, teamIds) };
}

export async function countPendingEndings(q: Queryable, reach: Reach, teamIds: readonly string[] | null): Promise<number> {
  const [row] = await q.select({ total: count() }).from(endingRequest).where(pendingWithin(q, reach, teamIds));
  return Number(row?.total ?? 0);
}

function pendingWithin(q: Queryable, reach: Reach, teamIds: readonly string[] | null): SQL | undefined {
  const ofTeams = (ids: readonly string[]) => q.select({ id: contract.id }).from(contract).where(and(eq(contract.regionCode, reach.regionCode), inArray(contract.teamId, [...ids])));
  return and(
    within(reach, endingRequest.regionCode, endingRequest.institutionCode),
    eq(endingRequest.status, 'pending'),
    teamIds === null ? undefined : inArray(endingRequest.contractId, ofTeams(teamIds)),
  );
}
