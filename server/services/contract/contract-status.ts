import type { Contract, ContractStatus } from '@/server/domain/contract/contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { expireContract } from '@/server/domain/contract/terminate-contract';

/** What a contract is on a day, whether or not the job that marks expired ones has come round yet. */
export function statusOn(contract: Contract, today: Day): ContractStatus {
  return (expireContract(contract, today) ?? contract).status;
}
