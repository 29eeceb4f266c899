import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { claimedTerm, contract, contractClaim } from '@/db/schema';

export interface ClaimRows {
  readonly claims: readonly (typeof contractClaim.$inferSelect)[];
  readonly terms: readonly (typeof claimedTerm.$inferSelect)[];
}

/** What some numbers claim, of every region. */
export async function readClaims(q: Queryable, identityIndexes: readonly string[]): Promise<ClaimRows> {
  const claims = await q.select().from(contractClaim).where(inArray(contractClaim.identityIndex, [...identityIndexes]));
  const terms = await q.select().from(claimedTerm).where(inArray(claimedTerm.identityIndex, [...identityIndexes]));
  return { claims, terms };
}

type Term = ClaimRows['terms'][number];

/**
 * Puts what a region's contracts claimed under some numbers in the place of what they claim now. Another region's may have ended or begun
 * since: they keep the days they have, under the numbers that were theirs before or that they were signed under since.
 */
export async function restoreClaims(tx: Tx, regionCode: string, identityIndexes: readonly string[], before: ClaimRows): Promise<void> {
  const contractOf = (term: Term) => `${term.regionCode} ${term.contractId}`;
  const known = new Set(before.terms.map(contractOf));
  const held = new Set(before.terms.map((term) => `${contractOf(term)} ${term.identityIndex}`));
  const now = await readClaims(tx, identityIndexes);
  const foreign = now.terms.filter((term) => term.regionCode !== regionCode && (held.has(`${contractOf(term)} ${term.identityIndex}`) || !known.has(contractOf(term))));
  const terms = [...before.terms.filter((term) => term.regionCode === regionCode), ...foreign];
  await tx.delete(claimedTerm).where(inArray(claimedTerm.identityIndex, [...identityIndexes]));
  if (terms.length > 0) await tx.append(claimedTerm, terms);
  for (const { identityIndex } of now.claims) {
    const latest = terms.filter((term) => term.identityIndex === identityIndex).sort((a, b) => (a.endDay < b.endDay ? 1 : -1))[0] ?? before.claims.find((claim) => claim.identityIndex === identityIndex);
    const ofNumber = eq(contractClaim.identityIndex, identityIndex);
    if (latest === undefined) await tx.delete(contractClaim).where(ofNumber);
    else await tx.update(contractClaim).set({ regionCode: latest.regionCode, contractId: latest.contractId, endDay: latest.endDay, revision: sql`${contractClaim.revision} + 1` }).where(ofNumber);
  }
}

export type ContractEnd = Pick<typeof contract.$inferSelect, 'id' | 'status' | 'endDay' | 'endedReason' | 'endedAt'>;

export async function listContractEnds(q: Queryable, regionCode: string, ids: readonly string[]): Promise<ContractEnd[]> {
  if (ids.length === 0) return [];
  const { id, status, endDay, endedReason, endedAt } = contract;
  return q.select({ id, status, endDay, endedReason, endedAt }).from(contract).where(and(eq(contract.regionCode, regionCode), inArray(id, [...ids])));
}

export async function saveContractEnd(tx: Tx, regionCode: string, { id, ...end }: ContractEnd): Promise<void> {
  await tx.update(contract).set(end).where(and(eq(contract.regionCode, regionCode), eq(contract.id, id)));
}

/** Lets contracts claim their person no longer than they last; one that covers no day claims nothing. Every number is told. */
export async function cutClaims(tx: Tx, identityIndexes: readonly string[], regionCode: string, cuts: readonly { readonly id: string; readonly startDay: string; readonly endDay: string }[]): Promise<void> {
  for (const { id, startDay, endDay } of cuts) {
    const ofContract = and(eq(claimedTerm.regionCode, regionCode), eq(claimedTerm.contractId, id));
    if (endDay < startDay) await tx.delete(claimedTerm).where(ofContract);
    else await tx.update(claimedTerm).set({ endDay }).where(ofContract);
  }
  for (const identityIndex of identityIndexes) {
    const [latest] = await tx
      .select({ regionCode: claimedTerm.regionCode, contractId: claimedTerm.contractId, endDay: claimedTerm.endDay })
      .from(claimedTerm)
      .where(eq(claimedTerm.identityIndex, identityIndex))
      .orderBy(desc(claimedTerm.endDay))
      .limit(1);
    await tx
      .update(contractClaim)
      .set({ ...latest, revision: sql`${contractClaim.revision} + 1` })
      .where(eq(contractClaim.identityIndex, identityIndex));
  }
}
