import { expect, test } from 'vitest';
import { newestFullDay, settledYearOf, yearsTold } from '@/server/cli/seed/demo-day';
import { instantOf } from '@/server/domain/kernel/calendar-day';

test.each([
  { now: '2026-11-23 00:59:00', tells: '2026-11-22' },
  { now: '2026-11-23 17:59:59', tells: '2026-11-22' },
  { now: '2026-11-23 18:00:00', tells: '2026-11-23' },
  { now: '2026-11-23 23:59:59', tells: '2026-11-23' },
])('at $now the demo tells up to $tells: its evening is over', ({ now, tells }) => {
  expect(newestFullDay(instantOf(now))).toBe(tells);
});

test.each([
  { today: '2026-11-22', settled: '2025', told: ['2025', '2026'] },
  { today: '2026-12-31', settled: '2025', told: ['2025', '2026'] },
  { today: '2027-01-01', settled: '2025', told: ['2025', '2026', '2027'] },
  { today: '2027-04-08', settled: '2025', told: ['2025', '2026', '2027'] },
  { today: '2027-04-09', settled: '2026', told: ['2026', '2027'] },
])('on $today the newest year that is settled is $settled', ({ today, settled, told }) => {
  expect(settledYearOf(today)).toBe(settled);
  expect(yearsTold(today)).toEqual(told);
});
