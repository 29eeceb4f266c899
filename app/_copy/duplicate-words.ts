import type { MatchDoubt, MatchReason } from '@/server/domain/registry/duplicate';
import type { MergeParticular, MergeSubject } from '@/server/domain/registry/merge';

/** Why two records look like one person. */
export const matchReasonWords: Readonly<Record<MatchReason, string>> = {
  same_number: '证件号码相同',
  number_one_apart: '证件号码只差一位',
  number_transposed: '证件号码有两位颠倒',
  number_two_apart: '证件号码只差两位',
  same_name: '姓名相同',
  same_sound: '姓名同音',
  similar_name: '姓名只差一个字',
  same_birth_day: '出生日期相同',
  birth_day_close: '出生日期像是笔误',
  same_phone: '手机号相同',
  same_address: '地址相同',
  certificate_replaced: '证件种类不同，可能换过证',
};

/** What speaks against it. */
export const matchDoubtWords: Readonly<Record<MatchDoubt, string>> = {
  numbers_far_apart: '两个证件号码相差较多',
  other_sex: '性别不同',
  may_be_twins: '可能是双胞胎',
};

export const particularWords: Readonly<Record<MergeParticular, string>> = {
  certificate: '证件',
  name: '姓名',
  sex: '性别',
  birthDay: '出生日期',
  deathDay: '死亡日期',
  phone: '手机号',
  address: '住址',
  insurance: '参保',
  home: '常住地机构与迁出记录',
};

export const mergeSubjectWords: Readonly<Record<MergeSubject, string>> = {
  record: '基本信息',
  contracts: '签约',
  requests: '签约申请',
  referrals: '转诊',
  recognitions: '慢特病认定',
  visits: '就诊',
  services: '履约服务',
  family: '家庭与监护',
  identities: '人员身份',
};
