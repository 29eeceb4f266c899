import { describe, expect, test } from 'vitest';
import {
  checkCharacterOf,
  checkIdentityNumber,
  maskIdentityNumber,
  maskName,
  maskNumbersIn,
  maskPhone,
} from '@/server/domain/kernel/identity-number';

const codesOf = (certType: string, raw: string) => {
  const outcome = checkIdentityNumber(certType, raw);
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
};

describe('a citizen number (GB 11643)', () => {
  test('tells birth day, sex and the area of first issue', () => {
    expect(checkIdentityNumber('01', '11010519491231002X')).toEqual({
      ok: true,
      value: {
        kind: 'citizen',
        normalized: '11010519491231002X',
        birthDay: '1949-12-31',
        sex: 'female',
        areaCode: '110105',
      },
    });
  });

  test.each([
    ['lower-case x', '11010519491231002x'],
    ['full-width characters', '１１０１０５１９４９１２３１００２Ｘ'],
    ['blanks as printed', ' 110105 19491231 002X '],
    ['an ideographic blank', '110105\u300019491231002X'],
  ])('is put right: %s', (_, raw) => {
    expect(checkIdentityNumber('01', raw)).toMatchObject({ ok: true, value: { normalized: '11010519491231002X' } });
  });

  test('of fifteen digits becomes the eighteen-character one', () => {
    expect(checkIdentityNumber('01', '110105491231002')).toEqual(checkIdentityNumber('01', '11010519491231002X'));
  });

  test.each(['000000', '999999', '513021', '440582', '620201'])('is never refused on its area code: %s', (area) => {
    const body = `${area}19900101001`;
    const raw = `${body}${checkCharacterOf(body)}`;
    expect(codesOf('01', raw)).toEqual([]);
  });

  test('of a leap day exists in leap years only', () => {
    expect(codesOf('01', `11010520000229001${checkCharacterOf('11010520000229001')}`)).toEqual([]);
    expect(codesOf('01', `11010519990229001${checkCharacterOf('11010519990229001')}`)).toEqual(['identity.no_such_date']);
  });

  test.each([
    ['a wrong check digit', '110105194912310021', ['identity.wrong_check_digit']],
    ['two neighbours swapped', '11010519491231020X', ['identity.wrong_check_digit']],
    ['no such date, old form', '110105491331002', ['identity.no_such_date']],
    ['no such date and a wrong check digit, both told', '110105194913310022', ['identity.no_such_date', 'identity.wrong_check_digit']],
    ['a digit too few', '1101051949123100', ['identity.wrong_length']],
    ['empty', '', ['identity.wrong_length']],
    ['a letter among the digits', '11010519491231O02X', ['identity.wrong_characters']],
    ['X before the end', '1101051949123100X2', ['identity.wrong_characters']],
    ['an X in the old form', '11010549123100X', ['identity.wrong_characters']],
    ['length and characters, both told', '110105-49', ['identity.wrong_length', 'identity.wrong_characters']],
    ['Arabic-Indic digits', '٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧', ['identity.wrong_characters']],
    ['half a character', `1101051949123100\ud800X`, ['identity.wrong_characters']],
  ])('is refused: %s', (_, raw, codes) => {
    expect(codesOf('01', raw)).toEqual(codes);
  });

  test('a refusal points at the place and does not give the right digit away', () => {
    const outcome = checkIdentityNumber('01', '110105194912310021');
    expect(outcome).toEqual({
      ok: false,
      refusals: [{ code: 'identity.wrong_check_digit', facts: { position: 18 } }],
    });
    expect(checkIdentityNumber('01', '1A010519491231002X')).toMatchObject({
      refusals: [{ facts: { positions: [2] } }],
    });
  });
});

describe('residence permits and permanent residence', () => {
  test.each([
    ['Hong Kong', '810000199408230021', '1994-08-23', 'female'],
    ['Taiwan', '830000199201300022', '1992-01-30', 'female'],
  ])('%s residents have the eighteen-character form', (_, raw, birthDay, sex) => {
    for (const certType of ['01', '04', '05', '06']) {
      expect(checkIdentityNumber(certType, raw)).toMatchObject({ ok: true, value: { kind: 'hmt_residence', birthDay, sex } });
    }
    expect(codesOf('06', `${raw.slice(0, 17)}X`)).toEqual(['identity.wrong_check_digit']);
  });

  test('travel permits have no check of their own', () => {
    expect(checkIdentityNumber('04', 'h12345678')).toEqual({
      ok: true,
      value: { kind: 'other', normalized: 'H12345678', birthDay: null, sex: null, areaCode: null },
    });
  });

  test('the new permanent residence card begins with 9', () => {
    const body = '91124019840312001';
    expect(checkIdentityNumber('07', `${body}${checkCharacterOf(body)}`)).toMatchObject({
      ok: true,
      value: { kind: 'foreign_permanent', birthDay: '1984-03-12', sex: 'male', areaCode: null },
    });
    expect(codesOf('07', '11010519491231002X')).toEqual(['identity.wrong_characters']);
  });

  test('the old card is three letters and twelve digits, and does not tell the century', () => {
    expect(checkIdentityNumber('07', 'usa110084031201')).toEqual({
      ok: true,
      value: { kind: 'foreign_permanent', normalized: 'USA110084031201', birthDay: null, sex: null, areaCode: null },
    });
    expect(codesOf('07', 'US1110084031201')).toEqual(['identity.wrong_characters']);
    expect(codesOf('07', 'USA11008403120')).toEqual(['identity.wrong_length']);
  });
});

describe('other certificates', () => {
  test('an officer’s card keeps its Chinese characters', () => {
    expect(checkIdentityNumber('02', '南字第 01234567 号')).toMatchObject({ ok: true, value: { normalized: '南字第01234567号' } });
  });

  test.each([
    ['', ['identity.wrong_length']],
    ['A'.repeat(51), ['identity.wrong_length']],
    ['E1234<b>', ['identity.wrong_characters']],
  ])('%j is refused', (raw, codes) => {
    expect(codesOf('08', raw)).toEqual(codes);
  });

  test('a kind that the national list does not have is refused', () => {
    expect(codesOf('1', '11010519491231002X')).toEqual(['identity.unknown_kind']);
  });
});

describe('masks', () => {
  test.each([
    ['110101199001011234', '110101********1234'],
    ['USA110084031201', 'USA110*****1201'],
    ['H12345678', '*******78'],
    ['1234', '****'],
    ['', ''],
  ])('the number %s shows as %s', (number, masked) => {
    expect(maskIdentityNumber(number)).toBe(masked);
  });

  test.each([
    ['张三', '张*'],
    ['欧阳娜娜', '欧*'],
    ['𠮷野', '𠮷*'],
    ['', ''],
  ])('the name %s shows as %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test.each([
    ['13812345678', '138****5678'],
    ['6254321', '*****21'],
  ])('the phone %s shows as %s', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  test.each([
    ['210102194303230395', '210102********0395'],
    ['王建国 21010219430323039x', '王建国 210102********039x'],
    ['２１０１０２１９４３０３２３０３９５', '210102********0395'],
    ['210102430323039', '210102*****3039'],
    ['电话13812345678。', '电话138****5678。'],
    ['2024-03-01 08:30', '2024-03-01 08:30'],
    ['H21010200001', 'H21010200001'],
    ['202403010000000017', '202403010000000017'],
    ['2101021943032303951', '2101021943032303951'],
  ])('%s in a wrong column shows as %s', (text, masked) => {
    expect(maskNumbersIn(text)).toBe(masked);
  });
});
