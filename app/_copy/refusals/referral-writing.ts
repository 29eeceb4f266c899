import { measures, writtenFields } from '@/app/_copy/referral-form-words';
import type { AttachmentRefusal } from '@/server/domain/referral/attachments';
import type { DiagnosisListRefusal } from '@/server/domain/referral/diagnoses';
import type { WritingRefusal } from '@/server/domain/referral/writing';
import { labelOf, referralStatuses } from '@/app/_copy/labels';
import type { RefusalSentences } from './index';

const megabytes = (bytes: number) => String(Math.round(bytes / 1024 / 1024));

export const writingRefusals = {
  'referral.diagnosis_missing': () => '还没有填写诊断。请输入名称、拼音首字母或编码选择；列表里没有的可以直接写名称。',
  'referral.text_too_long': ({ field, length, limit }) => `“${writtenFields[field]}”有 ${length} 个字，最多 ${limit} 个字。请精简，详细材料可作为附件上传。`,
  'referral.destination_missing': () => '还没有选择转到哪里。请选择一个预留号或床位，或选“不占号”并选择接诊机构和科室。',
  'referral.guardian_missing': ({ age }) => `这位居民 ${age} 岁，须由监护人同意。请填写监护人姓名和与居民的关系。`,
  'referral.measurement_out_of_range': ({ measure, found, least, most }) => {
    const { name, unit, shown } = measures[measure];
    return `${name} ${shown(found)} ${unit} 超出合理范围（${shown(least)}–${shown(most)}）。请检查是否输错。`;
  },
  'referral.pressure_upside_down': ({ systolic, diastolic }) => `收缩压 ${systolic} 应当高于舒张压 ${diastolic}。请检查两个数是否填反。`,
} satisfies RefusalSentences<WritingRefusal['code']>;

export const attachmentRefusals = {
  'attachment.wrong_side': () => '只有转出方和接诊方可以为这张转诊单上传附件。',
  'attachment.wrong_status': ({ status }) => `转诊单现在是“${labelOf(referralStatuses, status)}”，不能再上传附件。请在电话里补充，或在下一次转诊时上传。`,
  'attachment.empty': () => '文件是空的。请检查后重新选择。',
  'attachment.too_large': ({ limitBytes }) => `文件超过 ${megabytes(limitBytes)} MB。请压缩、分页扫描，或只上传需要的几页。`,
  'attachment.unknown_type': () => '文件内容不是 PDF、JPG 或 PNG。请另存为这三种格式之一再上传；只改文件名没有用。',
  'attachment.too_many': ({ limit }) => `每一方最多上传 ${limit} 个附件。请先合并成一个 PDF，或删除不需要的。`,
  'attachment.already_there': ({ fileName }) => `同样内容的文件已经上传过（${fileName}），不必重复上传。`,
} satisfies RefusalSentences<AttachmentRefusal['code']>;

export const diagnosisListRefusals = {
  'diagnosis.code_malformed': ({ found }) => `“${found}”不是疾病诊断编码。应为一个大写字母、两位数字，后面可以有小数点和扩展码，例如 I10.x00x002。`,
  'diagnosis.name_missing': ({ code }) => `编码 ${code} 没有名称。请补上诊断名称。`,
  'diagnosis.version_malformed': () => '版本号应为 1 到 40 个字母、数字、点或短横线，例如 nhsa-2.0。请改写版本号。',
  'diagnosis.version_taken': ({ version, inForceFrom }) => `版本 ${version} 已经存在，从 ${inForceFrom} 起用。同一版本不能改起用日期；内容有变化的，请用新的版本号导入。`,
  'diagnosis.day_taken': ({ day, version }) => `${day} 起用的已有版本 ${version}。请为这一版选择别的起用日期。`,
} satisfies RefusalSentences<DiagnosisListRefusal['code']>;
