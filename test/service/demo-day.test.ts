import { expect, test } from 'vitest';
import { newestFullDay } from '@/server/cli/seed/demo-day';
import { instantOf } from '@/server/domain/kernel/calendar-day';

test.each([
  { now: '2026-11-23 00:59:00', tells: '2026-11-22' },
  { now: '2026-11-23 17:59:59', tells: '2026-11-22' },
  { now: '2026-11-23 18:00:00', tells: '2026-11-23' },
  { now: '2026-11-23 23:59:59', tells: '2026-11-23' },
])('at $now the demo tells up to $tells: its evening is over', ({ now, tells }) => {
  expect(newestFullDay(instantOf(now))).toBe(tells);
});
