import type { ContractStatus } from '@/server/domain/contract/contract';

/** What the public page says that verifies a printed agreement. */
export const verify = {
  banner: '家庭医生签约协议核验',
  footer: '核验只显示协议是否真实和现在的状态，不显示居民的证件号码、电话、住址和健康信息。',
  title: '核验签约协议',
  intro: '请照着纸质协议最后的文字，输入协议编号和核验码；也可以直接扫协议上的二维码。',
  number: '协议编号',
  numberHint: '例如 Q330100…，在协议第一行',
  code: '核验码',
  codeHint: '16 位字母和数字，不分大小写，横线可以不输',
  submit: '核验',
  again: '核验另一份',
  found: '这是系统里有的协议',
  intact: '内容与签署时一致',
  changed: '内容与签署时不一致，请向签约机构核对，不要以这份协议为凭据。',
  revoked: '居民已经撤回同意，这份协议已经结束。',
  unknown: '没有查到这份协议',
  unknownWhy: '请检查协议编号和核验码有没有看错，例如 0 和 O、1 和 I。多次查不到的，请联系协议上的签约机构。',
  locked: '查询次数太多',
  lockedWhy: '请过 15 分钟再试，或者联系协议上的签约机构核对。',
  fields: { number: '协议编号', name: '居民', institution: '签约机构', signed: '签订日期', term: '协议期限', status: '现在的状态', digest: '内容摘要（SHA-256）' },
  digestHint: '与纸质协议最后印的摘要逐字相同，才是同一份内容。',
  term: (from: string, to: string) => `${from} 至 ${to}`,
  statuses: { in_force: '有效', terminated: '已解约', expired: '已到期' } satisfies Record<ContractStatus, string>,
  notBegun: (day: string) => `已签订，${day}起生效`,
} as const;
