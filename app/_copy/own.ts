import { yuanText } from '@/app/_ui/money';
import { percentText } from '@/app/_ui/quantity';
import type { ReferralKind, ReferralStatus } from '@/server/domain/referral/codes';
import { labelOf, medTypes, roles } from './labels';
import { bringFor } from './referral-slip';

interface PaidVisit {
  readonly payFen: number;
  readonly enhancementFen: number;
  readonly deductiblePaidFen: number;
  readonly rate: string;
}

/** Why the fund paid what it paid, in one sentence, from the figures of one visit. */
function whyPaid({ payFen, enhancementFen, deductiblePaidFen, rate }: PaidVisit): string {
  const deductible = deductiblePaidFen > 0 ? `先扣除起付线 ${yuanText(deductiblePaidFen)}` : '';
  if (payFen === 0 && deductible) return `${deductible}，本次费用没有超过起付线，所以医保没有支付；已付的起付线会记在本年度里。`;
  if (payFen === 0) return '本次费用不在医保支付范围内，或者本年度已到封顶线，所以医保没有支付。';
  const extra = enhancementFen > 0 ? `，其中 ${yuanText(enhancementFen)} 是因为您签约了家庭医生` : '';
  return `${deductible ? `${deductible}，` : ''}政策范围内的费用按 ${percentText(rate)} 报销${extra}。`;
}

/** What was paid beside basic insurance, or nothing to say. */
function layersPaid({ ladderFen, assistanceFen }: { readonly ladderFen: number; readonly assistanceFen: number }): string | null {
  const parts = [ladderFen > 0 ? `大病保险支付 ${yuanText(ladderFen)}` : null, assistanceFen > 0 ? `医疗救助支付 ${yuanText(assistanceFen)}` : null].filter((part) => part !== null);
  return parts.length === 0 ? null : `另外，${parts.join('，')}。`;
}

const whereReferralsStand: Readonly<Record<ReferralStatus, string>> = {
  draft: '还没有发出',
  awaiting_consent: '等您同意。同意后才会发给医院',
  sent: '已发出，等医院答复',
  info_wanted: '医院请您的家庭医生补充资料',
  waiting: '已排队候补，有号会通知您',
  accepted: '医院已接收，请按时前往',
  arrived: '您已到院',
  in_treatment: '正在诊治',
  completed: '已看完',
  declined: '医院没有接收，请联系您的家庭医生另行安排',
  cancelled: '已取消',
  expired: '已过期，如仍需要请联系您的家庭医生',
  returned: '已看完，转回您的家庭医生继续照看',
  received: '您的家庭医生已接续照看',
  followed_up: '您的家庭医生已随访',
  closed: '已办结',
  redirected: '医院已为您改转到更合适的地方，请看新的转诊',
  went_elsewhere: '您已自行到别处就医',
  died: '已结束',
};

const lookups: Readonly<Record<string, string>> = {
  'resident.viewed': '查看了您的档案',
  'resident.household_viewed': '查看了您的家庭成员和签约情况',
  'resident.visit_viewed': '查看了您的一次就诊记录',
  'resident.looked_up': '按证件号码查找了您',
  'resident.found': '按证件号码后四位或手机号查到了您',
  'resident.shown_as_match': '登记他人时看到了您的姓名和遮挡后的证件号码，以核对是不是同一个人',
  'resident.compared': '比对了您的档案和一份相近的档案',
  'resident.attachment_viewed': '下载了随转诊单传递的您的资料',
  'referral.attachment_added': '为您的转诊上传了资料',
  'referral.attachment_removed': '删除了您转诊草稿里的资料',
  'referral.draft_started': '开始为您写转诊单',
  'referral.draft_opened': '继续为您写转诊单',
  'referral.draft_placed': '写转诊单时为您占了号或床位',
  'referral.draft_dropped': '放弃了为您写的转诊草稿',
  'care.viewed': '查看了您的出院小结和接续计划',
  'resident.merged': '合并了您的重复档案',
  'resident.merged_away': '合并了您的重复档案',
  'resident.merge_undone': '撤销了一次档案合并',
  'resident.contract_viewed': '查看了您的签约',
  'resident.agreement_viewed': '查看了您签署的协议',
  'agreement.printed': '打印了您的签约协议',
  'resident.exported': '导出了居民名册，您在其中',
  'contract.exported': '导出了签约名册，您在其中',
  'resident.warning_viewed': '查看了与您的就诊有关的基金预警',
  'resident.imported_change': '按上报的名册变更了您的档案',
  'phone_change.confirmed': '核实了您更换的手机号',
  'phone_change.refused': '没有通过您更换手机号的申请',
  'resident.unmasked': '查看了您的完整证件号码',
  'resident.registered': '登记了您的档案',
  'resident.particulars_corrected': '更正了您的基本信息',
  'resident.contact_changed': '变更了您的联系方式',
  'resident.home_changed': '变更了您的管辖机构',
  'resident.coverage_changed': '变更了您的参保登记',
  'resident.key_groups_changed': '变更了您的重点人群登记',
  'resident.death_recorded': '登记了死亡',
  'resident.death_withdrawn': '撤销了死亡登记',
  'resident.moved_away': '登记了您迁出',
  'resident.came_back': '登记了您迁回',
  'resident.household_changed': '变更了您的家庭关系',
  'resident.guardian_recorded': '登记了您的监护人',
  'resident.guardian_ended': '结束了您的监护登记',
  'resident.signing_checked': '查询了您是否签约',
  'resident.benefit_previewed': '为您试算了医保待遇',
  'resident.identity_recorded': '登记了您的救助身份',
  'resident.identity_ended': '终止了您的救助身份',
  'resident.identity_withdrawn': '撤销了一条您的身份登记',
  'resident_pass.issued': '给您打印了查询二维码',
};

