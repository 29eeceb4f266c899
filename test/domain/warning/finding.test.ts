import { describe, expect, test } from 'vitest';
import { type HeldFinding, decideFinding, mergeFindings } from '@/server/domain/warning/finding';
import { scanMonths } from '@/server/domain/warning/scan-span';
import type { Found } from '@/server/domain/warning/warning';

const found: Found = {
  ...{ kind: 'long_prescription', key: 'H1/S1', residentId: 'R1', institutionCode: 'H1', contractId: null, pool: null, visits: [{ institutionCode: 'H1', settlementId: 'S1' }], amountFen: 100 },
  facts: { days: 90, limitDays: 84 },
};
const held: HeldFinding = { id: 'F1', month: '2025-03', found, status: 'open', vanished: false };
const other: Found = { ...found, facts: { days: 91, limitDays: 84 } };

describe('a scan', () => {
  test.each<[string, HeldFinding[], Found[], object]>([
    ['finds for the first time', [], [found], { added: [found], renewed: [], vanished: [], unchanged: 0 }],
    ['finds the same again', [held], [found], { added: [], renewed: [], vanished: [], unchanged: 1 }],
    ['finds it no more', [held], [], { added: [], renewed: [], vanished: ['F1'], unchanged: 0 }],
    ['marks what is gone once', [{ ...held, vanished: true }], [], { added: [], renewed: [], vanished: [], unchanged: 0 }],
    ['finds it back, and what was decided stands', [{ ...held, vanished: true, status: 'dismissed' }], [found], { renewed: [{ id: 'F1', found, status: 'dismissed' }], vanished: [] }],
    ['finds it with other facts, and it is open again', [{ ...held, status: 'confirmed' }], [other], { renewed: [{ id: 'F1', found: other, status: 'open' }], added: [] }],
    ['finds it in another month than before', [{ ...held, month: '2025-02', status: 'confirmed' }], [found], { renewed: [{ id: 'F1', found, status: 'confirmed' }], vanished: [] }],
    ['leaves another month’s findings alone', [{ ...held, month: '2025-02' }], [], { vanished: [] }],
    ['tells kinds with the same key apart', [held], [{ ...found, kind: 'visit_after_death', facts: { daysAfterDeath: 1 } }], { vanished: ['F1'] }],
  ])('%s', (_, before, now, changes) => {
    expect(mergeFindings(before, now, '2025-03')).toMatchObject(changes);
  });

  test.each([
    ['2025-01', '2025-03', ['2025-01', '2025-02', '2025-03'], []],
    ['2025-03', '2025-03', ['2025-03'], []],
    ['2025-03', '2025-01', null, ['warning.span_backwards']],
    ['2025-04', '2025-04', null, ['warning.month_ahead']],
    ['2022-01', '2025-04', null, ['warning.span_too_long', 'warning.month_ahead']],
  ])('from %s to %s, in March 2025', (from, to, months, codes) => {
    const span = scanMonths(from, to, '2025-03');
    expect(span.ok ? span.value : null).toEqual(months);
    expect(span.ok ? [] : span.refusals.map(({ code }) => code)).toEqual(codes);
  });
});

describe('a decision', () => {
  test.each([
    ['dismisses an open one with a reason', held, { to: 'dismissed', reason: 'explained', note: '' }, 'dismissed', []],
    ['says what another reason is', held, { to: 'dismissed', reason: 'other', note: ' ' }, null, ['warning.note_missing']],
    ['confirms with a note', held, { to: 'confirmed', note: '已约谈' }, 'confirmed', []],
    ['does not confirm without', held, { to: 'confirmed', note: '' }, null, ['warning.note_missing']],
    ['is not made twice', { ...held, status: 'confirmed' }, { to: 'dismissed', reason: 'other', note: '' }, null, ['warning.not_open', 'warning.note_missing']],
    ['is not made about what has vanished', { ...held, vanished: true }, { to: 'confirmed', note: '…' }, null, ['warning.vanished']],
    ['is taken back', { ...held, status: 'dismissed' }, { to: 'open' }, 'open', []],
    ['is taken back also when the facts have vanished', { ...held, status: 'dismissed', vanished: true }, { to: 'open' }, 'open', []],
    ['that was not made is not taken back', held, { to: 'open' }, null, ['warning.not_decided']],
  ] as const)('%s', (_, finding, decision, status, codes) => {
    const decided = decideFinding(finding, decision);
    expect(decided.ok ? decided.value : null).toBe(status);
    expect(decided.ok ? [] : decided.refusals.map(({ code }) => code)).toEqual(codes);
  });
});
