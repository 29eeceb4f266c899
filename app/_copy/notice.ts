import type { Delivery } from '@/server/domain/notice/delivery';
import type { AddresseeKind, NoticeTemplate, RequestKind, StaffMessage } from '@/server/domain/notice/notice';
import { isStaffTemplate } from '@/server/domain/notice/notice';
import { isReferralStaffMessage } from '@/server/domain/notice/referral-notice';
import { referralNotices, referralStaffSentence } from './referral-notice';

const kinds: Readonly<Record<RequestKind, string>> = { sign: '签约', renew: '续约', transfer: '转签' };

/** What each kind of notice is called in lists. */
export const noticeTemplates: Readonly<Record<NoticeTemplate, string>> = {
  ...referralNotices,
  code: '验证码',
  contract_signed: '签约成功',
  contract_proposed: '请居民确认签约',
  contract_ending: '签约快到期',
  contract_ended: '签约已结束',
  request_refused: '申请未通过',
  request_lapsed: '申请已失效',
  ending_answered: '解约申请的答复',
  team_changed: '团队有调整',
  service_due: '服务提醒',
  phone_changed: '手机号已更换',
  phone_change_refused: '换号没有通过',
  request_received: '居民提交申请',
  request_withdrawn: '居民撤回申请',
  proposal_answered: '居民答复签约邀请',
  ending_asked: '居民申请解约',
  consent_withdrawn: '居民撤回同意',
  phone_change_asked: '居民申请换手机号',
  contract_transferred: '居民转团队',
};

/** What a member of staff reads behind the bell. */
function staffSentence(message: StaffMessage): string {
  if (isReferralStaffMessage(message)) return referralStaffSentence(message);
  const { template, facts } = message;
  switch (template) {
    case 'request_received':
      return `${facts.maskedName}申请${kinds[facts.kind]}，请受理。`;
    case 'request_withdrawn':
      return `${facts.maskedName}撤回了${kinds[facts.kind]}申请，不用再处理。`;
    case 'proposal_answered':
      return facts.agreed ? `${facts.maskedName}同意了${kinds[facts.kind]}。` : `${facts.maskedName}没有同意${kinds[facts.kind]}。`;
    case 'ending_asked':
      return `${facts.maskedName}申请解约，请与本人联系后答复。`;
    case 'consent_withdrawn':
      return `${facts.maskedName}撤回了签约同意，签约已随之结束。`;
    case 'phone_change_asked':
      return `${facts.maskedName}申请更换手机号，旧号码已收不到短信。请与本人核实后答复。`;
    case 'contract_transferred':
      return facts.into ? `${facts.maskedName}从${facts.otherTeamName}转入本团队。` : `${facts.maskedName}转到了${facts.otherTeamName}。`;
  }
}

const deliveries: Readonly<Record<Delivery, string>> = { waiting: '等待发送', sent: '已发送', failed: '发送失败', in_app: '站内' };
const toKinds: Readonly<Record<AddresseeKind, string>> = { resident: '居民', team: '团队', account: '工作人员', institution: '机构' };

const errors: Readonly<Record<string, string>> = {
  too_late: '已过有效时间，没有再发',
  not_for_sms: '没有可发的手机号',
  digits_gone: '验证码已作废',
  carrier_failed: '短信通道没有应答',
};

export const notice = {
  title: '通知',
  description: '给居民的短信和给团队的站内通知。姓名和手机号已遮盖。',
  views: { mine: '我的通知', outbox: '发出的通知', phones: '换号待核实' },
  viewsLabel: '查看哪些通知',
  // It says the number that is seen, or who dictates could not name it.
  bell: (unread: number) => (unread === 0 ? '通知' : `通知，${unread > 99 ? '99+' : unread} 条未读`),
  bellShort: '通知',
  templateName: (template: string): string => (template in noticeTemplates ? noticeTemplates[template as NoticeTemplate] : template),
  sentence: (template: string, facts: object): string => (isStaffTemplate(template) ? staffSentence({ template, facts } as StaffMessage) : notice.templateName(template)),
  mine: {
    empty: '还没有通知。居民在网上提交申请、答复邀请，收到转诊或转诊有答复时，会出现在这里。',
    unread: '未读',
    read: '已读',
    open: '去处理',
    markOne: '标为已读',
    markAll: '全部标为已读',
    marking: '正在标记…',
    heading: (unread: number) => (unread === 0 ? '没有未读通知。' : `有 ${unread} 条未读通知。`),
  },
  outbox: {
    demo: '本系统没有接入短信通道，短信没有真正发出；下表“短信内容”列出了会发给居民的原文，包括验证码，只供演示。',
    none: '本系统还没有接入短信通道，给居民的短信都在等待。接好通道后会自动发出；居民在自己的页面上仍能看到通知。',
    delivery: '状态',
    toKind: '发给',
    template: '内容',
    any: '全部',
    columns: { created: '时间', to: '发给', phone: '手机号', template: '内容', delivery: '状态', text: '短信内容', act: '办理' },
    to: (kind: AddresseeKind, name: string) => `${toKinds[kind]} ${name}`,
    deliveries,
    toKinds,
    sentAt: (at: string) => `${at} 发出`,
    attempts: (times: number) => `已试 ${times} 次`,
    nextAt: (at: string) => `下次 ${at}`,
    error: (code: string) => errors[code] ?? '短信通道拒绝了这条短信',
    resend: '重发',
    resending: '正在重发…',
    empty: '没有符合条件的通知。',
    noPhone: '没有登记',
  },
  phones: {
    description: '居民收不到旧号码的短信，用签约凭证登录后提出换号，新号码已经收过验证码。请打电话或当面核实是本人后再同意。',
    columns: { asked: '提出时间', resident: '居民', old: '现在的手机号', next: '新手机号', act: '办理' },
    confirm: '同意换号',
    refuse: '不同意',
    working: '正在保存…',
    cancel: '先不办',
    confirmTitle: '同意更换手机号',
    confirmText: (name: string, phone: string) => `确认已核实是${name}本人，把登记的手机号换成 ${phone}？以后的验证码和通知都发到新号码，旧号码会收到一条提醒。`,
    refuseTitle: '不同意更换手机号',
    refuseText: '居民会收到没有通过的通知和原因。',
    reason: '原因（居民会看到）',
    empty: '没有等待核实的换号申请。',
    none: '没有登记',
  },
} as const;
