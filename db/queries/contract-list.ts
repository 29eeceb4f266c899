import { type SQL, and, asc, count, desc, eq, exists, gt, gte, lt, lte, not, or } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { contract, contractPackage, institution, practitioner, resident, team } from '@/db/schema';
import type { Contract } from '@/server/domain/contract/contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { hasSuccessor } from './contract-chain';
import { contractsOfRows } from './contract';
import { type PageOf, type ResidentRow, beginsWith } from './resident';

/** How a worklist cuts contracts, as of a day; a contract whose last day is over counts as expired before a job says so. */
export type ContractCut =
  | { readonly kind: 'not_begun' | 'in_force' | 'renewed' | 'transferred' | 'terminated' | 'expired' | 'all' }
  /** Those that nobody has renewed yet. */
  | { readonly kind: 'expiring'; readonly until: Day };

export interface ContractFilter {
  readonly cut: ContractCut;
  readonly today: Day;
  readonly teamId: string | null;
  readonly packageCode: string | null;
  /** The beginning of the resident's name or of the contract's number. */
  readonly textPrefix: string | null;
  readonly tailIndex: string | null;
}

export interface ContractListRow {
  readonly contract: Contract;
  readonly resident: ResidentRow;
  readonly teamName: string;
  readonly institutionName: string;
  readonly doctorName: string | null;
  readonly isRenewed: boolean;
}

/** One page of the contracts within reach: those that end first on top where ending is what is looked for, the newest elsewhere. */
export async function listContracts(
  q: Queryable,
  reach: Reach,
  filter: ContractFilter,
  { page, pageSize }: PageOf,
): Promise<{ rows: ContractListRow[]; total: number }> {
  const order = filter.cut.kind === 'expiring' ? [asc(contract.endDay), asc(contract.id)] : [desc(contract.signedAt), desc(contract.id)];
  const rows = await rowsOf(q, reach, filter)
    .orderBy(...order)
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  return { rows: await listRowsOf(q, rows), total: await countContracts(q, reach, filter) };
}

function rowsOf(q: Queryable, reach: Reach, filter: ContractFilter) {
  return q
    .select({ contract, resident, teamName: team.name, institutionName: institution.name, doctorName: practitioner.name, renewed: hasSuccessor.mapWith(Boolean).as('renewed') })
    .from(contract)
    .innerJoin(resident, and(eq(resident.regionCode, contract.regionCode), eq(resident.id, contract.residentId)))
    .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
    .innerJoin(institution, and(eq(institution.regionCode, contract.regionCode), eq(institution.code, contract.institutionCode)))
    .leftJoin(practitioner, and(eq(practitioner.regionCode, contract.regionCode), eq(practitioner.id, contract.practitionerId)))
    .where(conditionOf(q, reach, filter));
}

async function listRowsOf(q: Queryable, rows: Awaited<ReturnType<typeof rowsOf>>): Promise<ContractListRow[]> {
  const contracts = await contractsOfRows(q, rows.map((row) => row.contract));
  return rows.flatMap(({ contract: _, renewed: isRenewed, ...row }, at) => {
    const found = contracts[at];
    return found ? [{ ...row, isRenewed, contract: found }] : [];
  });
}

/** How many contracts within reach a filter leaves. */
export async function countContracts(q: Queryable, reach: Reach, filter: ContractFilter): Promise<number> {
  const condition = conditionOf(q, reach, filter);
  const needsResident = filter.textPrefix !== null || filter.tailIndex !== null;
  const [row] = needsResident
    ? await q
        .select({ total: count() })
        .from(contract)
        .innerJoin(resident, and(eq(resident.regionCode, contract.regionCode), eq(resident.id, contract.residentId)))
        .where(condition)
    : await q.select({ total: count() }).from(contract).where(condition);
  return Number(row?.total ?? 0);
}

function conditionOf(q: Queryable, reach: Reach, { cut, today, teamId, packageCode, textPrefix, tailIndex }: ContractFilter): SQL | undefined {
  return and(
    within(reach, contract.regionCode, contract.institutionCode),
    conditionOfCut(cut, today),
    teamId === null ? undefined : eq(contract.teamId, teamId),
    packageCode === null ? undefined : isFor(q, packageCode),
    textPrefix === null ? undefined : or(beginsWith(resident.name, textPrefix), beginsWith(contract.number, textPrefix.toUpperCase())),
    tailIndex === null ? undefined : eq(resident.tailIndex, tailIndex),
  );
}

function isFor(q: Queryable, packageCode: string): SQL {
  return exists(
    q
      .select({ code: contractPackage.packageCode })
      .from(contractPackage)
      .where(and(eq(contractPackage.regionCode, contract.regionCode), eq(contractPackage.contractId, contract.id), eq(contractPackage.packageCode, packageCode))),
  );
}

/** The words of a cut, the same for the list, its tabs, tiles and the campaign of renewals, so that all of them count alike. */
export function conditionOfCut(cut: ContractCut, today: Day): SQL | undefined {
  const live = and(eq(contract.status, 'in_force'), lte(contract.startDay, today), gte(contract.endDay, today));
  const over = or(eq(contract.status, 'expired'), and(eq(contract.status, 'in_force'), lt(contract.endDay, today)));
  switch (cut.kind) {
    case 'not_begun':
      return and(eq(contract.status, 'in_force'), gt(contract.startDay, today));
    case 'in_force':
      return live;
    case 'expiring':
      return and(live, lte(contract.endDay, cut.until), not(hasSuccessor));
    case 'renewed':
      return and(or(live, over), hasSuccessor);
    case 'transferred':
      return and(eq(contract.status, 'terminated'), eq(contract.endedReason, 'transferred'));
    case 'terminated':
      return and(eq(contract.status, 'terminated'), not(eq(contract.endedReason, 'transferred')));
    case 'expired':
      return and(over, not(hasSuccessor));
    case 'all':
      return undefined;
  }
}
