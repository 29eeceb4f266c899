import { describe, expect, test } from 'vitest';
import { decideMonthClose, openMonthsBefore } from '@/server/domain/month/close-month';

const books = (first: string | null, ...closed: string[]) => ({ first, closed: new Set(closed) });

describe('closing a month', () => {
  test.each([
    ['the first month of empty books', '2025-01', '2025-02-01', books(null), []],
    ['the month after the last closed', '2025-02', '2025-03-01', books('2025-01', '2025-01'), []],
    ['on its last day', '2025-02', '2025-02-28', books(null), ['month.not_over']],
    ['out of order', '2025-04', '2025-06-01', books('2024-12', '2024-12', '2025-02'), ['month.earlier_open']],
    ['twice, before it is over and out of order', '2025-02', '2025-02-10', books('2025-01', '2025-02'), ['month.already_closed', 'month.not_over', 'month.earlier_open']],
  ])('%s', (_name, month, today, state, expected) => {
    const decision = decideMonthClose(month, today, state);
    expect(decision.ok ? [] : decision.refusals.map(({ code }) => code)).toEqual(expected);
  });

  test('names the months that have to close first', () => {
    expect(openMonthsBefore('2025-03', books('2024-11', '2024-12', '2025-02'))).toEqual(['2024-11', '2025-01']);
    expect(openMonthsBefore('2025-03', books('2025-04'))).toEqual([]);
  });
});
