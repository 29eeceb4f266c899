import { type SQL, and, asc, count, desc, eq, gte, lt, lte, or } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { contract, institution, resident, team } from '@/db/schema';
import type { Contract } from '@/server/domain/contract/contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { contractsOfRows } from './contract';
import { type PageOf, type ResidentRow, beginsWith } from './resident';

/** How a worklist cuts contracts, as of a day; a contract whose last day is over counts as expired before a job says so. */
export type ContractCut = { readonly kind: 'in_force' | 'terminated' | 'expired' | 'all' } | { readonly kind: 'expiring'; readonly until: Day };

export interface ContractFilter {
  readonly cut: ContractCut;
  readonly today: Day;
  readonly teamId: string | null;
  /** The beginning of the resident's name or of the contract's number. */
  readonly textPrefix: string | null;
  readonly tailIndex: string | null;
}

export interface ContractListRow {
  readonly contract: Contract;
  readonly resident: ResidentRow;
  readonly teamName: string;
  readonly institutionName: string;
}

/** One page of the contracts within reach: those that end first on top where ending is what is looked for, the newest elsewhere. */
export async function listContracts(
  q: Queryable,
  reach: Reach,
  filter: ContractFilter,
  { page, pageSize }: PageOf,
): Promise<{ rows: ContractListRow[]; total: number }> {
  const order = filter.cut.kind === 'expiring' ? [asc(contract.endDay), asc(contract.id)] : [desc(contract.signedAt), desc(contract.id)];
  const rows = await q
    .select({ contract, resident, teamName: team.name, institutionName: institution.name })
    .from(contract)
    .innerJoin(resident, and(eq(resident.regionCode, contract.regionCode), eq(resident.id, contract.residentId)))
    .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
    .innerJoin(institution, and(eq(institution.regionCode, contract.regionCode), eq(institution.code, contract.institutionCode)))
    .where(conditionOf(reach, filter))
    .orderBy(...order)
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const contracts = await contractsOfRows(q, rows.map((row) => row.contract));
  return {
    rows: rows.flatMap(({ contract: _, ...row }, at) => {
      const found = contracts[at];
      return found ? [{ ...row, contract: found }] : [];
    }),
    total: await countContracts(q, reach, filter),
  };
}

/** How many contracts within reach a filter leaves. */
export async function countContracts(q: Queryable, reach: Reach, filter: ContractFilter): Promise<number> {
  const condition = conditionOf(reach, filter);
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

function conditionOf(reach: Reach, { cut, today, teamId, textPrefix, tailIndex }: ContractFilter): SQL | undefined {
  return and(
    within(reach, contract.regionCode, contract.institutionCode),
    conditionOfCut(cut, today),
    teamId === null ? undefined : eq(contract.teamId, teamId),
    textPrefix === null ? undefined : or(beginsWith(resident.name, textPrefix), beginsWith(contract.number, textPrefix.toUpperCase())),
    tailIndex === null ? undefined : eq(resident.tailIndex, tailIndex),
  );
}

function conditionOfCut(cut: ContractCut, today: Day): SQL | undefined {
  const live = and(eq(contract.status, 'in_force'), gte(contract.endDay, today));
  switch (cut.kind) {
    case 'in_force':
      return live;
    case 'expiring':
      return and(live, lte(contract.endDay, cut.until));
    case 'terminated':
      return eq(contract.status, 'terminated');
    case 'expired':
      return or(eq(contract.status, 'expired'), and(eq(contract.status, 'in_force'), lt(contract.endDay, today)));
    case 'all':
      return undefined;
  }
}
