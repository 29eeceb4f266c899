import { describe, expect, test } from 'vitest';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { emptyDraft, gapsOf } from '@/server/domain/referral/draft';
import { standardReferral } from '@/server/domain/referral/standard-fields';
import { refusalsOfTexts, type WrittenTexts } from '@/server/domain/referral/writing';
import { referralIn } from './referral-facts';

const texts = (change: Partial<WrittenTexts> = {}): WrittenTexts => ({ diagnosisName: '高血压', purpose: null, history: null, findings: null, treatment: null, ...change });

describe('texts', () => {
  test.each<[Partial<WrittenTexts>, string[]]>([
    [{}, []],
    [{ diagnosisName: ' ' }, ['referral.diagnosis_missing']],
    [{ history: '史'.repeat(100), purpose: '𠮷'.repeat(100), findings: '症'.repeat(2000) }, []],
    [{ history: '史'.repeat(101), purpose: '目'.repeat(101) }, ['purpose', 'history']],
  ])('%j', (change, expected) => {
    expect(refusalsOfTexts(texts(change)).map((refusal) => (refusal.code === 'referral.text_too_long' ? refusal.facts.field : refusal.code))).toEqual(expected);
  });
});

test('a form says what is missing until it can be sent', () => {
  expect(gapsOf(emptyDraft)).toEqual(['destination', 'diagnosis', 'reason', 'consent']);
  const there = { ...emptyDraft, toInstitutionCode: 'H1', departmentCode: 'cardiology', diagnosisName: '高血压', reason: '控制不佳', consent: 'desk' } as const;
  expect(gapsOf(there)).toEqual([]);
  expect(gapsOf({ ...there, departmentCode: '' })).toEqual(['destination']);
  expect(gapsOf({ ...there, departmentCode: '', places: { sessionId: null, stay: { sessionId: 's', nights: 3 } } })).toEqual([]);
});

describe('under the national names', () => {
  const resident = { name: '刘桂兰', sex: 'female', birthDay: '1950-02-28', age: 75, certType: '01', maskedNumber: '210101********1234' } as const;
  const around = { fromInstitutionName: '柳河镇卫生院', toInstitutionName: '城东中心医院', practitionerName: '王建国' };
  const sent = referralIn('sent', { sentAt: instantOf('2025-03-10 09:30:00'), history: '高血压十年', assessment: { measurements: { systolic: 186, glucoseTenths: 72 }, symptoms: [] } });

  test('a referral has its elements, and none that is not known', () => {
    const { record } = standardReferral({ referral: sent, resident, ...around });
    const valueOf = (name: string) => record.find((field) => field.name === name)?.value;
    expect([valueOf('性别代码'), valueOf('疾病史'), valueOf('收缩压（mmHg）'), valueOf('血糖（mmol/L）'), valueOf('签名日期时间')]).toEqual(['2', '高血压十年', 186, 7.2, '2025-03-10 09:30:00']);
    expect(valueOf('现病史')).toBeUndefined();
    expect(record.every(({ id }) => /^DE\d{2}\.\d{2}\.\d{3}\.\d{2}$/.test(id))).toBe(true);
  });

  test('the filing keeps to its lengths', () => {
    const { filing } = standardReferral({ referral: { ...sent, findings: '症'.repeat(2500) }, resident: null, ...around });
    expect([...(filing.dise_cond_dscr ?? '')].length).toBe(2000);
    expect(filing).toMatchObject({ reflin_medins_name: '城东中心医院', refl_date: '2025-03-10', refl_rea: sent.reason });
    expect(filing).not.toHaveProperty('refl_opnn');
  });
});
