import { civilTimeOf, type Day } from '@/server/domain/kernel/calendar-day';
import type { Sex } from '@/server/domain/registry/codes';
import type { Referral } from './referral';

export interface StandardSource {
  readonly referral: Referral;
  /** Null for those who may not know who it is. */
  readonly resident: { readonly name: string; readonly sex: Sex; readonly birthDay: Day; readonly age: number; readonly certType: string; readonly maskedNumber: string } | null;
  readonly fromInstitutionName: string;
  readonly toInstitutionName: string;
  readonly practitionerName: string;
}

/** One element of the national record: its identifier in the data element catalogue (WS 363), its name, and what it holds. */
export interface StandardField {
  readonly id: string;
  readonly name: string;
  readonly value: string | number;
}

export interface StandardReferral {
  /** WS 445.16 转诊（院）记录; what is not known is left out. */
  readonly record: readonly StandardField[];
  /** The national insurance interface's filing of a transfer (2501), under its own names and lengths. */
  readonly filing: Readonly<Record<string, string>>;
}

/** A referral under the national names, for systems that take it over. A certificate's number stays masked. */
export function standardReferral(source: StandardSource): StandardReferral {
  return { record: recordOf(source), filing: filingOf(source) };
}

type Known = readonly [id: string, name: string, value: string | number | null | undefined];

function recordOf(source: StandardSource): StandardField[] {
  return [...personOf(source), ...orderOf(source), ...caseOf(source)].flatMap(([id, name, value]) => (value === null || value === undefined || value === '' ? [] : [{ id, name, value }]));
}

function personOf({ resident }: StandardSource): Known[] {
  return [
    ['DE02.01.039.00', '患者姓名', resident?.name],
    // GB/T 2261.1: 1 男, 2 女.
    ['DE02.01.040.00', '性别代码', resident ? (resident.sex === 'male' ? '1' : '2') : null],
    ['DE02.01.005.01', '出生日期', resident?.birthDay],
    ['DE02.01.026.00', '年龄（岁）', resident?.age],
    ['DE02.01.031.00', '身份证件类别代码', resident?.certType],
    ['DE02.01.030.00', '身份证件号码', resident?.maskedNumber],
  ];
}

function orderOf({ referral, fromInstitutionName, toInstitutionName, practitionerName }: StandardSource): Known[] {
  return [
    ['DE01.00.008.00', '电子申请单编号', referral.number],
    ['DE08.10.052.00', '转出医疗机构代码', referral.fromInstitutionCode],
    ['DE08.10.013.00', '转出医疗机构名称', fromInstitutionName],
    ['DE08.10.052.00', '转入医疗机构代码', referral.toInstitutionCode],
    ['DE08.10.013.00', '转入医疗机构名称', toInstitutionName],
    ['DE08.10.026.00', '转入科室名称', referral.departmentName],
    ['DE02.01.039.00', '转诊医师签名', practitionerName],
    ['DE09.00.053.00', '签名日期时间', referral.sentAt === null ? null : civilTimeOf(referral.sentAt)],
  ];
}

function caseOf({ referral }: StandardSource): Known[] {
  const { systolic, diastolic, glucoseTenths, heartRate, breathRate, temperatureTenths } = referral.assessment.measurements;
  const tenths = (value: number | undefined) => (value === undefined ? null : value / 10);
  return [
    ['DE05.01.024.00', '疾病诊断编码', referral.diagnosisCode],
    ['DE05.01.025.00', '疾病诊断名称', referral.diagnosisName],
    ['DE06.00.177.00', '转诊原因', referral.reason],
    ['DE02.10.071.00', '现病史', referral.findings],
    ['DE02.10.026.00', '疾病史', referral.history],
    ['DE06.00.296.00', '诊疗过程描述', referral.treatment],
    ['DE04.10.174.00', '收缩压（mmHg）', systolic],
    ['DE04.10.176.00', '舒张压（mmHg）', diastolic],
    ['DE04.50.102.00', '血糖（mmol/L）', tenths(glucoseTenths)],
    ['DE04.10.206.00', '心率（次/min）', heartRate],
    ['DE04.10.081.00', '呼吸频率（次/min）', breathRate],
    ['DE04.10.186.00', '体温（℃）', tenths(temperatureTenths)],
    ['DE06.00.159.00', '转诊意见', referral.opinion],
  ];
}

/** Names of 2501's `refmedin`; a value longer than its field is cut there, as the interface refuses it otherwise. */
function filingOf({ referral, toInstitutionName }: StandardSource): Record<string, string> {
  const cut = (text: string | null, length: number) => [...(text ?? '')].slice(0, length).join('');
  const condition = [referral.findings, referral.treatment].filter((text) => text !== null).join('\n');
  const fields = {
    diag_code: cut(referral.diagnosisCode, 20),
    diag_name: cut(referral.diagnosisName, 100),
    dise_cond_dscr: cut(condition, 2000),
    reflin_medins_no: referral.toInstitutionCode,
    reflin_medins_name: cut(toInstitutionName, 200),
    refl_date: referral.sentAt === null ? '' : civilTimeOf(referral.sentAt).slice(0, 10),
    refl_rea: cut(referral.reason, 100),
    refl_opnn: cut(referral.opinion, 200),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
