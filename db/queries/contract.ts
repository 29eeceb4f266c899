import { and, asc, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { prepared, preparedInForm } from '@/db/prepared';
import { type Reach, within } from '@/db/reach';
import { contract, contractPackage, team } from '@/db/schema';
import type { Agreement, Contract, ContractIn } from '@/server/domain/contract/contract';
import type { HeldContract } from '@/server/domain/contract/sign-contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { listAssignments } from './contract-assignment';

export type ContractRow = typeof contract.$inferSelect;

/** A contract within reach; null outside it. */
export async function findContract(q: Queryable, reach: Reach, id: string): Promise<Contract | null> {
  const rows = await q
    .select()
    .from(contract)
    .where(and(within(reach, contract.regionCode, contract.institutionCode), eq(contract.id, id)));
  return onlyContractOf(q, rows);
}

export async function findContractByRequest(q: Queryable, regionCode: string, requestKey: string): Promise<Contract | null> {
  const rows = await q
    .select()
    .from(contract)
    .where(and(eq(contract.regionCode, regionCode), eq(contract.requestKey, requestKey)));
  return onlyContractOf(q, rows);
}

/** All contracts of one resident, newest first, whoever asks: the rule of one contract at a time needs to see them. */
export async function listContractsOfResident(q: Queryable, regionCode: string, residentId: string): Promise<(Contract & HeldContract)[]> {
  const rows = await contractsOfResident(q, { regionCode, residentId });
  const contracts = await contractsOfRows(q, rows.map((row) => row.contract));
  return contracts.map((each, at) => ({ ...each, teamName: rows[at]?.teamName ?? '' }));
}

const contractsOfResident = prepared(['regionCode', 'residentId'], (q, { regionCode, residentId }) =>
  q
    .select({ contract, teamName: team.name })
    .from(contract)
    .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
    .where(and(eq(contract.regionCode, regionCode), eq(contract.residentId, residentId)))
    .orderBy(desc(contract.startDay), desc(contract.id)),
);

/** The same of many residents; those without any are not in the map. */
export async function listContractsOfResidents(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<Map<string, (Contract & HeldContract)[]>> {
  const found = new Map<string, (Contract & HeldContract)[]>();
  for (let from = 0; from < residentIds.length; from += idsPerStatement) {
    const rows = await q
      .select({ contract, teamName: team.name })
      .from(contract)
      .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
      .where(and(eq(contract.regionCode, regionCode), inArray(contract.residentId, residentIds.slice(from, from + idsPerStatement))))
      .orderBy(desc(contract.startDay), desc(contract.id));
    const contracts = await contractsOfRows(q, rows.map((row) => row.contract));
    contracts.forEach((each, at) => found.set(each.residentId, [...(found.get(each.residentId) ?? []), { ...each, teamName: rows[at]?.teamName ?? '' }]));
  }
  return found;
}

/** The resident's contract that covers the day, ended early or not, with the team, doctor and institution it belonged to on that day. */
export async function findContractInForce(q: Queryable, regionCode: string, residentId: string, day: Day): Promise<Contract | null> {
  const rows = await q
    .select()
    .from(contract)
    .where(
      and(
        eq(contract.regionCode, regionCode),
        eq(contract.residentId, residentId),
        sql`${contract.startDay} <= ${day}`,
        sql`${contract.endDay} >= ${day}`,
      ),
    )
    .orderBy(desc(contract.startDay))
    .limit(1);
  const found = await onlyContractOf(q, rows);
  const assigned = found && (await listAssignments(q, regionCode, [found.id])).get(found.id)?.find(({ fromDay, toDay }) => fromDay <= day && (toDay === null || day <= toDay));
  if (!found || !assigned) return found;
  const { teamId, practitionerId, institutionCode } = assigned;
  return { ...found, teamId, practitionerId, institutionCode };
}

const idsPerStatement = 1000;

/** How a contract was filed. */
export interface Filing {
  readonly signedBy: string;
  readonly requestKey: string;
}

/**
 * A contract with its packages, in force or, when it came with a file after its end, expired. False when the number on the agreement is
 * taken already; then nothing was written and another number will do.
 */
export async function insertContract(tx: Tx, signed: ContractIn<'in_force'> | ContractIn<'expired'>, filing: Filing): Promise<boolean> {
  const { packageCodes, ...plain } = signed;
  const { regionCode, id } = plain;
  const won = await tx
    .insert(contract)
    .values({ ...plain, ...filing })
    .onConflictDoNothing({ target: [contract.regionCode, contract.number] })
    .returning({ id: contract.id });
  if (won.length !== 1) return false;
  await tx.append(contractPackage, packageCodes.map((packageCode, place) => ({ regionCode, contractId: id, place, packageCode })));
  return true;
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

/** Whose overdue contracts are meant: one team's and one resident's, or the first so many of the region. */
export type OverdueOf = { readonly teamId: string; readonly residentId: string } | { readonly limit: number };

/** Marks contracts whose last day is over as expired, and says of whom they were. */
export async function markExpired(
  tx: Tx,
  regionCode: string,
  today: Day,
  whose: OverdueOf,
): Promise<Pick<Agreement, 'id' | 'teamId' | 'practitionerId' | 'residentId'>[]> {
  const overdue = and(eq(contract.regionCode, regionCode), eq(contract.status, 'in_force'), lt(contract.endDay, today));
  const chosen =
    'limit' in whose
      ? inArray(contract.id, tx.select({ id: contract.id }).from(contract).where(overdue).limit(whose.limit))
      : or(eq(contract.teamId, whose.teamId), eq(contract.residentId, whose.residentId));
  return tx
    .update(contract)
    .set({ status: 'expired' })
    .where(and(overdue, chosen))
    .returning({ id: contract.id, teamId: contract.teamId, practitionerId: contract.practitionerId, residentId: contract.residentId });
}

/** The packages of many contracts, the main one of each first. */
export async function listPackagesOf(q: Queryable, regionCode: string, contractIds: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (let from = 0; from < contractIds.length; from += idsPerStatement) {
    const rows = await packagesOf(q, {}, { regionCode, contractIds: contractIds.slice(from, from + idsPerStatement) });
    for (const { contractId, packageCode } of rows) {
      const codes = found.get(contractId) ?? [];
      codes.push(packageCode);
      found.set(contractId, codes);
    }
  }
  return found;
}

const packagesOf = preparedInForm<object, { readonly regionCode: string; readonly contractIds: readonly string[] }>()((q, _, { regionCode, contractIds }) =>
  q
    .select({ contractId: contractPackage.contractId, packageCode: contractPackage.packageCode })
    .from(contractPackage)
    .where(and(eq(contractPackage.regionCode, regionCode), inArray(contractPackage.contractId, [...contractIds])))
    .orderBy(asc(contractPackage.contractId), asc(contractPackage.place)),
);

/** Rows of one region as contracts, in their order. */
export async function contractsOfRows(q: Queryable, rows: readonly ContractRow[]): Promise<Contract[]> {
  const [first] = rows;
  if (!first) return [];
  const packages = await listPackagesOf(q, first.regionCode, rows.map(({ id }) => id));
  return rows.map((row) => contractOf(row, packages.get(row.id) ?? []));
}

async function onlyContractOf(q: Queryable, [row]: readonly ContractRow[]): Promise<Contract | null> {
  const [found] = row ? await contractsOfRows(q, [row]) : [];
  return found ?? null;
}

/** @throws when a row holds a state that cannot be, which nothing here writes. */
function contractOf(row: ContractRow, packageCodes: readonly string[]): Contract {
  const { id, number, regionCode, residentId, teamId, institutionCode, practitionerId, startDay, endDay, termYears, previousContractId, channel } = row;
  const agreement = { id, number, regionCode, residentId, teamId, institutionCode, practitionerId, packageCodes, startDay, endDay, termYears, previousContractId, channel };
  const { status, signedAt } = row;
  if (status !== 'terminated') return { ...agreement, status, signedAt };
  if (row.endedReason === null || row.endedAt === null) throw new Error(`contract ${id} ended without a reason`);
  return { ...agreement, status, signedAt, termination: { reason: row.endedReason, endedAt: row.endedAt } };
}
