import { and, asc, countDistinct, eq, inArray } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { contract, team } from '@/db/schema';
import type { CounterDifference } from './doctor-load';

const idsPerStatement = 1000;

/** The places that residents hold by contracts which have not ended. */
export async function listHeldPlaces(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<{ teamId: string; practitionerId: string; residentId: string }[]> {
  const held = [];
  const { teamId, practitionerId, residentId } = contract;
  for (let from = 0; from < residentIds.length; from += idsPerStatement) {
    const some = residentIds.slice(from, from + idsPerStatement);
    held.push(...(await q.select({ teamId, practitionerId, residentId }).from(contract).where(and(eq(contract.regionCode, regionCode), eq(contract.status, 'in_force'), inArray(residentId, some)))));
  }
  return held;
}

/** Counts these teams' residents anew from their contracts and writes it down: for who moved many at once. */
export async function recountTeams(tx: Tx, regionCode: string, teamIds: readonly string[]): Promise<void> {
  if (teamIds.length === 0) return;
  const counted = await countByTeam(tx, regionCode, teamIds);
  for (const teamId of teamIds) {
    await tx
      .update(team)
      .set({ signedCount: counted.get(teamId) ?? 0 })
      .where(and(eq(team.regionCode, regionCode), eq(team.id, teamId)));
  }
}

/** Teams whose counter is not what their contracts say. */
export async function listWrongTeamCounts(q: Queryable, regionCode: string): Promise<CounterDifference[]> {
  const contracts = await countByTeam(q, regionCode, null);
  const teams = await q.select({ id: team.id, name: team.name, counted: team.signedCount }).from(team).where(eq(team.regionCode, regionCode)).orderBy(asc(team.id));
  return teams.map((row) => ({ ...row, contracts: contracts.get(row.id) ?? 0 })).filter((row) => row.counted !== row.contracts);
}

async function countByTeam(q: Queryable, regionCode: string, teamIds: readonly string[] | null): Promise<Map<string, number>> {
  const rows = await q
    .select({ teamId: contract.teamId, places: countDistinct(contract.residentId) })
    .from(contract)
    .where(and(eq(contract.regionCode, regionCode), eq(contract.status, 'in_force'), teamIds === null ? undefined : inArray(contract.teamId, [...teamIds])))
    .groupBy(contract.teamId);
  return new Map(rows.map(({ teamId, places }) => [teamId, Number(places)]));
}
