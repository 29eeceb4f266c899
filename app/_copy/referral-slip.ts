import type { ReferralKind } from '@/server/domain/referral/codes';

/** What to bring, by what is asked for. */
export const bringFor: Readonly<Record<ReferralKind, string>> = {
  outpatient: '身份证、医保卡（或医保电子凭证）、近期检查报告、正在吃的药',
  inpatient: '身份证、医保卡（或医保电子凭证）、近期检查报告、正在吃的药、洗漱用品和换洗衣物',
  exam: '身份证、医保卡（或医保电子凭证）、检查申请单；是否需要空腹请先问家庭医生',
  rehabilitation: '身份证、医保卡（或医保电子凭证）、出院小结、正在吃的药',
  e_consult: '不用去医院。医生之间会诊，结果由您的家庭医生告诉您',
};

/** What is printed on the slip beside what the screens say. */
export const slipWords = {
  title: { up: '双向转诊（上转）单', down: '双向转诊（下转）单', lateral: '双向转诊（平转）单' },
  fields: { purpose: '转诊目的', history: '既往史', treatment: '已做处理', signs: '危险征象', stay: '住院床位', status: '状态', bring: '请带好' },
  visit: (at: string, resource: string, number: number) => `${at} ${resource} 预留第 ${number} 号`,
  stay: (day: string, days: number, ward: string) => `${day}起 ${days} 天 ${ward}`,
  notBooked: '（医院尚未确认，以确认通知为准）',
  bring: (kind: ReferralKind) => bringFor[kind],
  where: '到院后先到转诊窗口登记：扫此码，或报转诊单号。',
  free: '持本单优先就诊。没有本单也可以自己去医院挂号看病。',
} as const;
