import type { RefusalSentences } from './index';

export const serviceFeeRefusals = {
  'service_fee.month_not_over': ({ month }) => `${month} 还没有结束，当月开始的签约还会增加。请到下个月再提出。`,
  'service_fee.already_proposed': ({ month, status }) => (status === 'posted' ? `${month} 的签约服务费已经审批入账，不必重复提出。` : `${month} 的签约服务费已经提出，正等待财务审批，不必重复提出。`),
  'service_fee.nothing_due': ({ month }) => `到 ${month} 底没有新开始的签约年度，也没有要退还或补发的服务费。`,
  'service_fee.already_posted': ({ month }) => `${month} 的签约服务费已经审批入账，不能再次办理。`,
  'service_fee.ended': ({ month, status }) => `${month} 的这次签约服务费已经${status === 'withdrawn' ? '撤回' : '退回'}，不能再办理。请重新提出。`,
  'service_fee.same_person': ({ month }) => `${month} 的签约服务费是您提出的，须由另一人审批。请转给其他同事。`,
  'service_fee.not_proposer': ({ month }) => `${month} 的签约服务费不是您提出的，只有提出人可以撤回。如有问题，请财务退回。`,
} satisfies RefusalSentences<`service_fee.${string}`>;
