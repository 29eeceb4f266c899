import { describe, expect, test } from 'vitest';
import { type SettlementCourse, decideComputation, decideConfirmation, decideDelivery, decideReview } from '@/server/domain/settlement/course';
import type { Outcome, Refusal } from '@/server/domain/kernel/outcome';

const computed: SettlementCourse = { status: 'computed', version: 2, newestVersion: 2, computedBy: 'account:clerk', reviewedBy: null, objectionsUntil: null };
const delivered: SettlementCourse = { ...computed, status: 'delivered', objectionsUntil: '2025-03-19' };
const reviewed: SettlementCourse = { ...delivered, status: 'reviewed', reviewedBy: 'account:reviewer' };
const tables = [{ year: 2025, daysOff: [], workdays: [] }];

const codes = (outcome: Outcome<unknown, Refusal>) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));

describe('a settlement goes through three hands', () => {
  test('each step takes it from the one before, and the newest version only', () => {
    expect(decideDelivery(computed, { today: '2025-03-10', workingDays: 7, tables })).toEqual({ ok: true, value: { deliveredDay: '2025-03-10', objectionsUntil: '2025-03-19' } });
    expect(decideReview(delivered, { by: 'account:reviewer', today: '2025-03-20' }).ok).toBe(true);
    expect(decideConfirmation(reviewed, { by: 'account:finance', year: '2024', yearSettledBy: null }).ok).toBe(true);
  });

  test('all reasons come at once, in their order of precedence', () => {
    const old = { ...delivered, newestVersion: 3 };
    expect(codes(decideDelivery(old, { today: '2031-03-10', workingDays: 7, tables }))).toEqual(['settlement.wrong_status', 'settlement.superseded', 'calendar.year_without_table']);
    expect(codes(decideReview(old, { by: 'account:clerk', today: '2025-03-19' }))).toEqual(['settlement.superseded', 'settlement.same_person', 'settlement.objections_open']);
    expect(codes(decideConfirmation({ ...old, reviewedBy: 'account:clerk' }, { by: 'account:clerk', year: '2024', yearSettledBy: 'S1' }))).toEqual([
      'settlement.wrong_status',
      'settlement.superseded',
      'settlement.same_person',
      'settlement.same_person',
      'settlement.year_closed',
    ]);
    expect(codes(decideComputation({ year: '2024', openMonths: ['2024-12'], pendingPrepayments: ['2024-03'], settledBy: 'S1' }))).toEqual([
      'settlement.year_closed',
      'settlement.months_open',
      'settlement.prepayment_pending',
    ]);
  });
});
