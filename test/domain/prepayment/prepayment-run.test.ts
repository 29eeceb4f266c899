import { describe, expect, test } from 'vitest';
import { type PrepaymentMonth, decideApproval, decideProposal } from '@/server/domain/prepayment/prepayment-run';

const closed: PrepaymentMonth = { month: '2025-01', isClosed: true, run: null, yearSettledBy: null };
const proposed: PrepaymentMonth = { ...closed, run: { status: 'proposed', proposedBy: 'account:clerk' } };
const codes = (decision: ReturnType<typeof decideProposal>) => (decision.ok ? [] : decision.refusals.map(({ code }) => code));

describe('a prepayment run', () => {
  test('is proposed once for a closed month that cost something', () => {
    expect(codes(decideProposal(closed, 3))).toEqual([]);
    expect(codes(decideProposal(closed, 0))).toEqual(['prepayment.nothing_claimed']);
    expect(codes(decideProposal({ ...proposed, isClosed: false, yearSettledBy: 'S1' }, 0))).toEqual([
      'prepayment.month_open',
      'prepayment.already_proposed',
      'prepayment.year_settled',
    ]);
  });

  test('is approved once, by somebody else, before its year is settled', () => {
    expect(codes(decideApproval(proposed, 'account:finance'))).toEqual([]);
    expect(codes(decideApproval(proposed, 'account:clerk'))).toEqual(['prepayment.same_person']);
    const posted = { ...proposed, run: { status: 'posted', proposedBy: 'account:clerk' }, yearSettledBy: 'S1' } as const;
    expect(codes(decideApproval(posted, 'account:clerk'))).toEqual(['prepayment.already_posted', 'prepayment.same_person', 'prepayment.year_settled']);
  });
});
