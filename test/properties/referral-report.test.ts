import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs } from '@/server/domain/kernel/instant';
import { declineCodes, referralDirections, referralKinds, referralStatuses } from '@/server/domain/referral/codes';
import { CountedPage } from '@/server/domain/referral-report/counted-page';
import { type ReferralMeasure, happenedMeasures, isCounted, sentMeasures } from '@/server/domain/referral-report/measures';
import { type ReferralFact, isBodily } from '@/server/domain/referral-report/referral-fact';
import { factOf, flowOf, march, quarterOf } from '../domain/referral-report/report-facts';

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
        const total = flowOf(all).total().counts;
        for (const keyOf of [({ toInstitutionCode }: ReferralFact) => toInstitutionCode, ({ departmentCode }: ReferralFact) => departmentCode]) {
          const groups = flowOf(all, { keyOf }).groups();
          for (const measure of sentMeasures) expect(groups.reduce((sum, { summary }) => sum + summary.counts[measure], 0), measure).toBe(total[measure]);
        }
        const pairs = flowOf(all).pairs();
        for (const direction of referralDirections) expect(pairs.reduce((sum, pair) => sum + pair[direction], 0)).toBe(total[direction]);
        expect(flowOf(all).declines().reduce((sum, { count }) => sum + count, 0)).toBe(total.declined);
      }),
      runs,
    );
  });

  test('adding them up one after another gives what looking at all of them gives', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 5 }), (all, page, pageSize) => {
        const total = flowOf(all).total();
        for (const measure of sentMeasures) {
          const behind = all.filter((one) => isCounted(one, measure, march));
          expect(total.counts[measure], measure).toBe(behind.length);
          const rows = new CountedPage({ page, pageSize }, (one) => isCounted(one, measure, march));
          for (const one of all) rows.add(one);
          const latest = behind.toSorted((a, b) => b.sentAt - a.sentAt || (a.number < b.number ? -1 : 1)).slice((page - 1) * pageSize, page * pageSize);
          expect([rows.total, rows.rows()], measure).toEqual([behind.length, latest]);
        }
        const minutes = all.flatMap((one) => (one.external || !isBodily(one) || one.answeredAt === null ? [] : [Math.floor((one.answeredAt - one.sentAt) / minuteMs)])).sort((a, b) => a - b);
        const nearest = (share: number) => minutes[Math.max(1, Math.ceil(minutes.length * share)) - 1];
        expect(total.answerMinutes).toEqual(minutes.length === 0 ? null : { count: minutes.length, median: nearest(0.5), p90: nearest(0.9) });
        const { referrals } = quarterOf(all, []).report();
        for (const measure of happenedMeasures) {
          const behind = all.filter((one) => isCounted(one, measure, march));
          expect(referrals[measure], measure).toEqual({ times: behind.length, people: new Set(behind.map(({ residentId }) => residentId)).size });
        }
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
        for (const measures of questions) expect(measures.filter((measure) => isCounted(one, measure, march)).length).toBeLessThanOrEqual(1);
        if (isCounted(one, 'closure_done', march)) expect(isCounted(one, 'closure_due', march)).toBe(true);
      }),
      runs,
    );
  });

  test('people are never more than times, and types of e-consult add up', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const { referrals, upAndDown, down } = quarterOf(all, []).report();
        for (const measure of happenedMeasures) expect(referrals[measure].people).toBeLessThanOrEqual(referrals[measure].times);
        expect(upAndDown.times).toBe(referrals.moved_up.times + down.times);
        expect(referrals.consult_any.times).toBe(referrals.consult_clinical.times + referrals.consult_ecg.times + referrals.consult_imaging.times);
      }),
      runs,
    );
  });
});
