import type { CapacityKind, SlotStatus } from '@/server/domain/quota/slot';
import type { ConsultType, DeclineCode, ReferralAction, ReferralDirection, ReferralKind, ReferralPriority, ReferralSide, ReferralStatus } from '@/server/domain/referral/codes';

type Labels<Codes extends string> = Readonly<Record<Codes, string>>;

export const referralStatuses = {
  draft: '草稿',
  awaiting_consent: '待居民同意',
  sent: '待答复',
  info_wanted: '待补充资料',
  waiting: '候补排队',
  accepted: '已接收',
  arrived: '已到院',
  in_treatment: '诊疗中',
  completed: '诊治完成',
  returned: '已转回基层',
  received: '基层已接续',
  followed_up: '已随访',
  closed: '已办结',
  declined: '未接收',
  redirected: '已改转他处',
  cancelled: '已撤回',
  expired: '已失效',
  went_elsewhere: '已另行就医',
  died: '居民已故',
} as const satisfies Labels<ReferralStatus>;

export const referralDirections = { up: '上转', down: '下转', lateral: '平转' } as const satisfies Labels<ReferralDirection>;

export const referralPriorities = { emergency: '急诊', urgent: '加急', routine: '普通' } as const satisfies Labels<ReferralPriority>;

export const referralKinds = { outpatient: '门诊', inpatient: '住院', exam: '检查检验', rehabilitation: '康复', e_consult: '远程会诊' } as const satisfies Labels<ReferralKind>;

export const referralActions = {
  send: '发出转诊',
  ask_consent: '请居民确认',
  agree: '居民同意',
  refuse: '居民不同意',
  ask_info: '要求补充资料',
  give_info: '补充资料',
  accept: '接收',
  queue: '转入候补',
  take: '确认候补号',
  decline: '不予接收',
  redirect: '改转他处',
  reply: '答复会诊',
  ask_again: '继续追问',
  arrive: '登记到院',
  treat: '开始诊疗',
  complete: '完成诊治',
  return: '转回基层',
  receive: '接续管理',
  follow_up: '登记随访',
  close: '办结',
  cancel: '撤回',
  leave: '登记另行就医',
  miss: '登记未到院',
  expire: '失效',
  die: '登记死亡',
} as const satisfies Labels<ReferralAction>;

export const consultTypes = { clinical: '病情会诊', imaging: '影像诊断', ecg: '心电诊断', pathology: '病理诊断', laboratory: '检验解读' } as const satisfies Labels<ConsultType>;

export const declineCodes = {
  no_capacity: '没有号源或床位',
  not_indicated: '可在基层处理',
  other_department: '应转其他科室',
  beyond_ability: '超出本院能力',
  information_missing: '资料不全',
  patient_wish: '居民改变意愿',
  other: '其他原因',
} as const satisfies Labels<DeclineCode>;

export const capacityKinds = { clinic: '门诊号源', exam: '检查预约', ward: '住院床位' } as const satisfies Labels<CapacityKind>;

export const referralSides = { sender: '转出方', receiver: '接诊方', patient: '居民', clock: '系统' } as const satisfies Labels<ReferralSide>;

export const slotStatuses = {
  free: '可预约',
  held: '已占号',
  booked: '已预约',
  used: '已就诊',
  released: '已释放',
  no_show: '爽约',
  withdrawn: '已撤销',
} as const satisfies Labels<SlotStatus>;
