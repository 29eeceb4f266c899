import type { Month } from '@/server/domain/kernel/calendar-day';
import { unlessRefused, type Outcome, type Refusal } from '@/server/domain/kernel/outcome';
import type { PrepaymentBasis } from '@/server/domain/policy/budget-terms';

export const prepaymentStatuses = ['proposed', 'posted', 'withdrawn', 'rejected'] as const;
export type PrepaymentStatus = (typeof prepaymentStatuses)[number];

/** Why a month's prepayment cannot be proposed, withdrawn, rejected or approved, in order of precedence. */
export type PrepaymentRefusal =
  | Refusal<'prepayment.month_open', { month: Month }>
  | Refusal<'prepayment.month_ahead', { month: Month }>
  | Refusal<'prepayment.already_proposed', { month: Month; status: PrepaymentStatus }>
  | Refusal<'prepayment.already_posted', { month: Month }>
  | Refusal<'prepayment.ended', { month: Month; status: PrepaymentStatus }>
  | Refusal<'prepayment.same_person', { month: Month }>
  | Refusal<'prepayment.not_proposer', { month: Month }>
  | Refusal<'prepayment.year_settled', { month: Month; settlementId: string }>
  | Refusal<'prepayment.budget_changed', { month: Month }>
  | Refusal<'prepayment.no_package', { year: string }>
  | Refusal<'prepayment.alliance_without_lead', { allianceId: string }>
  | Refusal<'prepayment.nothing_claimed', { month: Month }>;

export interface PrepaymentMonth {
  readonly month: Month;
  readonly isClosed: boolean;
  /** The latest attempt. */
  readonly run: { readonly status: PrepaymentStatus; readonly proposedBy: string } | null;
  /** The settlement that the month's year was paid by. */
  readonly yearSettledBy: string | null;
}

/**
 * A share of fee for service is proposed on the figures of a closed month, a package once its month has begun; each while the
 * year is not settled, and again only after an earlier attempt was withdrawn or sent back.
 */
export function decideProposal(of: PrepaymentMonth, basis: PrepaymentBasis, thisMonth: Month, lines: number): Outcome<true, PrepaymentRefusal> {
  const { month } = of;
  const refusals: PrepaymentRefusal[] = [];
  const isOpen = basis === 'fee_for_service' && !of.isClosed;
  if (isOpen) refusals.push({ code: 'prepayment.month_open', facts: { month } });
  if (basis === 'package' && month > thisMonth) refusals.push({ code: 'prepayment.month_ahead', facts: { month } });
  if (of.run && isLive(of.run.status)) refusals.push({ code: 'prepayment.already_proposed', facts: { month, status: of.run.status } });
  if (of.yearSettledBy !== null) refusals.push({ code: 'prepayment.year_settled', facts: { month, settlementId: of.yearSettledBy } });
  if (!isOpen && lines === 0) {
    refusals.push(basis === 'package' ? { code: 'prepayment.no_package', facts: { year: month.slice(0, 4) } } : { code: 'prepayment.nothing_claimed', facts: { month } });
  }
  return unlessRefused(refusals, () => true as const);
}

/** Money needs two people: whoever proposed the run neither approves nor rejects it. */
export function decideApproval(of: PrepaymentMonth, by: string): Outcome<true, PrepaymentRefusal> {
  return unlessRefused(
    [...endedReasons(of), ...(of.run?.proposedBy === by ? [{ code: 'prepayment.same_person' as const, facts: { month: of.month } }] : []), ...settledReasons(of)],
    () => true as const,
  );
}

/** 退回: by the one who would have approved it. */
export function decideRejection(of: PrepaymentMonth, by: string): Outcome<true, PrepaymentRefusal> {
  const samePerson: PrepaymentRefusal[] = of.run?.proposedBy === by ? [{ code: 'prepayment.same_person', facts: { month: of.month } }] : [];
  return unlessRefused([...endedReasons(of), ...samePerson], () => true as const);
}

/** 撤回: by whoever proposed it, before anybody approved it. */
export function decideWithdrawal(of: PrepaymentMonth, by: string): Outcome<true, PrepaymentRefusal> {
  const another: PrepaymentRefusal[] = of.run?.proposedBy === by ? [] : [{ code: 'prepayment.not_proposer', facts: { month: of.month } }];
  return unlessRefused([...endedReasons(of), ...another], () => true as const);
}

/** Waits for its second person, or was posted; an ended attempt makes room for another. */
export function isLive(status: PrepaymentStatus): boolean {
  return status === 'proposed' || status === 'posted';
}

function endedReasons({ month, run }: PrepaymentMonth): PrepaymentRefusal[] {
  if (run?.status === 'posted') return [{ code: 'prepayment.already_posted', facts: { month } }];
  return run && !isLive(run.status) ? [{ code: 'prepayment.ended', facts: { month, status: run.status } }] : [];
}

function settledReasons({ month, yearSettledBy }: PrepaymentMonth): PrepaymentRefusal[] {
  return yearSettledBy === null ? [] : [{ code: 'prepayment.year_settled', facts: { month, settlementId: yearSettledBy } }];
}
