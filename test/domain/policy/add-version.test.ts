import { describe, expect, test } from 'vitest';
import { daysGoverned } from '@/server/domain/policy/add-version';

const version = (inForceFrom: string, inForceTo: string | null = null) => ({ id: inForceFrom, regionCode: '210100', inForceFrom, inForceTo });

describe('the days that a version governs', () => {
  test.each([
    ['alone: from its first day on', version('2025-02-01'), [], null],
    ['after an earlier one: the same', version('2025-02-01'), [version('2024-01-01')], null],
    ['before later ones: to the eve of the first', version('2025-02-01'), [version('2027-01-01'), version('2026-01-01')], '2025-12-31'],
    ['with a last day of its own: to that', version('2025-02-01', '2025-06-30'), [version('2026-01-01')], '2025-06-30'],
    ['with a last day behind a later one: to the eve', version('2025-02-01', '2026-06-30'), [version('2026-01-01')], '2025-12-31'],
  ] as const)('%s', (_, own, others, to) => {
    expect(daysGoverned(own, others)).toEqual({ from: '2025-02-01', to });
  });
});
