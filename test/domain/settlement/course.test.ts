import { describe, expect, test } from 'vitest';
import type { Outcome, Refusal } from '@/server/domain/kernel/outcome';
import { holidayTablesOf } from '@/server/domain/kernel/working-days';
import holidays from '@/db/seed/holidays.json';
import { decideClosing, decideDisposals } from '@/server/domain/settlement/closing';
import {
  type SettlementCourse,
  type SettlementStatus,
  decideComputation,
  decideConfirmation,
  decideDelivery,
  decidePools,
  decideReview,
  settlementStatuses,
} from '@/server/domain/settlement/course';
import { decideObjection } from '@/server/domain/settlement/objection';

const clerk = 'account:clerk';
const reviewer = 'account:reviewer';
const finance = 'account:finance';
const office = 'account:office';
const people = { clerk, reviewer, finance, office } as const;
type Person = keyof typeof people;

const tables = [{ year: 2025, daysOff: [], workdays: [] }];
const none = { unanswered: 0, awaitingVersion: 0 };
const change = { pool: '310-ordinary', usedVersion: 1, currentVersion: 2 } as const;
const scoreChange = { of: 'assessment', poolId: '310-ordinary', code: 'H1', used: '90', current: '88' } as const;
const line = { poolId: '310-ordinary', code: 'H1', finalFen: 100 };

/** A settlement that the usual people brought as far as this status. */
function courseAt(status: SettlementStatus, more: Partial<SettlementCourse> = {}): SettlementCourse {
  const at = settlementStatuses.indexOf(status);
  return { status, version: 2, newestVersion: 2, computedBy: clerk, reviewedBy: at >= 2 ? reviewer : null, objectionsUntil: at >= 1 ? '2025-03-19' : null, ...more };
}

const after = '2025-03-20';
const steps = {
  deliver: (course: SettlementCourse) => decideDelivery(course, { today: '2025-03-10', workingDays: 7, tables, budgetChanges: [], scoreChanges: [] }),
  object: (course: SettlementCourse) => decideObjection(course, { today: '2025-03-19', text: '少算一笔', amountFen: 1, openOnLine: null }),
  review: (course: SettlementCourse, by: string) => decideReview(course, { by, today: after, objections: none, budgetChanges: [], scoreChanges: [] }),
  confirm: (course: SettlementCourse, by: string) => decideConfirmation(course, { by, year: '2024', settled: [], budgetChanges: [], scoreChanges: [] }),
  dispose: (course: SettlementCourse) =>
    decideDisposals(course, [line], [{ poolId: line.poolId, code: line.code, disposal: { kind: 'paid', day: after, voucher: 'P-1' } }], { confirmed: after, today: after }),
  close: (course: SettlementCourse, by: string) =>
    decideClosing(course, { by, lines: [line], disposals: [{ poolId: line.poolId, code: line.code, disposal: { kind: 'paid', day: after, voucher: 'P-1' }, recordedBy: finance, recordedAt: 0 }] }),
} as const;
type Step = keyof typeof steps;

const codes = (outcome: Outcome<unknown, Refusal>) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));

/** Who may take each step at its own status; at every other one nobody may. */
const table: Readonly<Record<Step, { readonly at: SettlementStatus; readonly barred: readonly Person[] }>> = {
  deliver: { at: 'computed', barred: [] },
  object: { at: 'delivered', barred: [] },
  review: { at: 'delivered', barred: ['clerk'] },
  confirm: { at: 'reviewed', barred: ['clerk', 'reviewer'] },
  dispose: { at: 'confirmed', barred: [] },
  close: { at: 'confirmed', barred: ['finance'] },
};

