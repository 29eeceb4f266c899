import { labelOf, teamRoles } from '@/app/_copy/labels';
import type { SigningRefusal } from '@/server/domain/contract/refusals';
import type { RefusalSentences } from './index';

export const contractRefusals = {
  'contract.resident_deceased': ({ deathDay }) => `这位居民已于 ${deathDay} 去世，不能签约。如登记有误，请先更正死亡日期。`,
  'contract.already_active': ({ teamName, until, sameTeam }) =>
    sameTeam
      ? `这位居民已与本团队（${teamName}）签约到 ${until}。需要续签，请把开始日期改为 ${until} 之后。`
      : `这位居民已与${teamName}签约到 ${until}，同一时间只能有一份签约。可请原团队先解约，次日起再签；或等到期后签约。`,
  'contract.team_full': ({ teamName, capacity, signed }) =>
    `${teamName}已签 ${signed} 人，达到上限 ${capacity} 人。请改选其他团队，或先处理本团队到期、应解约的签约。`,
  'contract.team_closed': ({ teamName, closedOn }) => `${teamName}已于 ${closedOn} 撤并，不再签约。请改选接收其居民的团队。`,
  'contract.team_incomplete': ({ teamName, missing }) =>
    `${teamName}还缺${missing.map((role) => labelOf(teamRoles, role)).join('、')}，按政策人员不齐的团队不能新签约。请先补齐团队成员，或改选其他团队。`,
  'contract.doctor_full': ({ doctorName, capacity }) => `${doctorName}医生在各团队签约的居民合计已达上限 ${capacity} 人。请改由本团队其他医生签约，或改选其他团队。`,
  'contract.practitioner_not_doctor': ({ name, role }) => `${name}在团队里是${labelOf(teamRoles, role)}，不能作为签约医生。请改选团队里的医生。`,
  'contract.practitioner_not_in_team': ({ teamName }) => `所选签约医生不是${teamName}的成员。请改选本团队的医生，或改选团队。`,
  'contract.package_missing': () => '还没有选服务包。请至少选择一个服务包。',
  'contract.package_unknown': ({ packageCode }) => `服务包“${packageCode}”不在可选范围内。请重新选择服务包。`,
  'contract.term_not_allowed': ({ termYears, allowed }) => `签约周期 ${termYears} 年不在政策允许范围内。可以选择：${allowed.join('、')} 年。`,
  'contract.start_in_past': ({ startDay, earliest }) => `开始日期 ${startDay} 已经过去。签约不能追溯，最早从今天（${earliest}）开始。`,
  'contract.start_too_far': ({ startDay, latest }) => `开始日期 ${startDay} 太远，最晚可以从 ${latest} 开始。请改近，或到时再来签。`,
  'contract.consent_missing': () => '还没有取得居民的知情同意。请向居民说明同意书内容，居民同意后勾选。',
  'contract.guardian_required': ({ age, under }) => `居民今年 ${age} 岁，不满 ${under} 周岁须由监护人同意。请填写监护人姓名和与居民的关系。`,
} satisfies RefusalSentences<SigningRefusal['code']>;
