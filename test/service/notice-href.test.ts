import { describe, expect, test } from 'vitest';
import { hrefOf } from '@/app/(staff)/notices/notice-href';
import { noticeSubjects } from '@/server/domain/notice/notice';

describe('where a notice behind the bell leads', () => {
  // The types let nothing else be queued; whoever adds a subject says here where it leads.
  test('is known for everything that a notice can be about', () => {
    expect(Object.fromEntries(noticeSubjects.map((subject) => [subject, hrefOf('contract_transferred', subject, 'A/1')]))).toEqual({
      contract: '/contracts/detail?id=A%2F1',
      contract_request: '/contracts/requests?tab=closed',
      resident: '/residents/detail?id=A%2F1',
      handover: null,
      referral: '/referrals/detail?id=A%2F1',
    });
  });

  test.each([
    ['request_received', 'contract_request', '/contracts/requests'],
    ['request_withdrawn', 'contract_request', '/contracts/requests?tab=closed'],
    ['proposal_answered', 'contract_request', '/contracts/requests?tab=closed'],
    ['ending_asked', 'contract', '/contracts/detail?id=A%2F1'],
    ['phone_change_asked', 'resident', '/notices?view=phones'],
  ])('%s about a %s: %s', (template, subject, href) => {
    expect(hrefOf(template, subject, 'A/1')).toBe(href);
  });

  test('is nowhere where nothing is named', () => {
    expect(hrefOf('contract_signed', null, null)).toBeNull();
    expect(hrefOf('contract_signed', 'contract', null)).toBeNull();
  });
});
