import { type ContractCut, type ContractFilter, type ContractListRow, countContracts, listContracts as listRows } from '@/db/queries/contract-list';
import type { ResidentRow } from '@/db/queries/resident';
import type { ContractStatus } from '@/server/domain/contract/contract';
import { type ContractStage, stageOn } from '@/server/domain/contract/stage';
import { type Day, addDays, daysBetween } from '@/server/domain/kernel/calendar-day';
import type { Sex } from '@/server/domain/registry/codes';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { summaryFor } from '../resident/resident-summary';
import { textFilterOf } from '../resident/list-residents';
import { statusOn } from './contract-status';

/** The tabs of the worklist; `in_force` is everything that runs today, also what ends soon or is renewed. */
export const contractTabs = ['in_force', 'expiring', 'not_begun', 'renewed', 'transferred', 'terminated', 'expired'] as const;
export type ContractTab = (typeof contractTabs)[number];

export interface ContractSearch {
  readonly tab: ContractTab | 'all';
  /** How near the last day is for `expiring`; today is 0. */
  readonly withinDays: number;
  readonly teamId: string | null;
  readonly packageCode?: string | null;
  /** The beginning of a name or of a contract number, or the last four characters of an identity number; empty for all. */
  readonly text: string;
}

export interface ListContractsInput extends ContractSearch {
  readonly page: number;
  readonly pageSize: number;
}

export interface ListedContract {
  readonly id: string;
  readonly number: string;
  readonly status: ContractStatus;
  readonly stage: ContractStage;
  readonly residentId: string;
  readonly residentName: string;
  readonly maskedNumber: string;
  readonly sex: Sex;
  readonly age: number;
  readonly teamId: string;
  readonly teamName: string;
  readonly doctorName: string | null;
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
  const { rows, total } = await listRows(q, reach, filterOf(context, input), input);
  const counts: Record<ContractTab, number> = { in_force: 0, expiring: 0, not_begun: 0, renewed: 0, transferred: 0, terminated: 0, expired: 0 };
  for (const tab of contractTabs) counts[tab] = await countContracts(q, reach, filterOf(context, { ...input, tab }));
  const expiringDays = await expiringDaysOf(context);
  return { total, counts, rows: rows.map((row) => listedContract(context, row, expiringDays)) };
}

/** The filter that a search comes to today. */
export function filterOf(context: ServiceContext, { tab, withinDays, teamId, packageCode = null, text }: ContractSearch): ContractFilter {
  const day = today(context);
  const { namePrefix, tailIndex } = textFilterOf(text);
  const cut: ContractCut = tab === 'expiring' ? { kind: tab, until: addDays(day, withinDays) } : { kind: tab };
  return { cut, today: day, teamId, packageCode, textPrefix: namePrefix, tailIndex };
}

/** From how many days before its end on a contract is called ending soon; none where no policy is in force. */
export async function expiringDaysOf(context: ServiceContext): Promise<number> {
  const { regionCode } = permit(context, 'contract:read');
  const policy = await getPolicyInForce(context.store.reads, regionCode, today(context));
  return policy.ok ? policy.value.contract.lifeCycle.renewalDaysBefore.value : 0;
}

export function listedContract(context: ServiceContext, row: ContractListRow, expiringDays: number): ListedContract {
  const { contract, resident, teamName, doctorName, institutionName, isRenewed } = row;
  const day = today(context);
  return {
    id: contract.id,
    number: contract.number,
    status: statusOn(contract, day),
    stage: stageOn(contract, day, { renewedBy: isRenewed ? contract.id : null, expiringDays }),
    ...personOf(context, resident),
    ...{ teamId: contract.teamId, teamName, doctorName, institutionName, packageCodes: contract.packageCodes },
    ...{ startDay: contract.startDay, endDay: contract.endDay, daysLeft: daysBetween(day, contract.endDay), signedAt: contract.signedAt },
  };
}

function personOf(context: ServiceContext, row: ResidentRow) {
  const { id, name, maskedNumber, sex, age } = summaryFor(context.actor, row, today(context));
  return { residentId: id, residentName: name, maskedNumber, sex, age };
}
