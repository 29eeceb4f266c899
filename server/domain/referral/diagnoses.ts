import { asPlainKey } from '@/server/domain/registry/search-keys';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { Day } from '@/server/domain/kernel/calendar-day';

/** A list whose file is being read is `loading`; only a `ready` one is offered. */
export const diagnosisListStatuses = ['loading', 'ready'] as const;

/** By what a diagnosis is found. */
export const diagnosisKeyKinds = ['code', 'name', 'initials'] as const;
export type DiagnosisKeyKind = (typeof diagnosisKeyKinds)[number];

export interface Diagnosis {
  /** ICD-10 医保版. */
  readonly code: string;
  readonly name: string;
  /** Pinyin initials, as doctors type them. */
  readonly initials: string;
}

/** The diagnoses that community doctors refer most; any other is written by its name. */
export const commonDiagnoses: readonly Diagnosis[] = [
  { code: 'I10.x00', name: '特发性（原发性）高血压', initials: 'tfxyfxgxy' },
  { code: 'I11.900', name: '高血压性心脏病', initials: 'gxyxxzb' },
  { code: 'I20.000', name: '不稳定性心绞痛', initials: 'bwdxxjt' },
  { code: 'I20.900', name: '心绞痛', initials: 'xjt' },
  { code: 'I21.900', name: '急性心肌梗死', initials: 'jxxjgs' },
  { code: 'I25.103', name: '冠状动脉粥样硬化性心脏病', initials: 'gzdmzyyhxxzb' },
  { code: 'I48.x01', name: '心房颤动', initials: 'xfcd' },
  { code: 'I50.900', name: '心力衰竭', initials: 'xlsj' },
  { code: 'I63.900', name: '脑梗死', initials: 'ngs' },
  { code: 'I61.900', name: '脑出血', initials: 'ncx' },
  { code: 'I69.300', name: '脑梗死后遗症', initials: 'ngshyz' },
  { code: 'G45.900', name: '短暂性脑缺血发作', initials: 'dzxnqxfz' },
  { code: 'G20.x00', name: '帕金森病', initials: 'pjsb' },
  { code: 'G40.900', name: '癫痫', initials: 'dx' },
  { code: 'R42.x00', name: '头晕和眩晕', initials: 'tyhxy' },
  { code: 'E11.900', name: '2型糖尿病', initials: '2xtnb' },
  { code: 'E11.200', name: '2型糖尿病伴肾的并发症', initials: '2xtnbbsdbfz' },
  { code: 'E11.300', name: '2型糖尿病伴眼的并发症', initials: '2xtnbbydbfz' },
  { code: 'E11.500', name: '2型糖尿病伴周围循环并发症', initials: '2xtnbbzwxhbfz' },
  { code: 'E05.900', name: '甲状腺毒症', initials: 'jzxdz' },
  { code: 'E04.100', name: '甲状腺结节', initials: 'jzxjj' },
  { code: 'E78.500', name: '高脂血症', initials: 'gzxz' },
  { code: 'M10.900', name: '痛风', initials: 'tf' },
  { code: 'J44.900', name: '慢性阻塞性肺疾病', initials: 'mxzsxfjb' },
  { code: 'J44.100', name: '慢性阻塞性肺疾病伴急性加重', initials: 'mxzsxfjbbjxjz' },
  { code: 'J45.900', name: '支气管哮喘', initials: 'zqgxc' },
  { code: 'J18.900', name: '肺炎', initials: 'fy' },
  { code: 'R91.x00', name: '肺部结节', initials: 'fbjj' },
  { code: 'A16.200', name: '肺结核', initials: 'fjh' },
  { code: 'K25.900', name: '胃溃疡', initials: 'wky' },
  { code: 'K29.500', name: '慢性胃炎', initials: 'mxwy' },
  { code: 'K35.800', name: '急性阑尾炎', initials: 'jxlwy' },
  { code: 'K80.200', name: '胆囊结石', initials: 'dnjs' },
  { code: 'K74.600', name: '肝硬化', initials: 'gyh' },
  { code: 'K92.200', name: '消化道出血', initials: 'xhdcx' },
  { code: 'N18.900', name: '慢性肾脏病', initials: 'mxszb' },
  { code: 'N20.000', name: '肾结石', initials: 'sjs' },
  { code: 'N40.x00', name: '前列腺增生', initials: 'qlxzs' },
  { code: 'M17.900', name: '膝关节骨关节病', initials: 'xgjggjb' },
  { code: 'M51.200', name: '腰椎间盘突出', initials: 'yzjptc' },
  { code: 'M47.800', name: '颈椎病', initials: 'jzb' },
  { code: 'M81.900', name: '骨质疏松', initials: 'gzss' },
  { code: 'S72.000', name: '股骨颈骨折', initials: 'ggjgz' },
  { code: 'H25.900', name: '老年性白内障', initials: 'lnxbnz' },
  { code: 'H40.900', name: '青光眼', initials: 'qgy' },
  { code: 'F32.900', name: '抑郁发作', initials: 'yyfz' },
  { code: 'F20.900', name: '精神分裂症', initials: 'jsflz' },
  { code: 'O24.400', name: '妊娠期糖尿病', initials: 'rsqtnb' },
  { code: 'O13.x00', name: '妊娠期高血压', initials: 'rsqgxy' },
  { code: 'C34.900', name: '肺恶性肿瘤', initials: 'fexzl' },
  { code: 'C16.900', name: '胃恶性肿瘤', initials: 'wexzl' },
  { code: 'C18.900', name: '结肠恶性肿瘤', initials: 'jcexzl' },
  { code: 'Z50.900', name: '康复治疗', initials: 'kfzl' },
];

