import { expect, test } from 'vitest';
import { quotaRefusals } from '@/app/_copy/refusals/quota';

const told = quotaRefusals['quota.capacity_below_taken'];

test('fewer places than are taken: who has them is named, and what is still being written is told apart', () => {
  expect(told({ capacity: 1, taken: 2, numbers: ['Z1', 'Z2'] })).toContain('Z1、Z2');
  expect(told({ capacity: 1, taken: 2, numbers: ['Z1', 'Z2'] })).not.toContain('没写完');
  expect(told({ capacity: 1, taken: 2, numbers: [] })).toContain('有 2 个由还没写完的转诊单暂时占着');
  expect(told({ capacity: 1, taken: 2, numbers: [] })).not.toContain('转诊单 ：');
});
