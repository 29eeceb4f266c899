import type { TileName } from '@/server/domain/worklist/tiles';

interface TileCopy {
  readonly title: string;
  /** What the count counts and why it is here. */
  readonly hint: string;
  /** The list of what was counted, with its filter. */
  readonly href: string;
}

const tiles: Readonly<Record<TileName, TileCopy>> = {
  requests_to_answer: { title: '签约申请待答复', hint: '居民提交的签约、续签、转签和解约申请，请尽快答复', href: '/contracts/requests' },
  contracts_expiring: { title: '30天内到期', hint: '签约将在30天内到期，请联系居民续签', href: '/contracts?tab=expiring' },
  services_due: { title: '应做的服务', hint: '按随访计划现在该做的服务', href: '/fulfilment?tab=due' },
  services_overdue: { title: '逾期的服务', hint: '过了期限还能补做的服务，请最先安排', href: '/fulfilment?tab=overdue' },
  contracts_to_renew: { title: '待续签', hint: '60天内到期、还没有续签的签约，请联系居民', href: '/fulfilment/renewals' },
  contracts_in_force: { title: '履约中的签约', hint: '今天仍然有效的签约', href: '/contracts' },
  referrals_info_wanted: { title: '医院要补资料', hint: '医院等着补充资料才能答复，请最先办', href: '/referrals?box=sent&tab=info_wanted' },
  referrals_stopped: { title: '转诊未成', hint: '近30天未接收、改转或失效的转诊，请为居民另作安排', href: '/referrals?box=sent&tab=stopped' },
  referrals_accepted: { title: '等待到院', hint: '医院已接收，请提醒居民按时前往', href: '/referrals?box=sent&tab=to_arrive' },
  referrals_coming_back: { title: '转回待接续', hint: '医院已看完或已转回，请接回管理', href: '/referrals?box=sent&tab=coming_back' },
  referrals_following: { title: '接续后待随访', hint: '已接回，请按医院意见随访并办结', href: '/referrals?box=sent&tab=following' },
  referrals_overdue: { title: '答复超时', hint: '已过答复时限，请最先处理', href: '/referrals?box=received&tab=to_answer&overdue=yes' },
  referrals_awaiting: { title: '待答复', hint: '等本院接收或说明原因的转诊', href: '/referrals?box=received&tab=to_answer' },
  referrals_waiting: { title: '候补排队', hint: '已承诺日期、等号源或床位的转诊', href: '/referrals?box=received&tab=waiting' },
  referrals_arriving: { title: '今日到院', hint: '预约在今天就诊的转诊病人', href: '/referrals?box=received&tab=to_arrive&day=today' },
  referrals_in_care: { title: '诊治中', hint: '已到院，诊治后请填写意见并转回', href: '/referrals?box=received&tab=in_care' },
  referrals_to_return: { title: '待转回', hint: '诊治完、还没有转回基层的转诊', href: '/referrals?box=received&tab=to_return' },
  recognitions_to_decide: { title: '待认定慢特病', hint: '机构提交的门诊慢特病认定申请，等待认定', href: '/recognitions?tab=applied' },
  recognitions_expiring: { title: '慢特病认定将到期', hint: '居民的认定将在60天内到期，请及时办理续期', href: '/recognitions?tab=expiring' },
  imports_with_rejections: { title: '有未接收行的导入', hint: '近30天的导入中有行未被接收，请下载改正后重新导入', href: '/visits/import' },
  refunds_waiting: { title: '未配对的退费', hint: '没有冲销成功的退费记录，请按每条的原因处理', href: '/visits/refunds' },
  months_to_close: { title: '待关账月份', hint: '已过完但还没有关账的月份', href: '/budgets?tab=months' },
  warnings_open: { title: '待核实的基金预警', hint: '逐月筛查出来、还没有排除或确认的情况', href: '/warnings?state=open' },
  settlements_to_deliver: { title: '待送达清算', hint: '已核算，等待送达机构', href: '/settlements?status=computed' },
  settlements_to_review: { title: '待复核清算', hint: '已送达机构，异议期满后复核', href: '/settlements?status=delivered' },
  settlements_to_confirm: { title: '待确认清算', hint: '已复核，等待财务确认', href: '/settlements?status=reviewed' },
  settlements_to_pay: { title: '待登记收付清算', hint: '已确认，还有机构没有登记支付、收回或结转', href: '/settlements?status=confirmed' },
  settlements_to_close: { title: '待办结清算', hint: '收付都已登记，等待办结', href: '/settlements?status=confirmed' },
  settlement_lines_to_check: { title: '待核对清算', hint: '已送达本机构的清算，请在异议截止日前核对', href: '/settlements?status=delivered' },
  objections_to_answer: { title: '待答复异议', hint: '机构对清算提出的异议，逐条答复后才能复核', href: '/settlements?status=delivered' },
  prepayments_to_approve: { title: '待审批预拨', hint: '经办已提出，等待财务审批拨付', href: '/budgets?tab=prepayments' },
  adjustments_to_approve: { title: '待审批预算调整', hint: '经办已提出的控费总额调整，等待另一人批准', href: '/budgets' },
  service_fees_to_approve: { title: '待审批签约服务费', hint: '经办已提出，等待财务审批入账', href: '/budgets?tab=fees' },
  coverage: { title: '签约覆盖', hint: '由本医联体机构管理的居民中，今天有有效签约的人', href: '/coverage' },
  key_group_coverage: { title: '重点人群签约覆盖', hint: '由本医联体机构管理的重点人群中，今天有有效签约的人', href: '/coverage' },
  quota_use: { title: '本月预留号源使用', hint: '为家庭医生预留的号源中，已占号、预约或就诊的', href: '/quotas' },
  accounts_active: { title: '在用账号', hint: '可以登录的账号', href: '/accounts?disabled=no' },
  accounts_disabled: { title: '停用账号', hint: '已停用、不能登录的账号', href: '/accounts?disabled=yes' },
  teams_nearly_full: { title: '快满员的团队', hint: '签约人数达到上限九成的家庭医生团队', href: '/teams' },
  audit_today: { title: '今日操作', hint: '今天记入操作日志的业务', href: '/audit' },
};

export const worklist = {
  title: '工作台',
  description: '按您的职责列出今天要办的事。点开即可进入对应的列表。',
  scope: '统计范围',
  mine: '我的团队',
  institution: '本机构',
  tiles,
  share: (count: number, of: number) => (of === 0 ? '暂无数据' : `${((count / of) * 100).toFixed(1)}%`),
  parts: (count: number, of: number) => `${count.toLocaleString('zh-CN')} / ${of.toLocaleString('zh-CN')}`,
  count: (count: number) => count.toLocaleString('zh-CN'),
  done: '暂无待办',
} as const;
