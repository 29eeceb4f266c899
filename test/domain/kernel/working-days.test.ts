import { getDayDetail } from 'chinese-days';
import { describe, expect, test } from 'vitest';
import shipped from '@/db/seed/holidays.json';
import { addDays, daysBetween } from '@/server/domain/kernel/calendar-day';
import { deadlineAfter, holidayTablesOf, isWorkingDay } from '@/server/domain/kernel/working-days';

const tables = holidayTablesOf(shipped);

describe('seven working days from the day after receipt', () => {
  test.each([
    ['2021-02-05', '2021-02-20', 'make-up Saturday after Spring Festival'],
    ['2024-02-05', '2024-02-20', 'New Year’s Eve was worked that year, and Sunday 02-18 made up'],
    ['2024-09-26', '2024-10-11', 'the make-up Sunday 09-29 before National Day counts'],
    ['2025-01-23', '2025-02-08', 'ends on a make-up Saturday'],
    ['2025-09-26', '2025-10-13', 'eight days of National Day and Mid-Autumn'],
    ['2026-02-12', '2026-02-28', 'ends on a make-up Saturday'],
    ['2026-02-13', '2026-03-02', 'a day later in, the next Monday out'],
    ['2026-03-31', '2026-04-10', 'Qingming is off'],
  ])('received %s → %s (%s)', (received, deadline) => {
    expect(deadlineAfter(received, 7, tables)).toEqual({ ok: true, value: deadline });
  });

  test('the day of receipt never counts, even when it is a working day', () => {
    expect(deadlineAfter('2024-03-04', 1, tables)).toEqual({ ok: true, value: '2024-03-05' });
  });

  test('over the end of the year both years’ notices are read', () => {
    expect(deadlineAfter('2024-12-31', 1, tables)).toEqual({ ok: true, value: '2025-01-02' });
  });
});

describe('a year without a table', () => {
  test('is refused, not guessed', () => {
    expect(deadlineAfter('2026-12-30', 7, tables)).toEqual({
      ok: false,
      refusals: [{ code: 'calendar.year_without_table', facts: { year: 2027 } }],
    });
    expect(isWorkingDay('2020-05-06', tables)).toMatchObject({ ok: false });
  });

  test('does not matter when the time limit ends before it', () => {
    expect(deadlineAfter('2026-12-30', 1, tables)).toEqual({ ok: true, value: '2026-12-31' });
  });
});

test.each([0, -1, 1.5, Number.NaN])('%s working days are no time limit', (count) => {
  expect(() => deadlineAfter('2024-03-04', count, tables)).toThrow(RangeError);
});

test('the shipped tables agree with a second reading of the State Council’s notices on every day of 2021–2026', () => {
  const days = Array.from({ length: daysBetween('2021-01-01', '2027-01-01') }, (_, index) => addDays('2021-01-01', index));
  expect(days).toHaveLength(2191);
  const differing = days.filter((day) => {
    const working = isWorkingDay(day, tables);
    return !working.ok || working.value !== getDayDetail(day).work;
  });
  expect(differing).toEqual([]);
});
