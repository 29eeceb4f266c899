import type { DismissalReason } from '@/server/domain/warning/finding';
import type { OverspendOutlook } from '@/server/domain/warning/project-spend';
import type { WarningKind } from '@/server/domain/warning/warning';

export const warningKinds = {
  visit_after_death: '去世后就诊',
  outpatient_during_stay: '住院期间门诊',
  service_during_stay: '住院期间履约',
  two_places_at_once: '两地同时就诊',
  split_visits: '疑似拆分就诊',
  unsigned_benefit: '未签约却给了增补',
  signed_not_served: '签而未服务',
  self_paid_burden: '自付负担过重',
  budget_overspend: '推算超支',
  long_prescription: '处方天数过长',
} as const satisfies Readonly<Record<WarningKind, string>>;

export const dismissalReasons = {
  explained: '情况属实，理由正当',
  wrong_data: '数据有误，已通知更正',
  agreed_practice: '符合规定的做法',
  other: '其他原因',
} as const satisfies Readonly<Record<DismissalReason, string>>;

const outlooks = {
  spent: '预算已经用完',
  certain: '按最低进度也会超支',
  likely: '按目前进度会超支',
  possible: '按最高进度才会超支',
  none: '不会超支',
} as const satisfies Readonly<Record<OverspendOutlook, string>>;

/** What the screen of warnings says. */
export const warning = {
  title: '基金预警',
  description: '按政策里的预警参数逐月筛查出来、值得看一看的情况。预警不影响待遇，也不等于违规；逐条核实后排除或确认。',
  kinds: { label: '预警种类', all: '全部' },
  count: (count: number) => count.toLocaleString('zh-CN'),
  filters: { label: '筛选预警', state: '处理状态', all: '全部', month: '月份', institution: '机构', clear: '清除筛选' },
  scan: {
    button: '立即筛查', title: '筛查预警', text: '关账后系统会自动筛查。补报、更正或去世登记以后，可以在这里重新筛查；重复筛查不会产生重复的预警。',
    from: '开始月份', to: '结束月份', confirm: '开始筛查', working: '正在筛查…', cancel: '不筛查',
    done: (months: number, added: number, renewed: number, vanished: number) => `筛查了 ${months} 个月：新增 ${added} 条，变化 ${renewed} 条，消失 ${vanished} 条。`,
    last: (month: string, at: string) => `最近筛查到 ${month}（${at}）。`,
    never: '还没有筛查过。',
  },
  columns: { kind: '种类', month: '月份', who: '对象', where: '机构', what: '情况', amount: '涉及金额', state: '状态' },
  empty: '没有符合条件的预警。可以换一个种类或状态；还没有筛查过的月份，请先筛查。',
  open: '查看',
  detail: {
    title: '预警详情', close: '关闭', place: (at: number, total: number) => `第 ${at} 条，共 ${total} 条`, previous: '上一条', next: '下一条', keys: '键盘 K、J 可以看上一条、下一条。',
    visits: '有关的就诊记录', noVisits: '这条预警不涉及具体的就诊记录。', resident: '居民档案', visit: '打开', budget: '预算执行', working: '推算过程',
    fields: { who: '居民', where: '机构', month: '筛查月份', found: '发现时间', pool: '基金池', contract: '签约', state: '状态', vanished: '消失时间', decided: '处理', reason: '排除原因', note: '说明' },
    columns: { where: '机构', kind: '类别', started: '开始', ended: '结束', settled: '结算时间', diagnosis: '诊断', days: '处方天数', total: '总费用', pay: '基金支付', reported: '医院上报', self: '个人负担', open: '记录' },
    contractText: (number: string, from: string, to: string) => `${number}（${from} 至 ${to}）`,
    decidedBy: (name: string, at: string) => `${name}，${at}`,
    vanished: '依据已经不在：有关记录后来被退费、更正或重新核定。不需要处理。',
  },
  decide: {
    dismiss: '排除', confirm: '确认', reopen: '撤回处理', reason: '排除原因', note: '核实情况', noteHint: '查到了什么、怎么办',
  },
  facts: {
    visit_after_death: (days: number) => `去世后第 ${days} 天就诊`,
    outpatient_during_stay: (day: number, days: number) => `住院 ${days} 天中的第 ${day} 天另有门诊`,
    service_during_stay: (services: number, day: number, days: number) => `住院 ${days} 天期间登记了 ${services} 次当面服务，最早在第 ${day} 天`,
    two_places_at_once: (minutes: number, limit: number) => `相隔 ${minutes} 分钟在两家机构就诊（不足 ${limit} 分钟）`,
    split_visits: (count: number, low: string, high: string) => `同日同机构 ${count} 次结算，每次 ${low} 至 ${high}`,
    unsigned_benefit: (reported: string, ours: string) => `医院报 ${reported}，按未签约应为 ${ours}`,
    signed_not_served: (months: number) => `签约满 ${months} 个月，没有在签约机构就诊，没有转诊，也没有服务记录`,
    self_paid_burden: (paid: string, share: string, line: string, low: boolean) => `本年自付 ${paid}，占总费用 ${share}，超过${low ? '低收入人口' : ''}提醒线 ${line}`,
    budget_overspend: (outlook: OverspendOutlook, projected: string, low: string, high: string, budget: string) => `${outlooks[outlook]}：推算全年 ${projected}（${low} 至 ${high}），预算 ${budget}`,
    long_prescription: (days: number, limit: number) => `处方 ${days} 天，超过 ${limit} 天`,
  },
} as const;
