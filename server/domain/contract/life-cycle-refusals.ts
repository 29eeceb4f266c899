import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { ContractStatus, TerminationReason } from './contract';
import type { RequestStatus } from './request';

/** Why a contract cannot be terminated, in the order in which `terminateContract` gives the reasons. */
export type TerminationRefusal =
  | Refusal<'contract.not_in_force', { status: ContractStatus; endDay: Day }>
  | Refusal<'contract.death_not_recorded', object>
  | Refusal<'contract.end_in_past', { endDay: Day; earliest: Day }>
  | Refusal<'contract.end_after_term', { endDay: Day; lastDay: Day }>
  | Refusal<'contract.reason_missing', object>;

/** Why a contract cannot be renewed, in the order in which `planRenewal` gives the reasons. */
export type RenewalRefusal =
  | Refusal<'contract.not_renewable', { status: ContractStatus; reason: TerminationReason | null }>
  | Refusal<'contract.already_renewed', { teamName: string; startDay: Day }>
  | Refusal<'contract.renewal_too_early', { earliest: Day; endDay: Day }>
  | Refusal<'contract.renewal_too_late', { latest: Day }>;

/** Why a resident cannot change teams, in the order in which `planTransfer` gives the reasons. */
export type TransferRefusal =
  | Refusal<'contract.not_in_force', { status: ContractStatus; endDay: Day }>
  | Refusal<'contract.same_team', { teamName: string }>
  | Refusal<'contract.transfer_too_often', { times: number; allowed: number; again: Day }>
  | Refusal<'contract.transfer_day', { startDay: Day; earliest: Day; latest: Day }>
  | Refusal<'contract.reason_missing', object>;

/** Why a contract cannot be put right, in the order in which `planCorrection` gives the reasons. */
export type CorrectionRefusal =
  | Refusal<'contract.not_correctable', { status: ContractStatus; reason: TerminationReason | null }>
  | Refusal<'contract.nothing_corrected', object>
  | Refusal<'contract.reason_missing', object>;

/** Why a request cannot be made or answered. */
export type ContractRequestRefusal =
  | Refusal<'contract_request.not_open', { status: RequestStatus; dueOn: Day }>
  | Refusal<'contract_request.already_open', { askedBy: 'team' | 'resident'; teamName: string; dueOn: Day }>
  | Refusal<'contract_request.not_yours', object>
  | Refusal<'contract_request.ending_open', { createdAt: number }>;

export type LifeCycleRefusal = TerminationRefusal | RenewalRefusal | TransferRefusal | CorrectionRefusal | ContractRequestRefusal;
