import type { OfferOrigin, OfferOutcome, PassReason, WaitingStanding } from '@/server/domain/waiting/codes';
import type { RankWorking } from '@/server/domain/waiting/order';

/** How the resident stands to who referred them, as the order counts it. */
export const waitingStandings: Readonly<Record<WaitingStanding, string>> = { own_team: '本团队签约', signed: '已签约', unsigned: '未签约' };
export const offerOutcomes: Readonly<Record<OfferOutcome, string>> = { open: '等答复', taken: '已确认', lapsed: '没有按时确认', declined: '居民不要', withdrawn: '医院收回' };
export const offerOrigins: Readonly<Record<OfferOrigin, string>> = { order: '按顺序', hand: '人工安排' };
export const passReasons: Readonly<Record<PassReason, string>> = {
  unsigned: '没有签约，不能用预留号，由医院另行安排',
  has_offer: '已有另一个空位等答复',
  let_go: '这个空位已经放弃或没有按时确认',
  none_suits: '空出的时间、设备或天数不合适',
  by_hand: '医院写明原因，人工提前了后面的人',
};

export const waiting = {
  title: '候补名单',
  description: '号源、检查或床位空出来时，系统按顺序通知候补的居民。顺序和每一次安排都留有记录，可以核对。',
  views: { label: '查看', list: '候补名单', offers: '优先记录' },
  queues: {
    title: '选择名单',
    empty: '现在没有人候补。对暂时没有号、没有床的转诊，在转诊单上按“转入候补”，就会排到这里。',
    label: '各科室候补人数',
    name: (institution: string, department: string, kind: string) => `${institution} ${department} ${kind}`,
    waiting: (count: number) => `${count} 人候补`,
    broken: (count: number) => `${count} 人已过承诺日`,
    offered: (count: number) => `${count} 个空位等答复`,
    next: (day: string) => `最近的承诺日 ${day}`,
  },
  list: {
    label: (name: string) => `${name}的候补顺序`,
    empty: '这个科室现在没有人候补。',
    columns: { rank: '顺位', person: '居民', priority: '优先级', standing: '签约', from: '转出机构', wish: '候补什么', waited: '已等', promise: '承诺日', offer: '空位' },
    person: (name: string, sex: string, age: number) => `${name}，${sex}，${age} 岁`,
    rank: (rank: number) => `第 ${rank} 位`,
    any: '本科室任一时间',
    nights: (count: number) => `住 ${count} 晚`,
    waited: (days: number) => (days === 0 ? '今天开始' : `${days} 天`),
    promise: (day: string) => `${day} 前`,
    broken: (day: string) => `已超过 ${day}`,
    offer: (at: string, until: string) => `${at}，等答复到 ${until}`,
    noOffer: '还没有',
    lapses: (count: number) => `${count} 次没有按时确认`,
  },
  order: {
    title: '为什么排在这个顺位',
    rule: '先看优先级，再看是否由签约团队转诊、是否签约，再看从什么时候开始等，最后按转诊单号。',
    sentence: ({ rank, waiting: all, before }: RankWorking) => {
      const parts = [
        before.priority > 0 ? `${before.priority} 人优先级更高` : '',
        before.standing > 0 ? `${before.standing} 人由签约团队转诊或已签约` : '',
        before.turnSince > 0 ? `${before.turnSince} 人等得更久` : '',
        before.number > 0 ? `${before.number} 人同时开始等，转诊单号在前` : '',
      ].filter((part) => part !== '');
      return parts.length === 0 ? `共 ${all} 人候补，排在第 1 位，前面没有人。` : `共 ${all} 人候补，排在第 ${rank} 位。前面：${parts.join('，')}。`;
    },
  },
  panel: {
    title: '候补',
    facts: { wish: '候补', since: '开始候补', promised: '承诺日', standing: '签约', lapses: '没有按时确认' },
    times: (count: number) => `${count} 次（满 3 次排到最后）`,
    broken: '已过承诺日，还没有通知过空位。请医院尽快安排，或与居民商量改去别处。',
    open: (at: string, place: string) => `有空位：${at} ${place}`,
    until: (at: string) => `请在 ${at} 前与居民确认。到时没有答复，空位让给下一位。`,
    history: '通知过的空位',
    historyColumns: { at: '通知时间', place: '空位', rank: '当时顺位', origin: '怎样安排', outcome: '结果' },
    rank: (rank: number, all: number) => `${rank} / ${all}`,
    reason: (text: string) => `原因：${text}`,
    over: '候补已经结束。',
  },
  acts: {
    queueText: '转入候补后，转诊所占的号和床位让给别人。居民会收到承诺日期；有空位时系统按顺序通知。',
    resource: '只要这位专家、这台设备或这个病区（选填；检查请写设备，如“CT”）',
    nights: '预计住几晚',
    takeText: '请先与居民本人确认时间。确认后立即预约，居民会收到通知。',
    take: '确认这个空位',
    declineText: '居民不要这个时间，空位让给下一位，候补的顺位不变。',
    decline: '居民不要这个空位',
    giveTitle: '安排空位',
    giveText: '可以直接给这位居民安排一个空位。前面还有人也能用这个空位的，要写明原因，原因会留在优先记录里。',
    place: '空位',
    free: '空着的预留号',
    offered: (number: string, at: string) => `正等 ${number} 答复的：${at}`,
    reason: '提前安排的原因（按顺序的可不填，最多 100 字）',
    confirmed: '已与居民确认，直接预约',
    none: '这个科室现在没有可以安排的空位，也没有正等答复的空位。',
    pick: '请选择一个空位。',
  },
  offers: {
    label: '空位安排记录',
    empty: '这段时间没有安排过空位。换一个时间范围看看。',
    from: '从',
    to: '到',
    kind: '类别',
    outcome: '结果',
    hand: '只看人工安排',
    any: '全部',
    columns: { at: '通知时间', place: '空位', person: '给了谁', standing: '签约', rank: '当时顺位', origin: '怎样安排', outcome: '结果', proof: '依据' },
    place: (institution: string, department: string, resource: string, at: string) => `${institution} ${department} ${resource}，${at}`,
    proof: '查看顺序',
    counts: {
      title: '优先就诊、优先检查、优先住院',
      names: { clinic: '优先就诊', exam: '优先检查', ward: '优先住院' },
      columns: { kind: '类别', standing: '签约', offered: '通知空位', taken: '已确认', first: '当时排第 1 位', byHand: '写明原因提前' },
      empty: '这段时间没有安排过空位。',
    },
  },
  proof: {
    title: (number: string) => `${number} 得到这个空位的依据`,
    intro: (at: string, rank: number, all: number) => `${at} 共 ${all} 人候补，这位排第 ${rank}。下面是当时排在前面的人、没有得到的原因，以及后面的几位。`,
    rule: (policy: string) => `依据的政策版本：${policy}`,
    columns: { rank: '顺位', number: '转诊单号', priority: '优先级', standing: '签约', since: '从何时起排', result: '结果' },
    got: '得到这个空位',
    after: '排在后面',
    close: '收起',
  },
} as const;
