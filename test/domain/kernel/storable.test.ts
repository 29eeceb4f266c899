import { describe, expect, test } from 'vitest';
import { isStorable } from '@/server/domain/kernel/storable';

describe('what both databases keep as it is', () => {
  test.each([
    ['plain Chinese', '王建国', true],
    ['several lines', '高血压\r\n\t加药', true],
    ['a rare character of a name, written as a pair', '𠮷', true],
    ['an emoji', '👩🏽‍⚕️', true],
    ['nothing', '', true],
    ['a zero character', '王\u0000', false],
    ['half a character', '\ud842', false],
    ['the other half', 'x\udfb7', false],
    ['numbers and nothing at all', [1, null, undefined, true], true],
    ['a text deep inside', { a: [{ b: 'x\u0000' }] }, false],
    ['a key', { 'a\u0000': 1 }, false],
  ])('%s', (_name, value, expected) => {
    expect(isStorable(value)).toBe(expected);
  });
});
