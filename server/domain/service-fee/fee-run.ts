import type { Month } from '@/server/domain/kernel/calendar-day';
import { type Outcome, type Refusal, unlessRefused } from '@/server/domain/kernel/outcome';
import type { FeeRunStatus } from './service-fee';

/** Why a month's service-fee run cannot be proposed, withdrawn, rejected or approved, in order of precedence. */
export type ServiceFeeRefusal =
  | Refusal<'service_fee.month_not_over', { month: Month }>
  | Refusal<'service_fee.already_proposed', { month: Month; status: FeeRunStatus }>
  | Refusal<'service_fee.nothing_due', { month: Month }>
  | Refusal<'service_fee.already_posted', { month: Month }>
  | Refusal<'service_fee.ended', { month: Month; status: FeeRunStatus }>
  | Refusal<'service_fee.same_person', { month: Month }>
  | Refusal<'service_fee.not_proposer', { month: Month }>;

export interface FeeRunState {
  readonly month: Month;
  /** The latest attempt. */
  readonly run: { readonly status: FeeRunStatus; readonly proposedBy: string } | null;
}

/** A run takes up a month that is over, once, and again only after an earlier attempt was withdrawn or sent back. */
export function decideFeeProposal({ month, run }: FeeRunState, thisMonth: Month, lines: number): Outcome<true, ServiceFeeRefusal> {
  const refusals: ServiceFeeRefusal[] = [];
  if (month >= thisMonth) refusals.push({ code: 'service_fee.month_not_over', facts: { month } });
  const isLive = run !== null && (run.status === 'proposed' || run.status === 'posted');
  if (run && isLive) refusals.push({ code: 'service_fee.already_proposed', facts: { month, status: run.status } });
  if (!isLive && lines === 0) refusals.push({ code: 'service_fee.nothing_due', facts: { month } });
  return unlessRefused(refusals, () => true as const);
}

/** Approving or sending back is for another person than the proposer, taking back for the proposer alone. */
export function decideFeeRun({ month, run }: FeeRunState, by: string, step: 'approve' | 'reject' | 'withdraw'): Outcome<true, ServiceFeeRefusal> {
  const refusals: ServiceFeeRefusal[] = [];
  if (run?.status === 'posted') refusals.push({ code: 'service_fee.already_posted', facts: { month } });
  if (run?.status === 'withdrawn' || run?.status === 'rejected') refusals.push({ code: 'service_fee.ended', facts: { month, status: run.status } });
  const isProposer = run?.proposedBy === by;
  if (step === 'withdraw' && !isProposer) refusals.push({ code: 'service_fee.not_proposer', facts: { month } });
  if (step !== 'withdraw' && isProposer) refusals.push({ code: 'service_fee.same_person', facts: { month } });
  return unlessRefused(refusals, () => true as const);
}
