import { describe, expect, test } from 'vitest';
import { type PrepaymentMonth, decideApproval, decideProposal as decide, decideRejection, decideWithdrawal } from '@/server/domain/prepayment/prepayment-run';

const closed: PrepaymentMonth = { month: '2025-01', isClosed: true, run: null, yearSettledBy: null };
const proposed: PrepaymentMonth = { ...closed, run: { status: 'proposed', proposedBy: 'account:clerk' } };
const decideProposal = (of: PrepaymentMonth, lines: number) => decide(of, 'fee_for_service', '2025-03', lines);
const codes = (decision: ReturnType<typeof decide>) => (decision.ok ? [] : decision.refusals.map(({ code }) => code));

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

  test('as a package needs no closed month, but one that has begun and a budget', () => {
    const open = { ...closed, isClosed: false };
    expect(codes(decide(open, 'package', '2025-01', 2))).toEqual([]);
    expect(codes(decide(open, 'package', '2024-12', 0))).toEqual(['prepayment.month_ahead', 'prepayment.no_package']);
  });

  test('is proposed again after it was withdrawn or sent back', () => {
    for (const status of ['withdrawn', 'rejected'] as const) {
      const ended: PrepaymentMonth = { ...closed, run: { status, proposedBy: 'account:clerk' } };
      expect(codes(decideProposal(ended, 3))).toEqual([]);
      expect(codes(decideApproval(ended, 'account:finance'))).toEqual(['prepayment.ended']);
      expect(codes(decideWithdrawal(ended, 'account:clerk'))).toEqual(['prepayment.ended']);
    }
  });

  test('is withdrawn by its proposer and sent back by somebody else', () => {
    expect(codes(decideWithdrawal(proposed, 'account:clerk'))).toEqual([]);
    expect(codes(decideWithdrawal(proposed, 'account:other'))).toEqual(['prepayment.not_proposer']);
    expect(codes(decideRejection(proposed, 'account:finance'))).toEqual([]);
    expect(codes(decideRejection(proposed, 'account:clerk'))).toEqual(['prepayment.same_person']);
  });

  test('is approved once, by somebody else, before its year is settled', () => {
    expect(codes(decideApproval(proposed, 'account:finance'))).toEqual([]);
    expect(codes(decideApproval(proposed, 'account:clerk'))).toEqual(['prepayment.same_person']);
    const posted = { ...proposed, run: { status: 'posted', proposedBy: 'account:clerk' }, yearSettledBy: 'S1' } as const;
    expect(codes(decideApproval(posted, 'account:clerk'))).toEqual(['prepayment.already_posted', 'prepayment.same_person', 'prepayment.year_settled']);
  });
});
