import { contractStatuses, labelOf, requestStatuses, terminationReasons } from '@/app/_copy/labels';
import { formatInstant } from '@/app/_ui/moment';
import type { LifeCycleRefusal } from '@/server/domain/contract/life-cycle-refusals';
import type { RefusalSentences } from './index';

export const lifeCycleRefusals = {
  'contract.not_in_force': ({ status, endDay }) => `这份签约${labelOf(contractStatuses, status)}，服务到 ${endDay} 为止，不能再办理解约或转签。请刷新后核对。`,
  'contract.death_not_recorded': () => '档案里没有这位居民的死亡日期，不能以“居民已故”解约。请先登记死亡日期，或改选其他原因。',
  'contract.end_in_past': ({ endDay, earliest }) => `解约日期 ${endDay} 已经过去。最早可以到今天（${earliest}）为止。`,
  'contract.end_after_term': ({ endDay, lastDay }) => `解约日期 ${endDay} 晚于约定的到期日 ${lastDay}。请改早，到期的签约不必解约。`,
  'contract.reason_missing': () => '请写明具体原因，再提交。',
  'contract.not_renewable': ({ reason }) => `这份签约已提前结束（${labelOf(terminationReasons, reason)}），不能续签。需要再签，请办理新签约。`,
  'contract.already_renewed': ({ teamName, startDay }) => `这份签约已经续上，下一份由${teamName}从 ${startDay} 起服务，不必重复办理。`,
  'contract.renewal_too_early': ({ earliest, endDay }) => `这份签约到 ${endDay} 为止，最早 ${earliest} 起可以续签。请到时再办。`,
  'contract.renewal_too_late': ({ latest }) => `续签的期限是 ${latest}，现在已经过了。请按新签约办理。`,
  'contract.same_team': ({ teamName }) => `居民现在就签在${teamName}，不需要转签。请改选其他团队。`,
  'contract.transfer_too_often': ({ times, allowed, again }) =>
    `近一年已转签 ${times} 次，每年最多自愿转签 ${allowed} 次，${again} 起可以再转。如因搬迁、医生离岗或团队撤并，请改选相应原因。`,
  'contract.transfer_day': ({ startDay, earliest, latest }) => `转签起始日 ${startDay} 不合适，可以选 ${earliest} 到 ${latest} 之间的日子。`,
  'contract.not_correctable': ({ reason }) => `这份签约已提前结束（${labelOf(terminationReasons, reason)}），不能再更正。`,
  'contract.nothing_corrected': () => '更正后的内容与原协议一样。请改好有误的项目再提交。',
  'contract_request.not_open': ({ status, dueOn }) => `这份申请${labelOf(requestStatuses, status)}，答复期限是 ${dueOn}，不能再办理。请刷新后核对，需要时重新申请。`,
  'contract_request.already_open': ({ askedBy, teamName, dueOn }) =>
    askedBy === 'team' ? `${teamName}已向这位居民发出签约邀请，等居民在 ${dueOn} 前确认。请先处理这份邀请。` : `这位居民已向${teamName}提出申请，等团队在 ${dueOn} 前答复。请先处理这份申请。`,
  'contract_request.not_yours': () => '这份申请是居民提出的，团队不能撤回。可以同意，或写明原因后拒绝。',
  'contract_request.ending_open': ({ createdAt }) => `已在 ${formatInstant(createdAt)} 提出过解约申请，正在等团队答复，不必重复提交。`,
} satisfies RefusalSentences<LifeCycleRefusal['code']>;
