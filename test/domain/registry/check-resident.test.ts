import { describe, expect, test } from 'vitest';
import { checkResident, type ResidentFacts } from '@/server/domain/registry/check-resident';
import { institutionLevels, isPrimary } from '@/server/domain/registry/codes';
import { checkInstitutionCode } from '@/server/domain/registry/institution';

const someone: ResidentFacts = {
  certType: '01',
  certNo: '11010519491231002X',
  name: '李秀英',
  sex: null,
  birthDay: null,
  deathDay: null,
  insutype: '390',
  retired: false,
  today: '2025-06-01',
};

const codesOf = (change: Partial<ResidentFacts>) => {
  const outcome = checkResident({ ...someone, ...change });
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
};

describe('registering a resident', () => {
  test('takes birth day and sex from the certificate', () => {
    expect(checkResident({ ...someone, name: ' 李秀英 ' })).toMatchObject({
      ok: true,
      value: {
        name: '李秀英',
        sex: 'female',
        birthDay: '1949-12-31',
        deathDay: null,
        coverage: { insutype: '390', retired: false },
        identity: { kind: 'citizen' },
      },
    });
  });

  test('a passport tells neither, so the form must', () => {
    const passport = { certType: '08', certNo: 'E12345678' };
    expect(codesOf(passport)).toEqual(['registry.birth_day_missing', 'registry.sex_missing']);
    expect(codesOf({ ...passport, birthDay: '1980-05-01', sex: 'male' })).toEqual([]);
  });

  test('a number that cannot be read is the only thing to mend', () => {
    expect(codesOf({ certNo: '110105194912310021' })).toEqual(['identity.wrong_check_digit']);
  });

  test.each<[string, Partial<ResidentFacts>, string[]]>([
    ['no name', { name: '\u3000' }, ['registry.name_missing']],
    ['a name of 51 characters', { name: '欧'.repeat(51) }, ['registry.name_too_long']],
    ['another birth day', { birthDay: '1949-12-30' }, ['registry.birth_day_differs']],
    ['the other sex', { sex: 'male' }, ['registry.sex_differs']],
    ['not yet born', { today: '1949-12-30' }, ['registry.birth_in_future']],
    ['dead before birth', { deathDay: '1949-12-30' }, ['registry.death_before_birth']],
    ['dead tomorrow', { deathDay: '2025-06-02' }, ['registry.death_in_future']],
    ['retired without employee insurance', { retired: true }, ['registry.retired_needs_employee_insurance']],
    ['retired employee', { retired: true, insutype: '310' }, []],
    ['died on the day of birth', { deathDay: '1949-12-31' }, []],
  ])('%s', (_, change, codes) => {
    expect(codesOf(change)).toEqual(codes);
  });

  test('gives all reasons at once, the certificate’s first', () => {
    expect(
      codesOf({
        certNo: '110105194912310021',
        name: '',
        birthDay: '2025-07-01',
        deathDay: '2025-06-02',
        retired: true,
      }),
    ).toEqual([
      'identity.wrong_check_digit',
      'registry.name_missing',
      'registry.birth_in_future',
      'registry.death_before_birth',
      'registry.death_in_future',
      'registry.retired_needs_employee_insurance',
    ]);
  });
});

describe('institution codes', () => {
  test.each([
    ['H21010200001', 'H21010200001'],
    [' h21010200001 ', 'H21010200001'],
    ['Ｐ33110200012', 'P33110200012'],
  ])('%j is %s', (raw, code) => {
    expect(checkInstitutionCode(raw)).toEqual({ ok: true, value: code });
  });

  test.each(['', 'H2101020000', 'H210102000011', 'X21010200001', 'H2101020000A', '210102000011'])('%j is none', (raw) => {
    expect(checkInstitutionCode(raw)).toEqual({
      ok: false,
      refusals: [{ code: 'registry.institution_code_malformed', facts: { code: raw } }],
    });
  });
});

test('village clinics and township hospitals are primary, nothing else is', () => {
  expect(institutionLevels.filter(isPrimary)).toEqual(['village', 'township']);
});
