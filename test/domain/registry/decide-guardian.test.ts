import { expect, test } from 'vitest';
import { recordGuardian } from '@/server/domain/registry/decide-guardian';

const lifetime = { birthDay: '2020-05-01', deathDay: null };

/** Whether somebody born on a day may be a child's guardian from another day on. */
function mayGuard(birthDay: string, from: string): boolean {
  const resident = { ...lifetime, id: 'sister', name: '陈姐', birthDay };
  return recordGuardian({ ward: { ...lifetime, id: 'child' }, resident, name: '', relation: 'other', from, held: [], today: from }).ok;
}

test.each([
  ['2008-03-01', '2026-02-28', false],
  ['2008-03-01', '2026-03-01', true],
  // 民法典 202: the day of birth is missing in a common year, and February has to be over.
  ['2008-02-29', '2026-02-28', false],
  ['2008-02-29', '2026-03-01', true],
])('born on %s, of age on %s: %s', (birthDay, from, isOfAge) => {
  expect(mayGuard(birthDay, from)).toBe(isOfAge);
});
