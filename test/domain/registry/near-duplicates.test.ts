import { describe, expect, test } from 'vitest';
import { checkCharacterOf } from '@/server/domain/kernel/identity-number';
import { type ComparedPerson, candidateScore, compareRecords, nearBirthDays, strongScore } from '@/server/domain/registry/near-duplicates';
import { asPlainKey, rangeOf } from '@/server/domain/registry/search-keys';
import { readSearchText } from '@/server/domain/registry/read-search-text';
import { readingsOf } from '@/server/services/resident/name-readings';

const numbered = (body: string) => `${body}${checkCharacterOf(body)}`;
const zhang = (changes: Partial<ComparedPerson> = {}): ComparedPerson => ({
  ...{ name: '张秀兰', readings: ['zhangxiulan'], sex: 'female', birthDay: '1956-07-08', certType: '01', number: numbered('21010219560708002'), phone: '13800000001', address: '柳河镇前营村12号' },
  ...changes,
});

describe('two records of one person', () => {
  test.each([
    ['one digit of the number wrong', { number: numbered('21010219560708062') }, ['number_one_apart', 'same_name', 'same_birth_day', 'same_phone', 'same_address'], true],
    ['two digits of the number changed about', { number: numbered('21012019560708002'), phone: null, address: null }, ['number_transposed', 'same_name', 'same_birth_day'], true],
    ['a passport first, the identity card later', { certType: '08', number: 'E12345678', phone: null, address: null }, ['same_name', 'same_birth_day', 'certificate_replaced'], true],
    ['the old number with 15 digits under another certificate', { certType: '99', number: '210102560708002', birthDay: '1956-07-08' }, ['same_number', 'same_name', 'same_birth_day', 'same_phone', 'same_address'], true],
    ['the name by its sound, the same phone and day', { name: '章秀兰', number: null, address: null }, ['same_sound', 'same_birth_day', 'same_phone'], false],
    ['day and month changed about', { birthDay: '1956-08-07', number: null, address: null }, ['same_name', 'birth_day_close', 'same_phone'], false],
    ['the same name and day, and numbers that have nothing in common', { number: numbered('11010519560708442'), phone: null, address: null }, ['same_name', 'same_birth_day'], false],
  ] as const)('%s', (_, changes, reasons, strong) => {
    const found = compareRecords(zhang(), zhang(changes));
    expect(found.reasons).toEqual(reasons);
    expect(found.score).toBeGreaterThanOrEqual(candidateScore);
    expect(found.score >= strongScore).toBe(strong);
    expect(compareRecords(zhang(changes), zhang())).toEqual(found);
  });

  test('twins are worth a look and never a strong match', () => {
    const found = compareRecords(zhang({ name: '张大双', readings: ['zhangdashuang'] }), zhang({ name: '张小双', readings: ['zhangxiaoshuang'], number: numbered('21010219560708022') }));
    expect(found.doubts).toEqual(['may_be_twins']);
    expect(found.score).toBeLessThan(strongScore);
  });

  test.each([
    ['a brother who shares the phone', { name: '张志强', readings: ['zhangzhiqiang'], sex: 'male', birthDay: '1960-01-02', number: numbered('21010219600102001') }],
    ['somebody of the same name, born another day', { birthDay: '1971-11-30', number: numbered('21010219711130002'), phone: '13900000009', address: null }],
  ] as const)('%s is nobody’s second record', (_, changes) => {
    expect(compareRecords(zhang(), zhang(changes)).score).toBeLessThan(candidateScore);
  });

  test('days a slip away are days', () => {
    const near = nearBirthDays('1956-07-08');
    expect(near).toContain('1956-08-07');
    expect(near).toContain('1965-07-08');
    expect(near).toContain('1956-07-18');
    expect(near).not.toContain('1956-07-08');
  });
});

describe('names as they are said', () => {
  test.each([
    ['单雄信', ['shanxiongxin', 'danxiongxin', 'chanxiongxin'], ['sxx', 'dxx', 'cxx']],
    ['曾国藩', ['zengguofan', 'cengguofan'], ['zgf', 'cgf']],
    ['吕布', ['lvbu'], ['lb']],
    ['Smith John', ['smithjohn'], ['sj']],
  ])('%s', (name, full, initials) => {
    const readings = readingsOf(name);
    for (const reading of full) expect(readings.full).toContain(reading);
    for (const reading of initials) expect(readings.initials).toContain(reading);
    expect(readings.full[0]).toBe(full[0]);
  });

  test('a compound surname is read as one, and no name has more than sixteen readings', () => {
    expect(readingsOf('尉迟恭').full[0]).toBe('yuchigong');
    expect(readingsOf('单行长乐').full.length).toBeLessThanOrEqual(16);
  });
});

describe('what was typed', () => {
  test.each([
    ['', { kind: 'nothing' }],
    ['z', { kind: 'nothing' }],
    ['zxl', { kind: 'letters', letters: 'zxl' }],
    ["Zhang Xiu'lan", { kind: 'letters', letters: 'zhangxiulan' }],
    ['LÜ bu', { kind: 'letters', letters: 'lvbu' }],
    ['002x', { kind: 'tail', tail: '002X', endsPhone: false }],
    ['８８１２', { kind: 'tail', tail: '8812', endsPhone: true }],
    ['+86 138-0000-0001', { kind: 'phone', digits: '13800000001' }],
    [numbered('21010219560708002'), { kind: 'number', number: numbered('21010219560708002'), certTypes: ['01'] }],
    ['张', { kind: 'words', key: '5f20', mayBeAddress: false }],
    ['柳河镇', { kind: 'words', key: asPlainKey('柳河镇'), mayBeAddress: true }],
  ])('%s', (typed, read) => {
    expect(readSearchText(typed)).toEqual(read);
  });

  test('keys that begin so lie in the range, and no others', () => {
    const { from, to } = rangeOf(asPlainKey('张秀'));
    for (const name of ['张秀', '张秀兰', '张秀芝']) expect(from <= asPlainKey(name) && asPlainKey(name) <= to).toBe(true);
    for (const name of ['张', '张绣兰', '章秀']) expect(from <= asPlainKey(name) && asPlainKey(name) <= to).toBe(false);
  });
});
