import { and, asc, eq, gte, sql } from 'drizzle-orm';
import { among, listed } from '@/db/among';
import type { Queryable } from '@/db/client';
import { prepared } from '@/db/prepared';
import { contract, contractAssignment, institution } from '@/db/schema';
import type { ContractInterval } from '@/server/domain/benefit/adjudication';
import { daysAssigned } from '@/server/domain/contract/assignment';
import { allianceOn } from '@/server/domain/registry/alliance-membership';
import { type AllianceSpells, listAllianceSpells } from './alliance-membership';

/** What a contract's days ask for beside its own row: where it belonged once it was handed over. */
export const assignmentOfContract = and(eq(contractAssignment.regionCode, contract.regionCode), eq(contractAssignment.contractId, contract.id));

/**
 * The days in force of many residents' contracts as benefits see them, each stretch with the institution and the alliance of its time;
 * residents without any are not in the map.
 */
export async function listContractIntervals(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<Map<string, ContractInterval[]>> {
  const found = new Map<string, ContractInterval[]>();
  const spells = residentIds.length === 0 ? new Map() : await listAllianceSpells(q, regionCode);
  for (const row of await stretchesOf(q, { regionCode, residentIds: listed(residentIds) })) {
    const own = found.get(row.residentId) ?? [];
    own.push(...intervalsOf(row, spells));
    found.set(row.residentId, own);
  }
  return found;
}

type Stretch = Awaited<ReturnType<typeof stretchesOf>>[number];

const stretchesOf = prepared(['regionCode', 'residentIds'], (q, { regionCode, residentIds }) =>
  q
    .select({
      residentId: contract.residentId,
      contractId: contract.id,
      institutionCode: institution.code,
      allianceId: institution.allianceId,
      from: contract.startDay,
      to: contract.endDay,
      assigned: { fromDay: contractAssignment.fromDay, toDay: contractAssignment.toDay },
    })
    .from(contract)
    .leftJoin(contractAssignment, assignmentOfContract)
    .innerJoin(institution, and(eq(institution.regionCode, contract.regionCode), eq(institution.code, sql`coalesce(${contractAssignment.institutionCode}, ${contract.institutionCode})`)))
    .where(
      and(
        eq(contract.regionCode, regionCode),
        among(contract.residentId, residentIds),
        // One that was ended before it began covers no day.
        gte(contract.endDay, contract.startDay),
      ),
    )
    .orderBy(asc(contract.residentId), asc(contract.startDay), asc(contractAssignment.fromDay)),
);

function intervalsOf({ contractId, institutionCode, allianceId: nowIn, assigned, ...row }: Stretch, spells: AllianceSpells): ContractInterval[] {
  const days = daysAssigned(row, assigned);
  if (days === null) return [];
  const own = spells.get(institutionCode);
  const at = (from: string, to: string): ContractInterval => {
    const { allianceId } = allianceOn(own, { allianceId: nowIn, role: null }, from);
    return { contractId, institutionCode, allianceIds: allianceId === null ? [] : [allianceId], from, to };
  };
  if (own === undefined) return [at(days.from, days.to)];
  return own.flatMap((spell) => {
    const within = daysAssigned(days, spell);
    return within === null ? [] : [at(within.from, within.to)];
  });
}
