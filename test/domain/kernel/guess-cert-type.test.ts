import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCharacterOf, checkIdentityNumber, guessCertType } from '@/server/domain/kernel/identity-number';

const whole = (seventeen: string) => `${seventeen}${checkCharacterOf(seventeen)}`;

describe('the kind of a certificate, told from its number', () => {
  test.each([
    ['a citizen', whole('21010219660708123'), '01'],
    ['a citizen of 15 digits', '210102660708123', '01'],
    ['full-width and with blanks', ` ${whole('21010219660708123').replaceAll('1', '１')} `, '01'],
    ['Hong Kong', whole('81000019900101001'), '04'],
    ['Macao', whole('82000019900101001'), '05'],
    ['Taiwan', whole('83000019900101001'), '06'],
    ['a foreigner, card since 2023', whole('91115619900101001'), '07'],
    ['a foreigner, card before', 'CHN330182016013', '07'],
    ['half a number', '2101021966', null],
    ['a wrong check digit', `21010219660708123${checkCharacterOf('21010219660708123') === '0' ? '1' : '0'}`, null],
    ['a passport', 'E12345678', null],
  ])('%s', (_, number, kind) => {
    expect(guessCertType(number)).toBe(kind);
  });

  test('a guess is a kind under which the number is right, and no area code is ever in its way', () => {
    const area = fc.integer({ min: 100_000, max: 999_999 }).filter((code) => String(code)[0] !== '9');
    const property = fc.property(area, fc.integer({ min: 1, max: 999 }), (code, serial) => {
      const number = whole(`${code}19800229${String(serial).padStart(3, '0')}`);
      const kind = guessCertType(number.toLowerCase());
      expect(kind).not.toBeNull();
      expect(checkIdentityNumber(kind ?? '', number)).toMatchObject({ ok: true, value: { normalized: number, birthDay: '1980-02-29' } });
    });
    fc.assert(property, { seed: 20250602, numRuns: 300 });
  });
});
