import { expect, test } from 'vitest';
import { uuidv7 } from '@/server/services/context';

test('ids of one moment sort in the order in which they were made, and later ones after them', () => {
  const at = 1_772_000_000_000;
  const made = [...Array.from({ length: 5_000 }, () => uuidv7(at)), ...Array.from({ length: 100 }, () => uuidv7(at + 1))];
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  expect(made.every((id) => /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toBe(true);
});
