import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import { declineCodes, referralDirections, referralKinds, referralStatuses } from '@/server/domain/referral/codes';
import { declinesOf, pairsOf, summarize, summarizeBy } from '@/server/domain/referral-report/flow-report';
import { type ReferralMeasure, counted, happenedMeasures, sentMeasures } from '@/server/domain/referral-report/measures';
import { quarterReportOf } from '@/server/domain/referral-report/quarter-report';
import type { ReferralFact } from '@/server/domain/referral-report/referral-fact';
import { factOf, march } from '../domain/referral-report/report-facts';

const moment = fc.option(fc.integer({ min: march.from, max: march.until + 20 * dayMs }), { nil: null });
const place = fc.constantFrom('H1', 'H2', 'T1', 'T2');
const fact: fc.Arbitrary<ReferralFact> = fc
  .record({
    residentId: fc.constantFrom('a', 'b', 'c'),
    direction: fc.constantFrom(...referralDirections),
    kind: fc.constantFrom(...referralKinds),
    consultType: fc.constantFrom('clinical', 'ecg', 'imaging'),
    status: fc.constantFrom(...referralStatuses),
    external: fc.boolean(),
    fromInstitutionCode: place,
    toInstitutionCode: place,
    departmentCode: fc.constantFrom('cardiology', 'neurology'),
    sentAt: fc.integer({ min: march.from, max: march.until - 1 }),
    ...{ answeredAt: moment, decidedAt: moment, queuedAt: moment, placedAt: moment, arrivedAt: moment, completedAt: moment },
    ...{ returnedAt: moment, receivedAt: moment, followedUpAt: moment, closedAt: moment },
    promisedDay: fc.constantFrom(null, '2025-03-10', '2025-04-10'),
    declineCode: fc.constantFrom(null, ...declineCodes),
  })
  .map((change) => factOf({ ...change, answerDueAt: change.sentAt + 24 * hourMs }));
const facts = fc.array(fact, { maxLength: 40 });
const runs = { seed: 20250310, numRuns: 200 };

describe('whatever referrals there are', () => {
  test('groups and pairs add up to the whole, measure by measure', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const total = summarize(all, march).counts;
        for (const keyOf of [({ toInstitutionCode }: ReferralFact) => toInstitutionCode, ({ departmentCode }: ReferralFact) => departmentCode]) {
          const groups = summarizeBy(all, keyOf, march);
          for (const measure of sentMeasures) expect(groups.reduce((sum, { summary }) => sum + summary.counts[measure], 0), measure).toBe(total[measure]);
        }
        const pairs = pairsOf(all);
        for (const direction of referralDirections) expect(pairs.reduce((sum, pair) => sum + pair[direction], 0)).toBe(total[direction]);
        expect(declinesOf(all, march).reduce((sum, { count }) => sum + count, 0)).toBe(total.declined);
      }),
      runs,
    );
  });

  test('nobody is in two answers to one question', () => {
    const questions: readonly (readonly ReferralMeasure[])[] = [
      ['up', 'down', 'lateral'],
      ['answered_in_time', 'answered_late', 'unanswered_overdue'],
      ['promise_kept', 'promise_broken'],
      ['follow_up_in_time', 'follow_up_late', 'follow_up_pending'],
      ['declined', 'redirected', 'cancelled', 'expired', 'went_elsewhere', 'died', 'waiting'],
      ['consult_in_time', 'consult_late'],
    ];
    fc.assert(
      fc.property(fact, (one) => {
        for (const measures of questions) expect(measures.filter((measure) => counted([one], measure, march).length === 1).length).toBeLessThanOrEqual(1);
        expect(counted([one], 'closure_done', march).length).toBeLessThanOrEqual(counted([one], 'closure_due', march).length);
      }),
      runs,
    );
  });

  test('people are never more than times, and types of e-consult add up', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const { referrals, upAndDown, down } = quarterReportOf(all, [], march);
        for (const measure of happenedMeasures) expect(referrals[measure].people).toBeLessThanOrEqual(referrals[measure].times);
        expect(upAndDown.times).toBe(referrals.moved_up.times + down.times);
        expect(referrals.consult_any.times).toBe(referrals.consult_clinical.times + referrals.consult_ecg.times + referrals.consult_imaging.times);
      }),
      runs,
    );
  });
});
