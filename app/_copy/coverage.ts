import type { CoverageTarget } from '@/server/domain/monitoring/coverage-board';

const people = (count: number) => count.toLocaleString('zh-CN');

/** The coverage board. */
export const coverage = {
  title: '签约覆盖',
  description: '居民按管辖机构统计，每人只算一次；去世和迁出的不算。没有居民或没有签约的机构也列出来。',
  filter: '统计条件',
  on: '统计日',
  part: '范围',
  allParts: '全部范围',
  print: '打印',
  asOf: (day: string) => `截至 ${day}`,
  total: { title: '总体', all: '居民签约覆盖率', key: '重点人群签约覆盖率', of: (signed: number, residents: number) => `${people(signed)} / ${people(residents)} 人` },
  targets: {
    goal: (goal: string, year: number) => `目标：${year} 年达到 ${goal}`,
    lastYear: (rate: string) => `上年末 ${rate}`,
    noLastYear: '上年末没有签约记录，暂不能比较',
    thisYear: (rate: string) => `今年末应达到 ${rate}`,
    needed: (points: string) => `到目标年份，平均每年还要提升 ${points} 个百分点`,
    states: { goal_reached: '已达目标', on_the_way: '达到今年的要求', behind: '低于今年的要求', unknown: '暂无比较' } satisfies Record<CoverageTarget['state'], string>,
    cited: '目标依据',
  },
  work: {
    title: '续签与履约',
    renewals: '今年到期的签约',
    renewed: '已续签',
    lapsed: '到期未续',
    pending: '待续',
    served: '提供过服务的签约',
    unserved: '签而未服务',
    occasions: '今年应做的随访和检查',
    done: '已做',
    ofAll: (part: number, whole: number) => `${people(part)} / ${people(whole)}`,
    count: people,
  },
  groups: { title: '重点人群', chart: '各重点人群签约覆盖率', columns: { group: '人群', residents: '居民', signed: '已签约', rate: '覆盖率' }, note: '一个人属于几类人群时，各类都计入。' },
  institutions: {
    title: '各机构',
    chart: '各机构签约覆盖率',
    series: { all: '居民', key: '重点人群' },
    columns: { name: '机构', residents: '居民', signed: '已签约', rate: '覆盖率', keyResidents: '重点人群', keySigned: '已签约', keyRate: '覆盖率', own: '本机构团队签约', renewals: '续签', served: '已服务' },
    note: '“已签约”按居民住处统计，与谁签约都算；“本机构团队签约”按签约团队统计，不论居民住在哪里。',
    noHome: '未登记管辖机构',
    total: '合计',
  },
  alliances: { title: '各医联体' },
  teams: { title: '各团队', columns: { name: '团队', institution: '机构', signed: '签约居民', keySigned: '其中重点人群', renewals: '续签', served: '已服务', occasions: '随访和检查' }, closed: (day: string) => `${day} 撤并` },
  trend: { title: '近十二个月', chart: '签约覆盖率', unit: '%', all: '居民', key: '重点人群', columns: { month: '月末', residents: '居民', signed: '已签约', rate: '覆盖率', keyRate: '重点人群覆盖率' }, monthOf: (month: string) => `${Number(month.slice(5))}月` },
  unit: '%',
  none: '—',
} as const;
