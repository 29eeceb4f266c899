import { describe, expect, test } from 'vitest';
import { groupedCode, readVerificationCode, readVerificationPath, regionOfAgreementNumber, verificationCodeOf, verificationPath } from '@/server/domain/agreement/verification-code';

describe('the code on a printed agreement', () => {
  test('is sixteen characters that are not taken for each other', () => {
    expect(verificationCodeOf(new Uint8Array(10))).toBe('0000000000000000');
    expect(verificationCodeOf(new Uint8Array(10).fill(255))).toBe('ZZZZZZZZZZZZZZZZ');
    expect(verificationCodeOf(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))).toBe('041061050R3GG28A');
    expect(() => verificationCodeOf(new Uint8Array(9))).toThrow(RangeError);
  });

  test.each([
    ['041061050R3GG28A', '041061050R3GG28A'],
    ['0410-6105-0r3g-g28a', '041061050R3GG28A'],
    [' 0410 6105 0R3G G28A ', '041061050R3GG28A'],
    ['O4IO6l05OR3GG28A', '041061050R3GG28A'],
    ['０４１０－６１０５－０Ｒ３Ｇ－Ｇ２８Ａ', '041061050R3GG28A'],
    ['041061050R3GG28', null],
    ['041061050R3GG28U', null],
    ['', null],
  ])('typed as “%s”', (typed, code) => {
    expect(readVerificationCode(typed)).toBe(code);
  });

  test('is printed in groups of four, and leads back by its path', () => {
    expect(groupedCode('041061050R3GG28A')).toBe('0410-6105-0R3G-G28A');
    const path = verificationPath('330100', '041061050R3GG28A');
    expect(readVerificationPath(path.slice('/verify/'.length))).toEqual({ regionCode: '330100', code: '041061050R3GG28A' });
  });

  test.each(['', '330100', '33010-041061050R3GG28A', '330100-041061050R3GG28', '330100-<script>', '330100_041061050R3GG28A'])('a path of “%s” is none', (part) => {
    expect(readVerificationPath(part)).toBeNull();
  });

  test.each([
    ['Q33010020260301000123', '330100'],
    [' q33010020260301000123 ', '330100'],
    ['Y33010020260301000123', '330100'],
    ['33010020260301000123', null],
    ['Q3301', null],
  ])('number %s is of region %s', (number, region) => {
    expect(regionOfAgreementNumber(number)).toBe(region);
  });
});
