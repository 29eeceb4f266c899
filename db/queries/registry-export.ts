import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { contract, institution, practitioner, resident, team } from '@/db/schema';
import type { Contract } from '@/server/domain/contract/contract';
import { contractsOfRows } from './contract';
import { type ResidentRow, residentWithin } from './resident';

/** Residents within reach in the order of their ids, after one of them; merged records are left out. */
export async function listResidentsAfter(q: Queryable, reach: Reach, homeInstitutionCode: string | null, after: string, limit: number): Promise<ResidentRow[]> {
  const ofHome = homeInstitutionCode === null ? undefined : eq(resident.homeInstitutionCode, homeInstitutionCode);
  return q
    .select()
    .from(resident)
    .where(and(residentWithin(q, reach), isNull(resident.mergedIntoId), ofHome, gt(resident.id, after)))
    .orderBy(asc(resident.id))
    .limit(limit);
}

export interface ContractExportRow {
  readonly contract: Contract;
  readonly residentName: string;
  readonly identitySealed: string;
  readonly teamName: string;
  readonly institutionName: string;
  readonly practitionerName: string;
}

/** Contracts within reach in the order of their ids, after one of them. */
export async function listContractsAfter(q: Queryable, reach: Reach, filter: { readonly teamId: string | null; readonly status: Contract['status'] | null }, after: string, limit: number): Promise<ContractExportRow[]> {
  const rows = await q
    .select({ contract, residentName: resident.name, identitySealed: resident.identitySealed, teamName: team.name, institutionName: institution.name })
    .from(contract)
    .innerJoin(resident, and(eq(resident.regionCode, contract.regionCode), eq(resident.id, contract.residentId)))
    .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
    .innerJoin(institution, and(eq(institution.regionCode, contract.regionCode), eq(institution.code, contract.institutionCode)))
    .where(
      and(
        within(reach, contract.regionCode, contract.institutionCode),
        filter.teamId === null ? undefined : eq(contract.teamId, filter.teamId),
        filter.status === null ? undefined : eq(contract.status, filter.status),
        gt(contract.id, after),
      ),
    )
    .orderBy(asc(contract.id))
    .limit(limit);
  const contracts = await contractsOfRows(q, rows.map((row) => row.contract));
  const doctors = await namesOf(q, reach.regionCode, [...new Set(rows.map((row) => row.contract.practitionerId))]);
  return rows.flatMap(({ contract: _, ...row }, at) => {
    const found = contracts[at];
    return found ? [{ ...row, contract: found, practitionerName: doctors.get(found.practitionerId) ?? '' }] : [];
  });
}

async function namesOf(q: Queryable, regionCode: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { id, name } = practitioner;
  const rows = await q.select({ id, name }).from(practitioner).where(and(eq(practitioner.regionCode, regionCode), inArray(id, [...ids])));
  return new Map(rows.map((row) => [row.id, row.name]));
}
