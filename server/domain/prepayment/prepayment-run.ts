import type { Month } from '@/server/domain/kernel/calendar-day';
import { unlessRefused, type Outcome, type Refusal } from '@/server/domain/kernel/outcome';

export const prepaymentStatuses = ['proposed', 'posted'] as const;
export type PrepaymentStatus = (typeof prepaymentStatuses)[number];

/** Why a month's prepayment cannot be proposed or approved, in order of precedence. */
export type PrepaymentRefusal =
  | Refusal<'prepayment.month_open', { month: Month }>
  | Refusal<'prepayment.already_proposed', { month: Month; status: PrepaymentStatus }>
  | Refusal<'prepayment.already_posted', { month: Month }>
  | Refusal<'prepayment.same_person', { month: Month }>
  | Refusal<'prepayment.year_settled', { month: Month; settlementId: string }>
  | Refusal<'prepayment.nothing_claimed', { month: Month }>;

export interface PrepaymentMonth {
  readonly month: Month;
  readonly isClosed: boolean;
  readonly run: { readonly status: PrepaymentStatus; readonly proposedBy: string } | null;
  /** The settlement that the month's year was paid by. */
  readonly yearSettledBy: string | null;
}

/** A run is proposed once, on the figures of a closed month, while its year is not settled. */
export function decideProposal(of: PrepaymentMonth, lines: number): Outcome<true, PrepaymentRefusal> {
  const { month } = of;
  const refusals: PrepaymentRefusal[] = [];
  if (!of.isClosed) refusals.push({ code: 'prepayment.month_open', facts: { month } });
  if (of.run) refusals.push({ code: 'prepayment.already_proposed', facts: { month, status: of.run.status } });
  if (of.yearSettledBy !== null) refusals.push({ code: 'prepayment.year_settled', facts: { month, settlementId: of.yearSettledBy } });
  if (of.isClosed && lines === 0) refusals.push({ code: 'prepayment.nothing_claimed', facts: { month } });
  return unlessRefused(refusals, () => true as const);
}

/** Money needs two people: whoever proposed the run does not approve it. */
export function decideApproval(of: PrepaymentMonth, by: string): Outcome<true, PrepaymentRefusal> {
  const { month, run } = of;
  const refusals: PrepaymentRefusal[] = [];
  if (run?.status === 'posted') refusals.push({ code: 'prepayment.already_posted', facts: { month } });
  if (run?.proposedBy === by) refusals.push({ code: 'prepayment.same_person', facts: { month } });
  if (of.yearSettledBy !== null) refusals.push({ code: 'prepayment.year_settled', facts: { month, settlementId: of.yearSettledBy } });
  return unlessRefused(refusals, () => true as const);
}
