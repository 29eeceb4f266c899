import { type FileColumn, remarkColumn } from './file-column';

/** A list of diagnoses, under the names that the national insurance administration's own list has. */
export const diagnosisFileColumns: readonly FileColumn[] = [
  { code: 'diag_code', names: ['诊断代码', '疾病诊断编码', '诊断编码', '疾病编码', '编码', 'ICD-10编码'], required: true, kind: 'text', example: 'I10.x00x002', note: 'ICD-10 医保版编码：一个字母、两位数字，后面可以有小数点和扩展码。' },
  { code: 'diag_name', names: ['诊断名称', '疾病诊断名称', '疾病名称', '名称'], required: true, kind: 'text', example: '高血压病', note: '诊断名称，不超过 100 字。' },
  remarkColumn,
];
