import { labelOf, recognitionActions, recognitionSides, recognitionStandings } from '@/app/_copy/labels';
import type { RecognitionRefusal } from '@/server/domain/recognition/refusals';
import type { RefusalSentences } from './index';

const statuses: Readonly<Record<string, string>> = { ...recognitionStandings, approved: '已认定' };

export const recognitionRefusals = {
  'recognition.not_permitted': ({ action }) => `您的账号没有“${labelOf(recognitionActions, action)}”的权限。请由有权限的同事办理。`,
  'recognition.wrong_side': ({ action, sides }) => `“${labelOf(recognitionActions, action)}”由${sides.map((side) => labelOf(recognitionSides, side)).join('或')}办理。`,
  'recognition.wrong_status': ({ action, status }) => `这份认定现在是“${labelOf(statuses, status)}”，不能“${labelOf(recognitionActions, action)}”。`,
  'recognition.own_application': () => '这份申请是您自己提交的，不能由您认定。请由另一位复核人员办理。',
  'recognition.resident_deceased': ({ deathDay }) => `这位居民已于 ${deathDay} 去世，不能办理认定。如登记有误，请先更正死亡日期。`,
  'recognition.not_in_policy': ({ policyId }) => `现行政策（${policyId}）没有规定门诊慢特病认定，不需要申请。`,
  'recognition.disease_unknown': ({ diseaseCode }) => `现行政策的病种目录里没有“${diseaseCode}”。请从目录中选择病种。`,
  'recognition.diagnosis_does_not_fit': ({ diagnosisCode, diseaseName, icdPrefixes }) =>
    `${diagnosisCode === '' ? '没有填写诊断编码' : `诊断编码 ${diagnosisCode} 不属于${diseaseName}`}。${diseaseName}的诊断编码以 ${icdPrefixes.join('、')} 开头，请核对诊断或改选病种。`,
  'recognition.already_applied': ({ number, institutionName, appliedOn }) =>
    `${institutionName}已于 ${appliedOn} 为这位居民申请同一病种（${number}），正在等待认定。请等候结果；材料有误的，先撤回那份申请。`,
  'recognition.already_recognized': ({ number, validFrom, validTo, renewableFrom }) =>
    `这位居民已有同一病种的认定（${number}，${validFrom} 至 ${validTo}），有效期不能重叠。${renewableFrom} 起可以办理续期。`,
  'recognition.renews_other_disease': ({ diseaseName }) => `续期只能延续原来的病种（${diseaseName}）。要认定另一个病种，请另行申请。`,
  'recognition.renewal_too_early': ({ renewableFrom, validTo }) => `这份认定到 ${validTo} 才到期，${renewableFrom} 起才能办理续期。`,
  'recognition.renewal_too_late': ({ validTo }) => `这份认定已于 ${validTo} 到期，不能再续期。请重新申请认定。`,
  'recognition.evidence_missing': () => '还没有填写证明材料。请至少写一份，说明材料内容、出具日期和出具机构。',
  'recognition.evidence_too_many': ({ count, limit }) => `写了 ${count} 份材料，最多 ${limit} 份。请只保留最能说明病情的。`,
  'recognition.evidence_vague': ({ item, length, least }) => `第 ${item} 份材料只写了 ${length} 个字，至少 ${least} 个字。请写明检查结果、用药或诊断结论。`,
  'recognition.evidence_too_long': ({ item, length, limit }) => `第 ${item} 份材料有 ${length} 个字，最多 ${limit} 个字。请只写与认定有关的内容。`,
  'recognition.evidence_issuer_missing': ({ item }) => `第 ${item} 份材料没有写出具机构。请补上。`,
  'recognition.evidence_in_future': ({ item, issuedOn, today }) => `第 ${item} 份材料的出具日期 ${issuedOn} 晚于今天（${today}）。请核对日期。`,
  'recognition.evidence_before_birth': ({ item, issuedOn, birthDay }) => `第 ${item} 份材料的出具日期 ${issuedOn} 早于居民出生日期（${birthDay}）。请核对日期。`,
  'recognition.start_out_of_range': ({ validFrom, earliest, latest }) =>
    earliest === latest
      ? `有效期只能从 ${earliest} 开始，现在填的是 ${validFrom}。请改正。`
      : `有效期从 ${validFrom} 开始不合规定，应在 ${earliest} 至 ${latest} 之间。请改正开始日期。`,
  'recognition.reason_missing': () => '还没有填写原因。请用一两句话写明，申请机构和居民都会看到。',
  'recognition.reason_too_long': ({ length, limit }) => `原因有 ${length} 个字，最多 ${limit} 个字。请精简。`,
  'recognition.revocation_out_of_range': ({ revokedFrom, earliest, latest }) =>
    `撤销日期 ${revokedFrom} 不合规定，应在 ${earliest} 至 ${latest} 之间。自始无效的，填写有效期的第一天。`,
  'recognition.days_out_of_order': ({ validFrom, validTo }) => `开始日期 ${validFrom} 晚于结束日期 ${validTo}。请核对这两列。`,
} satisfies RefusalSentences<RecognitionRefusal['code']>;
