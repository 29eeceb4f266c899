import { and, asc, eq, gt, gte, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { claimedTerm, contract, contractAssignment, resident } from '@/db/schema';

export interface ContractFault {
  readonly contractId: string;
  readonly number: string;
}

/** Contracts whose claimed days are not their own under the number that their resident is registered under: none where they cover none. */
export async function listUnclaimed(q: Queryable, regionCode: string): Promise<ContractFault[]> {
  const coversNone = gt(contract.startDay, contract.endDay);
  const differs = or(isNull(claimedTerm.contractId), ne(claimedTerm.startDay, contract.startDay), ne(claimedTerm.endDay, contract.endDay));
  return q
    .select({ contractId: contract.id, number: contract.number })
    .from(contract)
    .innerJoin(resident, and(eq(resident.regionCode, contract.regionCode), eq(resident.id, contract.residentId)))
    .leftJoin(claimedTerm, and(eq(claimedTerm.regionCode, contract.regionCode), eq(claimedTerm.contractId, contract.id), eq(claimedTerm.identityIndex, resident.identityIndex)))
    .where(and(eq(contract.regionCode, regionCode), or(and(coversNone, isNotNull(claimedTerm.contractId)), and(lte(contract.startDay, contract.endDay), differs))))
    .orderBy(asc(contract.id));
}

/** Contracts of a person who has another one on one of their days, in this region or, under one of their numbers, in another. */
export async function listOverlapping(q: Queryable, regionCode: string): Promise<ContractFault[]> {
  const another = sql`exists (select 1 from contract o where o.region_code = ${contract.regionCode} and o.resident_id = ${contract.residentId} and o.id <> ${contract.id} and o.start_day <= ${contract.endDay} and o.end_day >= ${contract.startDay} and o.start_day <= o.end_day)`;
  const elsewhere = sql`exists (select 1 from claimed_term m join claimed_term o on o.identity_index = m.identity_index and o.region_code <> m.region_code where m.region_code = ${contract.regionCode} and m.contract_id = ${contract.id} and o.start_day <= m.end_day and o.end_day >= m.start_day)`;
  return q
    .select({ contractId: contract.id, number: contract.number })
    .from(contract)
    .where(and(eq(contract.regionCode, regionCode), lte(contract.startDay, contract.endDay), or(another, elsewhere)))
    .orderBy(asc(contract.id));
}

/** Contracts that were handed over and whose open stretch is not what their own row says, or is missing or there twice. */
export async function listMisassigned(q: Queryable, regionCode: string): Promise<ContractFault[]> {
  const openAsOwn = sql`(select count(*) from contract_assignment a where a.region_code = ${contract.regionCode} and a.contract_id = ${contract.id} and a.to_day is null and a.team_id = ${contract.teamId} and a.practitioner_id = ${contract.practitionerId} and a.institution_code = ${contract.institutionCode})`;
  const open = sql`(select count(*) from contract_assignment a where a.region_code = ${contract.regionCode} and a.contract_id = ${contract.id} and a.to_day is null)`;
  return q
    .selectDistinct({ contractId: contract.id, number: contract.number })
    .from(contractAssignment)
    .innerJoin(contract, and(eq(contract.regionCode, contractAssignment.regionCode), eq(contract.id, contractAssignment.contractId)))
    .where(and(eq(contractAssignment.regionCode, regionCode), or(sql`${openAsOwn} <> 1`, sql`${open} <> 1`)))
    .orderBy(asc(contract.id));
}

/** Stretches of a contract that share a day with another one of it. */
export async function listTwiceAssigned(q: Queryable, regionCode: string): Promise<ContractFault[]> {
  const another = sql`exists (select 1 from contract_assignment o where o.region_code = ${contractAssignment.regionCode} and o.contract_id = ${contractAssignment.contractId} and o.from_day <> ${contractAssignment.fromDay} and o.from_day <= coalesce(${contractAssignment.toDay}, '9999-12-31') and coalesce(o.to_day, '9999-12-31') >= ${contractAssignment.fromDay})`;
  return q
    .selectDistinct({ contractId: contract.id, number: contract.number })
    .from(contractAssignment)
    .innerJoin(contract, and(eq(contract.regionCode, contractAssignment.regionCode), eq(contract.id, contractAssignment.contractId), gte(contract.endDay, contract.startDay)))
    .where(and(eq(contractAssignment.regionCode, regionCode), another))
    .orderBy(asc(contract.id));
}
