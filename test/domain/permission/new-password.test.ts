import { describe, expect, test } from 'vitest';
import { password } from '@/app/_copy/sign-in';
import { ownPath } from '@/app/_ui/own-path';
import { commonPasswords } from '@/server/domain/permission/common-passwords';
import { foldedPassword, objectionsToPassword, passwordLength } from '@/server/domain/permission/new-password';

const change = (chosen: string, { old = 'abcd-efgh-jkmn-pqrs', userName = 'wang.xiaoming', repeated = chosen } = {}) => objectionsToPassword({ userName, old, chosen, repeated });

describe('a new password', () => {
  test.each([
    ['ten characters', 'vT7#pqLm2x', []],
    ['ten Chinese characters', '春眠不觉晓处处闻啼鸟', []],
    ['spaces are characters', 'a b c d e f', []],
    ['nine characters', 'vT7#pqLm2', ['password.too_short']],
    ['nine characters of two code units each', '😀'.repeat(9), ['password.too_short']],
    ['nothing', '', ['password.too_short']],
    ['a hundred characters', 'xy'.repeat(50), []],
    ['a hundred and one', `${'xy'.repeat(50)}z`, ['password.too_long']],
    ['the user name', 'wang.xiaoming', ['password.is_user_name']],
    ['the user name in capitals', 'WANG.XiaoMing', ['password.is_user_name']],
    ['the old one', 'abcd-efgh-jkmn-pqrs', ['password.not_new']],
    ['the old one in full width', 'ａbcd-efgh-jkmn-pqrs', ['password.not_new']],
    ['a common one', '1234567890', ['password.common']],
    ['a common one in capitals', 'PassWord@123', ['password.common']],
    ['a common one in full width', '１２３４５６７８９０', ['password.common']],
  ])('%s', (_, chosen, expected) => expect(change(chosen)).toEqual(expected));

  test('is refused for every reason at once, in the order of the fields', () => {
    expect(change('wang', { userName: 'wang', old: 'wang', repeated: 'Wang' })).toEqual(['password.too_short', 'password.is_user_name', 'password.not_new', 'password.not_repeated']);
  });

  test('every reason has its sentence, and an address typed by hand has none', () => {
    for (const code of ['password.too_short', 'password.too_long', 'password.is_user_name', 'password.not_new', 'password.common', 'password.not_repeated', 'password.old_wrong']) {
      expect(password.refusal(code)).toMatch(/。$/);
    }
    for (const code of ['', 'toString', '__proto__', 'session.missing']) expect(password.refusal(code)).toBeUndefined();
  });
});

test('the common ones are listed folded, and only those that are long enough to be chosen', () => {
  expect(commonPasswords.size).toBeGreaterThan(50);
  for (const one of commonPasswords) {
    expect(one).toBe(foldedPassword(one));
    expect([...one].length, one).toBeGreaterThanOrEqual(passwordLength.least);
  }
});

describe('where a person goes on after signing in or changing a password', () => {
  test.each([
    ['/settlements?year=2025', '/settlements?year=2025'],
    ['/visits/../quotas', '/quotas'],
    ['contracts', '/contracts'],
    [undefined, '/worklist'],
    ['', '/worklist'],
    ['https://elsewhere.example/x', '/worklist'],
    ['//elsewhere.example/x', '/worklist'],
    ['/\\elsewhere.example/x', '/worklist'],
    ['/.//elsewhere.example/x', '/worklist'],
    ['/x/..//elsewhere.example', '/worklist'],
    ['javascript:alert(1)', '/worklist'],
    ['http://', '/worklist'],
    [`/${'x'.repeat(600)}`, '/worklist'],
  ])('%s → %s', (next, expected) => expect(ownPath(next)).toBe(expected));
});
