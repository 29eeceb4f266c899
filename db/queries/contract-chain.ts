import { and, asc, eq, gte, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { prepared } from '@/db/prepared';
import { contract, team } from '@/db/schema';
import type { Contract } from '@/server/domain/contract/contract';
import type { Successor } from '@/server/domain/contract/renew-contract';

/** The contract that goes on from this one and was not called off; null when there is none. */
export async function findSuccessor(q: Queryable, { regionCode, id }: Pick<Contract, 'regionCode' | 'id'>): Promise<Successor | null> {
  const [row] = await successorOf(q, { regionCode, id });
  return row ?? null;
}

const successorOf = prepared(['regionCode', 'id'], (q, { regionCode, id }) =>
  q
    .select({ id: contract.id, teamName: team.name, startDay: contract.startDay })
    .from(contract)
    .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
    .where(and(eq(contract.regionCode, regionCode), eq(contract.previousContractId, id), gte(contract.endDay, contract.startDay)))
    .orderBy(asc(contract.startDay))
    .limit(1),
);

/**
 * Whether some contract goes on from the row of the outer query, as a part of its condition: one that names it and was not called off, or,
 * while it is in force, a later one of the same resident that names nobody, such as from a file. One who is signed for later days with
 * whatever team need not be asked to renew.
 */
export const hasSuccessor = sql`exists (select 1 from contract following where following.region_code = ${contract.regionCode} and following.resident_id = ${contract.residentId} and following.end_day >= following.start_day and (following.previous_contract_id = ${contract.id} or (following.status = 'in_force' and ${contract.status} = 'in_force' and following.start_day > ${contract.endDay})))`;

/** Lets what followed one contract follow another that took its place. */
export async function repointSuccessors(tx: Tx, regionCode: string, fromId: string, toId: string): Promise<void> {
  await tx
    .update(contract)
    .set({ previousContractId: toId })
    .where(and(eq(contract.regionCode, regionCode), eq(contract.previousContractId, fromId), sql`${contract.id} <> ${toId}`));
}
