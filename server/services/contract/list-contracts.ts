import { type ContractCut, type ContractFilter, countContracts, listContracts as listRows } from '@/db/queries/contract-list';
import type { ResidentRow } from '@/db/queries/resident';
import type { ContractStatus } from '@/server/domain/contract/contract';
import { type Day, addDays, daysBetween } from '@/server/domain/kernel/calendar-day';
import type { Sex } from '@/server/domain/registry/codes';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { summaryFor } from '../resident/resident-summary';
import { textFilterOf } from '../resident/list-residents';
import { statusOn } from './contract-status';

/** The tabs of the worklist. */
export const contractTabs = ['in_force', 'expiring', 'terminated', 'expired'] as const;
export type ContractTab = (typeof contractTabs)[number];

export interface ListContractsInput {
  readonly tab: ContractTab | 'all';
  /** How near the last day is for `expiring`; today is 0. */
  readonly withinDays: number;
  readonly teamId: string | null;
  /** The beginning of a name or of a contract number, or the last four characters of an identity number; empty for all. */
  readonly text: string;
  readonly page: number;
  readonly pageSize: number;
}

export interface ListedContract {
  readonly id: string;
  readonly number: string;
  readonly status: ContractStatus;
  readonly residentId: string;
  readonly residentName: string;
  readonly maskedNumber: string;
  readonly sex: Sex;
  readonly age: number;
  readonly teamId: string;
  readonly teamName: string;
  readonly institutionName: string;
  readonly packageCodes: readonly string[];
  readonly startDay: Day;
  readonly endDay: Day;
  /** Days until the last day; negative once it is over. */
  readonly daysLeft: number;
  readonly signedAt: number;
}

/** One page of the contracts within reach, with how many each tab holds under the same filters. */
export async function listContracts(
  context: ServiceContext,
  input: ListContractsInput,
): Promise<{ rows: ListedContract[]; total: number; counts: Record<ContractTab, number> }> {
  const reach = permit(context, 'contract:read');
  const q = context.store.reads;
  const day = today(context);
  const { namePrefix, tailIndex } = textFilterOf(input.text);
  const filter: Omit<ContractFilter, 'cut'> = { today: day, teamId: input.teamId, textPrefix: namePrefix, tailIndex };
  const cutOf = (tab: ContractTab | 'all'): ContractCut =>
    tab === 'expiring' ? { kind: tab, until: addDays(day, input.withinDays) } : { kind: tab };
  const { rows, total } = await listRows(q, reach, { ...filter, cut: cutOf(input.tab) }, input);
  const counts: Record<ContractTab, number> = { in_force: 0, expiring: 0, terminated: 0, expired: 0 };
  for (const tab of contractTabs) counts[tab] = await countContracts(q, reach, { ...filter, cut: cutOf(tab) });
  return {
    total,
    counts,
    rows: rows.map(({ contract, resident, teamName, institutionName }) => ({
      id: contract.id,
      number: contract.number,
      status: statusOn(contract, day),
      ...personOf(context, resident),
      teamId: contract.teamId,
      teamName,
      institutionName,
      packageCodes: contract.packageCodes,
      startDay: contract.startDay,
      endDay: contract.endDay,
      daysLeft: daysBetween(day, contract.endDay),
      signedAt: contract.signedAt,
    })),
  };
}

function personOf(context: ServiceContext, row: ResidentRow) {
  const { id, name, maskedNumber, sex, age } = summaryFor(context.actor, row, today(context));
  return { residentId: id, residentName: name, maskedNumber, sex, age };
}