describe('every step, at every status, by everybody', () => {
  const cells = (Object.keys(table) as Step[]).flatMap((step) => settlementStatuses.flatMap((status) => (Object.keys(people) as Person[]).map((who) => [step, status, who] as const)));

  test.each(cells)('%s at %s by the %s', (step, status, who) => {
    const { at, barred } = table[step];
    const wrongStatus = status === at ? [] : ['settlement.wrong_status'];
    // Nobody has reviewed yet what is not reviewed, so that the reviewer is barred only from then on.
    const samePerson = barred.includes(who) && (who !== 'reviewer' || settlementStatuses.indexOf(status) >= 2) ? ['settlement.same_person'] : [];
    expect(codes(steps[step](courseAt(status), people[who]))).toEqual([...wrongStatus, ...samePerson]);
  });

  test.each(['deliver', 'object', 'review', 'confirm'] as const)('%s is for the newest version only', (step) => {
    expect(codes(steps[step](courseAt(table[step].at, { newestVersion: 3 }), office))).toEqual(['settlement.superseded']);
  });

  test.each(['dispose', 'close'] as const)('%s goes on although a newer version was computed: what is confirmed stays so', (step) => {
    expect(codes(steps[step](courseAt('confirmed', { newestVersion: 3 }), office))).toEqual([]);
  });
});

describe('下达', () => {
  const real = holidayTablesOf(holidays);

  test.each([
    ['2024-02-05', '2024-02-20'],
    ['2025-01-23', '2025-02-08'],
    ['2026-02-12', '2026-02-28'],
    ['2025-03-10', '2025-03-19'],
  ])('on %s gives seven working days from the day after, until %s', (today, objectionsUntil) => {
    expect(decideDelivery(courseAt('computed'), { today, workingDays: 7, tables: real, budgetChanges: [], scoreChanges: [] })).toEqual({ ok: true, value: { deliveredDay: today, objectionsUntil } });
  });

  test('is refused when the time limit runs into a year without a table, and when the budget was changed', () => {
    const outcome = decideDelivery(courseAt('computed'), { today: '2031-03-10', workingDays: 7, tables: real, budgetChanges: [change], scoreChanges: [scoreChange] });
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'settlement.budget_changed', facts: { changes: [change] } }, { code: 'settlement.scores_changed' }, { code: 'calendar.year_without_table', facts: { year: 2031 } }] });
  });
});

describe('复核和确认', () => {
  test('wait for the time limit, for answers and for the version an accepted objection asks for', () => {
    const review = { by: clerk, today: '2025-03-19', objections: { unanswered: 2, awaitingVersion: 1 }, budgetChanges: [change], scoreChanges: [scoreChange] };
    expect(codes(decideReview(courseAt('delivered', { newestVersion: 3 }), review))).toEqual([
      'settlement.superseded',
      'settlement.same_person',
      'settlement.objections_open',
      'settlement.objections_unanswered',
      'settlement.objections_accepted',
      'settlement.budget_changed',
      'settlement.scores_changed',
    ]);
  });

  test('settle a pool of a year once, whatever the method, from the budget they were computed with', () => {
    const settled = [{ pool: '310-ordinary', settlementId: 'S1' }] as const;
    expect(decideConfirmation(courseAt('reviewed', { reviewedBy: clerk }), { by: clerk, year: '2024', settled, budgetChanges: [change], scoreChanges: [scoreChange] })).toMatchObject({
      ok: false,
      refusals: [
        { code: 'settlement.same_person', facts: { earlier: 'computed' } },
        { code: 'settlement.same_person', facts: { earlier: 'reviewed' } },
        { code: 'settlement.year_closed', facts: { year: '2024', pools: ['310-ordinary'], settlementId: 'S1' } },
        { code: 'settlement.budget_changed' },
        { code: 'settlement.scores_changed', facts: { changes: [scoreChange] } },
      ],
    });
    expect(codes(decidePools('2024', settled))).toEqual(['settlement.year_closed']);
    expect(codes(decidePools('2024', []))).toEqual([]);
  });
});

describe('核算', () => {
  test('waits for every month and every prepayment', () => {
    expect(codes(decideComputation({ year: '2024', openMonths: ['2024-12'], pendingPrepayments: ['2024-03'] }))).toEqual(['settlement.months_open', 'settlement.prepayment_pending']);
    expect(codes(decideComputation({ year: '2024', openMonths: [], pendingPrepayments: [] }))).toEqual([]);
  });
});
