import { and, desc, eq, gte, inArray, lt, lte, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { claimedTerm, contract, contractClaim, team } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';

/** The days a contract wants of a person, who may be known under more than one identity number. */
export interface Claim {
  /** Never empty; the first is the one the person is registered under. */
  readonly identityIndexes: readonly string[];
  readonly regionCode: string;
  readonly contractId: string;
  readonly startDay: Day;
  readonly endDay: Day;
}

/** A contract that holds days of a person, which may be another region's. */
export interface ClaimHolder {
  readonly contractId: string;
  readonly teamId: string;
  readonly teamName: string;
  readonly until: Day;
}

/**
 * Claims a person for the days of a contract. It is the last word on one contract a day, across regions and whichever of their
 * numbers they come under: false when another contract covers one of the days, and then nothing is claimed.
 */
export async function claimPerson(tx: Tx, claim: Claim): Promise<boolean> {
  const { identityIndexes, regionCode, contractId, startDay, endDay } = claim;
  await holdClaims(tx, claim);
  const [taken] = await tx.select({ contractId: claimedTerm.contractId }).from(claimedTerm).where(overlapping(claim)).limit(1);
  if (taken) return false;
  for (const identityIndex of identityIndexes) {
    await tx.insert(claimedTerm).values({ identityIndex, regionCode, contractId, startDay, endDay });
  }
  await tx
    .update(contractClaim)
    .set({ regionCode, contractId, endDay })
    .where(and(inArray(contractClaim.identityIndex, [...identityIndexes]), lt(contractClaim.endDay, endDay)));
  return true;
}

/** Takes hold of a person's rows in a fixed order, so that whoever comes at the same time waits or starts again. */
async function holdClaims(tx: Tx, { identityIndexes, regionCode, contractId, startDay, endDay }: Claim): Promise<void> {
  if (identityIndexes.length === 0) throw new Error(`contract ${contractId} claims nobody`);
  for (const identityIndex of [...identityIndexes].sort()) {
    await tx
      .insert(contractClaim)
      .values({ identityIndex, regionCode, contractId, endDay: endDay < startDay ? startDay : endDay })
      .onConflictDoUpdate({ target: contractClaim.identityIndex, set: { revision: sql`${contractClaim.revision} + 1` } });
  }
}

function overlapping({ identityIndexes, startDay, endDay }: Pick<Claim, 'identityIndexes' | 'startDay' | 'endDay'>) {
  return and(inArray(claimedTerm.identityIndex, [...identityIndexes]), lte(claimedTerm.startDay, endDay), gte(claimedTerm.endDay, startDay));
}

/** What holds the person on one of the days, the last to end first, for the sentence that refuses a second contract. */
export async function findClaimHolder(q: Queryable, days: Pick<Claim, 'identityIndexes' | 'startDay' | 'endDay'>): Promise<ClaimHolder | null> {
  const [row] = await q
    .select({ contractId: contract.id, teamId: team.id, teamName: team.name, until: claimedTerm.endDay })
    .from(claimedTerm)
    .innerJoin(contract, and(eq(contract.regionCode, claimedTerm.regionCode), eq(contract.id, claimedTerm.contractId)))
    .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
    .where(overlapping(days))
    .orderBy(desc(claimedTerm.endDay))
    .limit(1);
  return row ?? null;
}

/** Gives a contract other days, none of which another contract may hold; false when one does. An empty term sets the person free. */
export async function moveClaim(tx: Tx, claim: Claim): Promise<boolean> {
  const { identityIndexes, regionCode, contractId, startDay, endDay } = claim;
  await tx.delete(claimedTerm).where(and(eq(claimedTerm.regionCode, regionCode), eq(claimedTerm.contractId, contractId)));
  const won = endDay < startDay || (await claimPerson(tx, claim));
  for (const identityIndex of identityIndexes) {
    const [latest] = await tx
      .select({ regionCode: claimedTerm.regionCode, contractId: claimedTerm.contractId, endDay: claimedTerm.endDay })
      .from(claimedTerm)
      .where(eq(claimedTerm.identityIndex, identityIndex))
      .orderBy(desc(claimedTerm.endDay))
      .limit(1);
    await tx
      .update(contractClaim)
      .set({ ...(latest ?? { regionCode, contractId, endDay }), revision: sql`${contractClaim.revision} + 1` })
      .where(eq(contractClaim.identityIndex, identityIndex));
  }
  return won;
}

/** Makes two numbers one person's: each knows the days of the other's contracts. Days they share stay with both contracts. */
export async function joinClaims(tx: Tx, identityIndexes: readonly string[]): Promise<void> {
  const terms = await tx.select().from(claimedTerm).where(inArray(claimedTerm.identityIndex, [...identityIndexes]));
  for (const { identityIndex: _, ...term } of terms) {
    for (const identityIndex of identityIndexes) {
      await tx.insert(claimedTerm).values({ ...term, identityIndex }).onConflictDoNothing();
      await tx
        .insert(contractClaim)
        .values({ identityIndex, regionCode: term.regionCode, contractId: term.contractId, endDay: term.endDay })
        .onConflictDoUpdate({ target: contractClaim.identityIndex, set: { revision: sql`${contractClaim.revision} + 1` } });
      await tx
        .update(contractClaim)
        .set({ regionCode: term.regionCode, contractId: term.contractId, endDay: term.endDay })
        .where(and(eq(contractClaim.identityIndex, identityIndex), lt(contractClaim.endDay, term.endDay)));
    }
  }
}
