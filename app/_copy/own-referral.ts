import type { ReferralKind, ReferralStatus } from '@/server/domain/referral/codes';

/** What comes next, said to the person it is about. */
const next: Readonly<Record<ReferralStatus, string>> = {
  draft: '',
  awaiting_consent: '请看下面的说明，选择同意或者不同意。不选，转诊不会发出去。',
  sent: '医院会在期限内答复，答复后会通知您。现在不用去医院。',
  info_wanted: '您的家庭医生正在补充资料。您手上如有近期的检查报告，请交给家庭医生。',
  waiting: '轮到您时会为您留号并通知您。排队不用去医院，也不会因为等候丢掉次序。',
  accepted: '请按下面的时间前往。先到转诊窗口登记，出示二维码或报单号。',
  arrived: '已登记到院，请听从医护人员安排。',
  in_treatment: '医院正在为您诊治。',
  completed: '医院已看完，结果会转给您的家庭医生。',
  returned: '医院已把诊治情况转给您的家庭医生，家庭医生会联系您。',
  received: '家庭医生已收到医院的意见，会按意见继续照看您。',
  followed_up: '家庭医生已看过您，有不舒服请随时联系。',
  closed: '这次转诊已办完。',
  declined: '请联系您的家庭医生，另外安排医院或时间。您也可以自己去医院挂号，不受影响。',
  redirected: '医院已改转到更合适的地方，请看新的转诊。',
  cancelled: '这次转诊已取消。需要时请联系您的家庭医生。',
  expired: '这次转诊已过期。仍需要看病的，请联系您的家庭医生；也可以自己去医院挂号。',
  went_elsewhere: '已记下您到别处就医。您的家庭医生仍会照看您。',
  died: '',
};

const goFor: Readonly<Record<ReferralKind, string>> = { outpatient: '看门诊', inpatient: '住院', exam: '做检查', rehabilitation: '做康复', e_consult: '请医院会诊（您不用去医院）' };

export const ownReferral = {
  list: {
    title: '我的转诊',
    none: '您没有转诊记录。需要去大医院时，先找您的家庭医生，可以用预留的号。',
    toDo: '等您办的',
    now: '正在办的',
    before: '以前的',
    open: '查看',
    openOf: (place: string) => `查看转到${place}的转诊`,
  },
  title: (place: string) => `转到${place}`,
  gone: '没有找到这次转诊。请从“我的转诊”里打开。',
  next: (status: ReferralStatus) => next[status],
  what: (kind: ReferralKind, department: string) => `到${department}${goFor[kind]}`,
  fields: { where: '哪里', when: '什么时间', who: '看哪位医生', room: '检查项目', ward: '病房', bring: '要带什么', doctor: '给您转诊的医生', phone: '医生团队电话', sent: '哪天发出', due: '医院答复期限', promised: '最晚哪天前安排', opinion: '医院的意见', followUp: '什么时候复查', number: '转诊单号', declined: '医院说明' },
  stay: (day: string, nights: number) => `${day}起住院，预留床位 ${nights} 天`,
  noTime: '等医院安排时间，定下来会通知您',
  kept: '（号已为您占着，等医院确认）',
  consent: {
    title: '请您决定',
    lead: (doctor: string, place: string, department: string) => `${doctor}建议您到${place}${department}进一步诊治。`,
    what: '您同意后：',
    points: [
      '转诊单会发给这家医院。',
      '您的姓名、联系电话、诊断、病情摘要、检查结果和用药情况，会交给这家医院，只用于这次诊治和以后的随访。',
      '您随时可以取消转诊，也可以自己去别的医院看病。',
    ],
    agree: '同意转诊',
    refuseTitle: '不同意',
    refuseHint: '不同意也不影响您在家庭医生这里看病，不影响您自己去医院挂号。',
    refuseReason: '为什么不同意（可以不写）',
    refuse: '不同意转诊',
  },
  offer: {
    title: '有号了，请您确认',
    lead: (when: string, what: string) => `为您留了一个号：${when}，${what}。`,
    until: (moment: string) => `请在 ${moment} 前确认，过时会让给下一位，您的次序保留。`,
    take: '我要这个号',
    skip: '这个号不要，继续排队',
  },
  turn: {
    title: '排队情况',
    place: (rank: number, waiting: number) => `现在排在第 ${rank} 位，共 ${waiting} 人。`,
    promised: (day: string) => `医院承诺 ${day} 前安排。`,
    broken: '已超过承诺的日期，医院会优先为您安排，您也可以联系家庭医生。',
    order: '按病情急缓、是否由家庭医生转诊、排队先后排次序。',
  },
  cancel: {
    title: '取消这次转诊',
    hint: '取消后，为您留的号或床位会让给别人。只是想改时间的，请先联系家庭医生。',
    reason: '为什么取消',
    reasons: ['症状好转，暂时不去了', '时间不方便', '想去别的医院', '已经看过了'],
    own: '其他原因（选填，写了就以这里为准）',
    submit: '取消转诊',
  },
  done: {
    agree: '您已同意，转诊已发给医院。',
    refuse: '您没有同意，转诊没有发出。需要时请联系您的家庭医生。',
    cancel: '转诊已取消。需要时请联系您的家庭医生。',
    take: '已为您约好，请按时前往。',
    skip: '这个号已让给下一位，您继续排队。',
  },
  following: '看新的转诊',
  paper: '二维码打不开时，请到医院转诊窗口报转诊单号或姓名。',
  care: '看出院后的照护计划',
} as const;

export const ownReferralDeeds = ['agree', 'refuse', 'cancel', 'take', 'skip'] as const;
export type OwnReferralDeed = (typeof ownReferralDeeds)[number];
