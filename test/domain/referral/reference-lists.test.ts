import { describe, expect, test } from 'vitest';
import { departments, findDepartment } from '@/server/domain/referral/departments';
import { commonDiagnoses, searchDiagnoses } from '@/server/domain/referral/diagnoses';
import { referralNumberOf } from '@/server/domain/referral/number';

describe('the number on a referral slip', () => {
  const id = '01952a10-7c00-7abc-8def-0000000f4241';

  test('is region, day and six digits of the id', () => {
    expect(referralNumberOf('210100', '2025-03-03', id)).toBe('Z21010020250303000001');
    expect(referralNumberOf('210100', '2025-03-03', id, 1)).toBe('Z21010020250303000002');
  });

  test('starts over after the last serial', () => {
    expect(referralNumberOf('210100', '2025-03-03', '0000000f423f', 1)).toBe('Z21010020250303000000');
  });

  test('is not made from something that is no id', () => {
    expect(() => referralNumberOf('210100', '2025-03-03', 'f1')).toThrow(RangeError);
  });
});

describe('common diagnoses', () => {
  test.each([
    ['高血压性', ['I11.900']],
    ['i48', ['I48.x01']],
    ['Ｉ４８', ['I48.x01']],
    ['xfcd', ['I48.x01']],
    ['没有这种病', []],
  ])('%j finds %j', (text, codes) => {
    expect(searchDiagnoses(text).map(({ code }) => code)).toEqual(codes);
  });

  test('nothing typed means all, each once, with initials to type', () => {
    expect(searchDiagnoses(' ')).toEqual(commonDiagnoses);
    expect(new Set(commonDiagnoses.map(({ code }) => code)).size).toBe(commonDiagnoses.length);
    for (const { code, initials } of commonDiagnoses) {
      expect(code).toMatch(/^[A-Z]\d{2}\.[\dx]\d{2}/);
      expect(initials).toMatch(/^[a-z\d]+$/);
    }
  });
});

test('departments are found by their code, each of which is one', () => {
  expect(findDepartment('cardiology')?.name).toBe('心血管内科');
  expect(findDepartment('astrology')).toBeNull();
  expect(new Set(departments.map(({ code }) => code)).size).toBe(departments.length);
});
