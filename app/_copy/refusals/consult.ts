import { labelOf, referralKinds, referralStatuses } from '@/app/_copy/labels';
import type { ConsultRefusal } from '@/server/domain/consult/refusals';
import type { RefusalSentences } from './index';

export const consultRefusals = {
  'consult.not_a_consult': () => '这是转诊单，不是远程会诊。请在转诊单上办理。',
  'consult.not_your_side': () => '只有申请会诊的医生和答复会诊的医院可以在这里发言或转为转诊。',
  'consult.over': ({ status }) => `会诊现在是“${labelOf(referralStatuses, status)}”，不能再发言。需要继续讨论的，请另发一次会诊。`,
  'consult.message_missing': () => '还没有写内容。请写好再发送。',
  'consult.message_too_long': ({ length, limit }) => `内容有 ${length} 个字，最多 ${limit} 个字。请精简，或作为附件上传。`,
  'consult.conversion_not_allowed': () => '申请人没有允许直接转为转诊。请在答复里建议转诊，由申请人征得居民同意后转。',
  'consult.kind_needs_travel': ({ kind }) => `会诊不能再转为“${labelOf(referralKinds, kind)}”。请选择门诊、住院、检查检验或康复。`,
} satisfies RefusalSentences<ConsultRefusal['code']>;