/** What the resident's own phone pages say. */
export const own = {
  banner: '家庭医生签约查询',
  footer: '本页只显示您本人的信息。看完请点“退出”。',
  start: {
    title: '查询我的签约',
    text: '请用手机扫描签约协议上的二维码。扫码后输入证件号码的最后四位，就能看到您的签约、转诊和报销情况。',
    lostTitle: '没有二维码怎么办',
    lost: '请带上身份证，到签约的卫生院或社区卫生服务中心，请家庭医生团队为您重新打印。旧的二维码会同时作废。',
  },
  check: {
    title: '请确认是您本人',
    titleWithProblem: '没有对上，请再试一次',
    titleLocked: '请过一会儿再试',
    label: '证件号码的最后四位',
    hint: '例如号码以 123X 结尾，就输入 123X。',
    submit: '查看',
    refused: '二维码和最后四位没有对上。请核对身份证，重新输入；二维码如已换新，请扫最新的一张。',
    locked: '输错的次数太多，为保护您的信息，请过 30 分钟再试。着急的话，请联系您的家庭医生团队。',
  },
  ended: {
    title: '已经退出',
    text: '您的信息已经关闭。要再看，请重新扫描签约协议上的二维码。看得太久（超过 30 分钟）也会自动退出。',
  },
  me: {
    title: (maskedName: string) => `${maskedName}，您好`,
    nav: '本页内容',
    toContract: '我的签约',
    toReferrals: '我的转诊',
    toRecognitions: '慢特病资格',
    toBenefits: '医保报销',
    toLookups: '谁看过',
    signOut: '退出',
  },
  contract: {
    title: '我的签约',
    inForce: (days: number) => (days === 1 ? '您已签约，今天是最后一天。' : `您已签约，还有 ${days} 天到期。`),
    renewSoon: '快到期了，请联系家庭医生团队续签。',
    upcoming: (days: number) => `您已签约，${days} 天后开始生效。`,
    ended: '您的签约已经结束。要继续享受签约服务，请联系家庭医生团队重新签约。',
    none: '您还没有签约家庭医生。请带上身份证，到附近的卫生院或社区卫生服务中心办理。',
    team: '团队',
    doctor: '家庭医生',
    institution: '签约机构',
    call: (phone: string) => `打电话 ${phone}`,
    noPhone: '有事请到签约机构咨询。',
    until: '有效期到',
    from: '开始日期',
    package: '服务包',
    number: '协议编号',
  },
  referrals: {
    title: '我的转诊',
    none: '您没有转诊记录。',
    when: '什么时间',
    noTime: '等医院安排时间，定下来后家庭医生会通知您',
    at: (day: string, time: string) => `${day} ${time}`,
    bringTitle: '要带什么',
    bring: (kind: ReferralKind) => bringFor[kind],
    standing: (status: ReferralStatus) => whereReferralsStand[status],
    declinedFor: (reason: string) => `医院说明：${reason}`,
    followUp: (day: string) => `请在 ${day} 前后到家庭医生那里复查。`,
    sent: (day: string) => `（${day}发出）`,
  },
  benefits: {
    title: '医保报销',
    none: '还没有您的就诊报销记录。',
    thisYear: '本年度',
    yearOf: (year: string) => `${year}年度`,
    yearFrom: (day: string) => `${day}起的年度`,
    openYear: (year: string) => `看${year}的报销`,
    saved: (year: string, amount: string) => `${year}，因为签约，医保为您多报销了 ${amount}。`,
    nothingSavedYet: (year: string) => `${year}还没有因签约多报销的费用。签约后到签约机构就诊，按当地政策可以多报。`,
    nothingSaved: (year: string) => `${year}没有因签约多报销的费用。`,
    total: (visits: number, amount: string) => `共 ${visits} 次就诊，医保支付 ${amount}。`,
    list: (shown: number) => `看每次就诊（最近 ${shown} 次）`,
    layered: layersPaid,
    visit: (medType: string, paid: string) => `${labelOf(medTypes, medType)}，医保支付 ${paid}。`,
    shares: (total: string, self: string) => `总费用 ${total}，自己负担 ${self}`,
    why: whyPaid,
  },
  lookups: {
    title: '谁看过我的信息',
    none: '还没有工作人员查看过您的信息。',
    summary: (shown: number) => `工作人员每次查看您的信息都会留下记录，最近共 ${shown} 次。`,
    list: (shown: number) => `看最近 ${shown} 次`,
    line: (role: string | null, workplace: string | null, action: string) =>
      `${workplace ?? '医保部门'}的${labelOf(roles, role)}${lookups[action] ?? '办理了与您有关的业务'}`,
  },
} as const;
