import { describe, expect, test } from 'vitest';
import { openReferralStatuses, referralStatuses } from '@/server/domain/referral/codes';
import { tabsOf, tabsWith, worklistOf, worklistSides } from '@/server/domain/referral/worklists';

describe('the worklists of referrals', () => {
  test.each(worklistSides)('of %s hold every status that somebody still works on in one tab and no more', (side) => {
    // The receiver hears of a referral once it is sent, and is done once the patient is back.
    const others = side === 'received' ? ['awaiting_consent', 'returned', 'received', 'followed_up'] : [];
    for (const status of openReferralStatuses) expect([status, tabsWith(side, status).length]).toEqual([status, others.includes(status) ? 0 : 1]);
  });

  test.each(worklistSides)('of %s leave nothing but drafts out of all tabs together', (side) => {
    const shown = tabsOf(side).flatMap((tab) => worklistOf(side, tab)?.statuses ?? []);
    const missing = referralStatuses.filter((status) => !shown.includes(status));
    expect(missing).toEqual(side === 'received' ? ['draft', 'awaiting_consent'] : ['draft']);
  });

  test('begin with what waits for an answer, and end with everything', () => {
    expect(tabsOf('received')).toEqual(['to_answer', 'info_wanted', 'waiting', 'to_arrive', 'in_care', 'to_return', 'done', 'all']);
    expect(tabsOf('sent')).toEqual(['consent', 'to_answer', 'info_wanted', 'waiting', 'to_arrive', 'in_care', 'coming_back', 'following', 'stopped', 'done', 'all']);
    expect(worklistOf('received', 'coming_back')).toBeNull();
  });
});
