import type { Day } from '@/server/domain/kernel/calendar-day';
import type { KeyGroup, Sex } from '@/server/domain/registry/codes';
import type { TeamRole } from '@/server/domain/registry/team-composition';

/**
 * The words that an agreement prints around its text. They are part of what is signed and digested, so they stand with the
 * text and not among the words of the screens; a test holds the names of codes against those.
 */
export const wording = {
  unregistered: '未登记',
  generalPopulation: '一般人群',
  partyA: '甲方（签约机构）',
  team: '家庭医生团队',
  doctor: '签约医生',
  teamPhone: '团队电话',
  partyB: '乙方（居民）',
  sexAndBirth: '性别、出生日期',
  number: '证件号码',
  phone: '联系电话',
  address: '住址',
  keyGroups: '人群分类',
  guardian: '监护人',
  role: '职责',
  name: '姓名',
  title: '职称',
  packages: { head: ['服务包', '每年金额（元）', '医保基金（元）', '基本公卫经费（元）', '个人（元）'] },
  items: { head: ['服务包', '服务项目', '次数'] },
  asNeeded: '按需',
  timesAYear: (times: number) => `每年 ${times} 次`,
  yuan: (amount: string) => `${amount} 元`,
} as const;

export const sexNames = { male: '男', female: '女' } as const satisfies Readonly<Record<Sex, string>>;

export const keyGroupNames = {
  elderly65: '65岁及以上老人',
  pregnant: '孕产妇',
  child0to6: '0至6岁儿童',
  disabled: '残疾人',
  hypertension: '高血压',
  diabetes: '糖尿病',
  tuberculosis: '肺结核',
  severe_mental: '严重精神障碍',
  low_income: '低收入人口',
  family_planning_special: '计划生育特殊家庭',
} as const satisfies Readonly<Record<KeyGroup, string>>;

export const teamRoleNames = {
  leader: '团队长',
  doctor: '家庭医生',
  nurse: '护士',
  public_health: '公卫医师',
  village_doctor: '乡村医生',
  specialist: '专科医生',
  pharmacist: '药师',
  tcm: '中医师',
  health_manager: '健康管理师',
} as const satisfies Readonly<Record<TeamRole, string>>;

/** 2025年3月1日. */
export function dayInWords(day: Day): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}
