import type { ComparisonClass } from '@/server/domain/reconciliation/comparison';
import type { Mark } from '@/server/domain/reconciliation/mark';
import { differences } from './visit';

export const comparisonClasses = { ...differences, not_reported: '医院未报', taken_back: '已退费' } as const satisfies Readonly<Record<ComparisonClass, string>>;

export const marks = { open: '撤回处理', accepted: '认可医院数', correction_asked: '要求医院更正', corrected: '已更正', verified: '核实无误' } as const satisfies Readonly<Record<Mark, string>>;

/** The lines from the adjudications to the books, as a file names them; a month stands beside those that have one. */
export const ledgerTies = { adjudicated: '核定合计', gap: '总账与核定之差', ledger: '总账合计', later: '其中关账后记入后月的', carried: '加上属于前月、记入本月的', books: '账面发生额' } as const;

/** What the screens of reconciliation say. */
export const reconciliation = {
  title: '对账',
  description: '各机构上报的统筹支付与本系统核定的逐笔比较。每个月的合计都要能对上总账，差额都写明去向。',
  tabs: { label: '对账内容', overview: '总览', rows: '差异明细' },
  year: '年度',
  month: '结算月份',
  allYear: '全年',
  count: (count: number) => count.toLocaleString('zh-CN'),
  months: {
    title: '各月',
    caption: '各月对账',
    columns: { month: '月份', visits: '记录数', reported: '医院上报', ours: '本系统核定', difference: '可比差额', differing: '有差异', unreported: '医院未报（核定额）', ledger: '总账', tie: '是否对上' },
    closed: '已关账',
    open: '未关账',
    show: '查看',
  },
  total: '合计',
  institutions: {
    title: '各机构',
    columns: { name: '机构', visits: '记录数', reported: '医院上报', ours: '本系统核定', difference: '可比差额', differing: '有差异', notReported: '医院未报', takenBack: '已退费', ledger: '总账', tie: '是否对上' },
    note: '没有记录的机构也列出。可比差额是医院上报减本系统核定，不含医院未报的记录。',
  },
  classes: {
    title: '差异分类',
    columns: { name: '分类', visits: '记录数', reported: '医院上报', ours: '本系统核定', gap: '上报减核定' },
    note: '每条记录只归入一类，各类相加等于合计。退费的原记录和退费记录两边都按零计。',
  },
  ledger: {
    title: '与总账核对',
    line: '项目',
    amount: '金额',
    adjudicated: '这些月份的核定合计',
    gap: '总账与核定之差',
    gapBad: '总账与核定不符，请联系管理员运行 gatekeeper verify-ledger。',
    book: '总账中属于这些月份的合计',
    later: (month: string) => `其中关账后记入 ${month} 的`,
    carried: (month: string) => `加上属于 ${month}、记入这些月份的`,
    books: '这些月份账面发生额',
    unclassified: '有记录没有归类，或被重复计算，请联系管理员。',
    good: '核定、分类与总账三方一致。',
  },
  filters: { label: '筛选差异', institution: '机构', class: '差异分类', status: '处理状态', atLeast: '差额至少（元）', order: '排序', byAmount: '差额从大到小', byTime: '时间从近到远', all: '全部', allDifferences: '全部差异', clear: '清除筛选' },
  list: {
    caption: '差异明细',
    columns: { pick: '选择', settledAt: '结算时间', resident: '居民', institution: '机构', class: '分类', reported: '医院上报', ours: '本系统核定', gap: '上报减核定', status: '处理状态', open: '查看' },
    empty: '没有符合条件的记录。可以换一个月份、分类或状态。',
    pick: (name: string, at: string) => `选择 ${name} ${at} 的记录`,
    pickAll: '选择本页全部',
    picked: (count: number) => `已选 ${count} 条`,
    open: '查看',
  },
  detail: {
    title: '差异处理',
    close: '关闭',
    place: (at: number, total: number) => `第 ${at} 条，共 ${total} 条`,
    previous: '上一条',
    next: '下一条',
    keys: '键盘 K、J 可以看上一条、下一条。',
    compare: { item: '项目', reported: '医院上报', ours: '本系统核定', gap: '上报减核定', deductible: '起付线', pool: '统筹基金支付', enhancement: '其中签约增补', funds: '各项基金合计（含大病保险、医疗救助）', total: '总费用', inScope: '政策范围内费用' },
    visit: '打开就诊记录，看核定依据',
    marked: (mark: string, by: string, at: string) => `${by} 于 ${at} 标为“${mark}”`,
    lapsed: '标记之后这条重新核定过，标记已失效，请再看一次。',
    noMark: '还没有处理。',
  },
  act: {
    label: '处理',
    note: '说明',
    noteHint: '认可的理由，或要医院改什么',
    bulk: '处理所选',
    done: (count: number) => `已处理 ${count} 条。`,
    partly: (done: number, refused: number) => `处理了 ${done} 条，${refused} 条没有办成：`,
    row: (settlementId: string) => `结算号 ${settlementId}：`,
    explains: '认可医院数只说明差异的原因，不改变本系统的核定。',
  },
} as const;
