import { and, asc, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { contract, contractClaim, institution, team } from '@/db/schema';
import type { ContractInterval } from '@/server/domain/benefit/adjudication';
import type { Agreement, Contract, ContractIn } from '@/server/domain/contract/contract';
import type { HeldContract } from '@/server/domain/contract/sign-contract';
import type { Day } from '@/server/domain/kernel/calendar-day';

export type ContractRow = typeof contract.$inferSelect;

/** A contract within reach; null outside it. */
export async function findContract(q: Queryable, reach: Reach, id: string): Promise<Contract | null> {
  const [row] = await q
    .select()
    .from(contract)
    .where(and(within(reach, contract.regionCode, contract.institutionCode), eq(contract.id, id)));
  return row ? contractOf(row) : null;
}

export async function findContractByRequest(q: Queryable, regionCode: string, requestKey: string): Promise<Contract | null> {
  const [row] = await q
    .select()
    .from(contract)
    .where(and(eq(contract.regionCode, regionCode), eq(contract.requestKey, requestKey)));
  return row ? contractOf(row) : null;
}

/** All contracts of one resident, newest first, whoever asks: the rule of one contract at a time needs to see them. */
export async function listContractsOfResident(q: Queryable, regionCode: string, residentId: string): Promise<(Contract & HeldContract)[]> {
  const rows = await q
    .select({ contract, teamName: team.name })
    .from(contract)
    .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
    .where(and(eq(contract.regionCode, regionCode), eq(contract.residentId, residentId)))
    .orderBy(desc(contract.startDay), desc(contract.id));
  return rows.map((row) => ({ ...contractOf(row.contract), teamName: row.teamName }));
}

/** The resident's contract that covers the day, ended early or not; what enhancements, referrals and member-months ask. */
export async function findContractInForce(q: Queryable, regionCode: string, residentId: string, day: Day): Promise<Contract | null> {
  const [row] = await q
    .select()
    .from(contract)
    .where(
      and(
        eq(contract.regionCode, regionCode),
        eq(contract.residentId, residentId),
        inArray(contract.status, ['in_force', 'terminated', 'expired']),
        sql`${contract.startDay} <= ${day}`,
        sql`${contract.endDay} >= ${day}`,
      ),
    )
    .orderBy(desc(contract.startDay))
    .limit(1);
  return row ? contractOf(row) : null;
}

const idsPerStatement = 1000;

/** The days in force of many residents' contracts as benefits see them; residents without any are not in the map. */
export async function listContractIntervals(
  q: Queryable,
  regionCode: string,
  residentIds: readonly string[],
): Promise<Map<string, ContractInterval[]>> {
  const found = new Map<string, ContractInterval[]>();
  for (let from = 0; from < residentIds.length; from += idsPerStatement) {
    for (const { residentId, allianceId, ...interval } of await intervalsOf(q, regionCode, residentIds.slice(from, from + idsPerStatement))) {
      const own = found.get(residentId) ?? [];
      own.push({ ...interval, allianceIds: allianceId === null ? [] : [allianceId] });
      found.set(residentId, own);
    }
  }
  return found;
}

function intervalsOf(q: Queryable, regionCode: string, residentIds: string[]) {
  return q
    .select({
      residentId: contract.residentId,
      contractId: contract.id,
      institutionCode: contract.institutionCode,
      allianceId: institution.allianceId,
      from: contract.startDay,
      to: contract.endDay,
    })
    .from(contract)
    .innerJoin(institution, and(eq(institution.regionCode, contract.regionCode), eq(institution.code, contract.institutionCode)))
    .where(
      and(
        eq(contract.regionCode, regionCode),
        inArray(contract.residentId, residentIds),
        inArray(contract.status, ['in_force', 'terminated', 'expired']),
      ),
    )
    .orderBy(asc(contract.residentId), asc(contract.startDay));
}

/** False when the number on the agreement is taken already; then nothing was written and another number will do. */
export async function insertContract(
  tx: Tx,
  signed: ContractIn<'in_force'>,
  filing: { readonly signedBy: string; readonly requestKey: string },
): Promise<boolean> {
  const { consent, ...plain } = signed;
  const won = await tx
    .insert(contract)
    .values({
      ...plain,
      ...filing,
      consentVersion: consent.textVersion,
      consentGivenAt: consent.givenAt,
      guardianName: consent.guardian?.name ?? null,
      guardianRelation: consent.guardian?.relation ?? null,
    })
    .onConflictDoNothing({ target: [contract.regionCode, contract.number] })
    .returning({ id: contract.id });
  return won.length === 1;
}

/** Ends a contract that still is as it was read; false when somebody else was faster. */
export async function saveTermination(tx: Tx, before: Contract, after: ContractIn<'terminated'>): Promise<boolean> {
  const { status, endDay, termination } = after;
  const won = await tx
    .update(contract)
    .set({ status, endDay, endedReason: termination.reason, endedAt: termination.endedAt })
    .where(
      and(
        eq(contract.regionCode, before.regionCode),
        eq(contract.id, before.id),
        eq(contract.status, before.status),
        eq(contract.endDay, before.endDay),
      ),
    )
    .returning({ id: contract.id });
  return won.length === 1;
}

export interface Claim {
  readonly identityIndex: string;
  readonly regionCode: string;
  readonly contractId: string;
  readonly endDay: Day;
}

/**
 * Claims a person for a contract that begins on `startDay`. It is the last word on one contract at a time, across regions:
 * false when another contract holds the person on that day or later.
 */
export async function claimPerson(tx: Tx, claim: Claim, startDay: Day): Promise<boolean> {
  const { identityIndex: _, ...moved } = claim;
  const won = await tx
    .insert(contractClaim)
    .values(claim)
    .onConflictDoUpdate({ target: contractClaim.identityIndex, set: moved, setWhere: lt(contractClaim.endDay, startDay) })
    .returning({ contractId: contractClaim.contractId });
  return won.length === 1;
}

/** What holds a person now, for the sentence that refuses a second contract; the other contract may be another region's. */
export async function findClaimHolder(q: Queryable, identityIndex: string): Promise<{ teamId: string; teamName: string; until: Day } | null> {
  const [row] = await q
    .select({ teamId: team.id, teamName: team.name, until: contractClaim.endDay })
    .from(contractClaim)
    .innerJoin(contract, and(eq(contract.regionCode, contractClaim.regionCode), eq(contract.id, contractClaim.contractId)))
    .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
    .where(eq(contractClaim.identityIndex, identityIndex));
  return row ?? null;
}

/** Lets a person go after `endDay`. A later contract that has claimed them since is left alone. */
export async function releaseClaim(tx: Tx, { identityIndex, contractId, endDay }: Omit<Claim, 'regionCode'>): Promise<void> {
  await tx
    .update(contractClaim)
    .set({ endDay })
    .where(and(eq(contractClaim.identityIndex, identityIndex), eq(contractClaim.contractId, contractId)));
}

/** Whose overdue contracts are meant: one team's and one resident's, or the first so many of the region. */
export type OverdueOf = { readonly teamId: string; readonly residentId: string } | { readonly limit: number };

/** Marks contracts whose last day is over as expired, and says of whom they were. */
export async function markExpired(
  tx: Tx,
  regionCode: string,
  today: Day,
  whose: OverdueOf,
): Promise<Pick<Agreement, 'id' | 'teamId' | 'residentId'>[]> {
  const overdue = and(eq(contract.regionCode, regionCode), eq(contract.status, 'in_force'), lt(contract.endDay, today));
  const chosen =
    'limit' in whose
      ? inArray(contract.id, tx.select({ id: contract.id }).from(contract).where(overdue).limit(whose.limit))
      : or(eq(contract.teamId, whose.teamId), eq(contract.residentId, whose.residentId));
  return tx
    .update(contract)
    .set({ status: 'expired' })
    .where(and(overdue, chosen))
    .returning({ id: contract.id, teamId: contract.teamId, residentId: contract.residentId });
}

/** Of these residents, those who hold a place in the team by a contract that has not ended. */
export async function listSeated(q: Queryable, regionCode: string, teamId: string, residentIds: readonly string[]): Promise<Set<string>> {
  const seated = new Set<string>();
  for (let from = 0; from < residentIds.length; from += idsPerStatement) {
    const rows = await q
      .select({ residentId: contract.residentId })
      .from(contract)
      .where(
        and(
          eq(contract.regionCode, regionCode),
          eq(contract.teamId, teamId),
          eq(contract.status, 'in_force'),
          inArray(contract.residentId, residentIds.slice(from, from + idsPerStatement)),
        ),
      );
    for (const row of rows) seated.add(row.residentId);
  }
  return seated;
}

/** @throws when a row holds a state that cannot be, which nothing here writes. */
export function contractOf(row: ContractRow): Contract {
  const { id, number, regionCode, residentId, teamId, institutionCode, practitionerId, packageCode, startDay, endDay, termYears } = row;
  const agreement = { id, number, regionCode, residentId, teamId, institutionCode, practitionerId, packageCode, startDay, endDay, termYears };
  const guardian = row.guardianName === null ? null : { name: row.guardianName, relation: row.guardianRelation ?? '' };
  const consent = { textVersion: row.consentVersion, givenAt: row.consentGivenAt, guardian };
  const { status, signedAt } = row;
  if (status !== 'terminated') return { ...agreement, status, consent, signedAt };
  if (row.endedReason === null || row.endedAt === null) throw new Error(`contract ${id} ended without a reason`);
  return { ...agreement, status, consent, signedAt, termination: { reason: row.endedReason, endedAt: row.endedAt } };
}
