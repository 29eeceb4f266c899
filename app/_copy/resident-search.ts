import type { MatchedBy } from '@/server/domain/registry/search-keys';

/** What the box says by which residents are found. */
export const residentSearch = {
  label: '查找居民',
  hint: '拼音或首字母、姓名、证件号码或后四位、手机号或后四位、住址都可以',
  searching: '正在查找…',
  count: (shown: number, more: boolean) => (more ? `找到 ${shown} 位以上，请再输入一些` : `找到 ${shown} 位`),
  listLabel: '找到的居民',
  keys: '上下键选择，回车确定',
  none: {
    number: '全统筹区没有这个证件号码的居民。请核对号码，或先登记居民。',
    tail: '本机构管辖的居民中没有这个尾号。外机构的居民请用完整证件号码查找。',
    phone: '本机构管辖的居民中没有这个手机号。外机构的居民请用完整证件号码查找。',
    letters: '没有找到。请核对拼音，或改用姓名、证件号码查找。',
    words: '没有找到。请核对姓名或住址；外机构的居民请用完整证件号码查找。',
    nothing: '请至少输入两个字母或一个汉字。',
  },
  matchedBy: {
    name: '姓名',
    pinyin: '拼音',
    initials: '拼音首字母',
    tail: '证件后四位',
    phone: '手机号',
    phone_tail: '手机后四位',
    address: '住址',
    number: '证件号码',
  } satisfies Record<MatchedBy, string>,
  by: (what: string) => `按${what}找到`,
  signed: (team: string, until: string) => `已签约：${team}，到 ${until}`,
  unsigned: '未签约',
} as const;