/** The version of the list above; regions begin with it, and go on with the full list once it is imported. */
export const shippedListVersion = 'shipped-1';

/**
 * Diagnoses of the shipped list that a typed text may mean: part of the name, the beginning of the code, or part of the pinyin initials, in the
 * order of the list. An empty text means all.
 */
export function searchDiagnoses(text: string): Diagnosis[] {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  return commonDiagnoses.filter(
    ({ code, name, initials }) =>
      name.toLowerCase().includes(typed) || code.toLowerCase().startsWith(typed) || initials.includes(typed),
  );
}

export interface DiagnosisKey {
  readonly kind: DiagnosisKeyKind;
  readonly key: string;
  /** Characters before the place where the key begins. */
  readonly skipped: number;
}

/** Longer than what anybody types to find a diagnosis. */
const keyCharacters = 16;

/**
 * Everything a diagnosis is found by: its code without the point, and its name and initials from each character on, so that what
 * somebody types is found wherever it stands in the name by a comparison of beginnings.
 *
 * @param initials the pinyin initials, one for each character of the name that has one; several where a character is read in several ways.
 */
export function keysOfDiagnosis(code: string, name: string, initials: readonly string[]): DiagnosisKey[] {
  const characters = [...name.normalize('NFKC')].filter((each) => asPlainKey(each) !== '');
  const keys: DiagnosisKey[] = [
    { kind: 'code', key: plainCode(code), skipped: 0 },
    ...characters.map((_, skipped): DiagnosisKey => ({ kind: 'name', key: asPlainKey(characters.slice(skipped, skipped + keyCharacters).join('')), skipped })),
    ...initials.flatMap((reading) => [...reading].map((_, skipped): DiagnosisKey => ({ kind: 'initials', key: reading.slice(skipped, skipped + keyCharacters), skipped }))),
  ];
  // Of equal keys the one that stands further in front counts.
  return [...new Map([...keys].reverse().map((each) => [`${each.kind} ${each.key}`, each])).values()].reverse();
}

/** By what a typed text is looked for; null when nothing in it can be. */
export function readDiagnosisText(text: string): { readonly kind: DiagnosisKeyKind; readonly key: string } | null {
  const typed = text.normalize('NFKC').trim().toLowerCase();
  if (/^[a-z]\d/.test(typed)) return { kind: 'code', key: plainCode(typed) };
  const letters = typed.replace(/[\s\p{P}]/gu, '');
  if (/^[a-z\d]+$/.test(letters) && /[a-z]/.test(letters)) return { kind: 'initials', key: letters.slice(0, keyCharacters) };
  const key = asPlainKey([...typed].slice(0, keyCharacters).join(''));
  return key === '' ? null : { kind: 'name', key };
}

function plainCode(code: string): string {
  return code.normalize('NFKC').toLowerCase().replace(/[^a-z\d]/g, '');
}

/** Why a list, or a row of it, cannot be taken. */
export type DiagnosisListRefusal =
  | Refusal<'diagnosis.code_malformed', { found: string }>
  | Refusal<'diagnosis.name_missing', { code: string }>
  | Refusal<'diagnosis.version_malformed', object>
  | Refusal<'diagnosis.version_taken', { version: string; inForceFrom: Day }>
  | Refusal<'diagnosis.day_taken', { day: Day; version: string }>;

/** ICD-10 医保版: a letter and two digits, then a point with three characters and an extension of its own. */
export function isDiagnosisCode(code: string): boolean {
  return /^[A-Z]\d{2}(\.[\dx]\d{0,2}(x\d{3})?)?([+*])?$/.test(code);
}
