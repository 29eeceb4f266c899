import { describe, expect, test } from 'vitest';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';

describe('canonical JSON', () => {
  test('sorts keys at every depth and keeps lists in order', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }, 'x'], a: { z: true, y: false } })).toBe(
      '{"a":{"y":false,"z":true},"b":[{"c":null,"d":1},"x"]}',
    );
  });

  test('sorts by code units, as a machine does, not as a locale does', () => {
    expect(canonicalJson({ é: 1, z: 2, Z: 3, '10': 4, '9': 5 })).toBe('{"10":4,"9":5,"Z":3,"z":2,"é":1}');
  });

  test('writes Chinese as it is and escapes what JSON escapes', () => {
    expect(canonicalJson('签约\n"')).toBe('"签约\\n\\""');
  });

  test('writes −0 as 0, so that equal amounts have equal digests', () => {
    expect(canonicalJson(-0)).toBe('0');
  });

  test('does not fall for a key named __proto__', () => {
    const record: unknown = JSON.parse('{"__proto__":1,"a":2}');
    expect(canonicalJson(record)).toBe('{"__proto__":1,"a":2}');
  });

  test.each<[string, unknown, string]>([
    ['undefined', { a: [undefined] }, '$.a[0]'],
    ['a hole in a list', Array(1), '$[0]'],
    ['NaN', { a: Number.NaN }, '$.a'],
    ['infinity', -Infinity, '$'],
    ['a bigint', 1n, '$'],
    ['a function', { f: () => 1 }, '$.f'],
    ['a date', new Date(0), '$'],
    ['a map', new Map(), '$'],
    ['half a character', { a: '\ud800' }, '$.a'],
    ['half a character in a key', { '\udc00': 1 }, '$'],
  ])('refuses %s and names the place', (_, value, path) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
    expect(() => canonicalJson(value)).toThrow(path);
  });
});
