import type { NoticeTemplate } from '@/server/domain/notice/notice';
import type { ReferralAnswer, ReferralEnding, ReferralResidentFacts, ReferralStaffFacts, ReferralStaffMessage } from '@/server/domain/notice/referral-notice';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import { referralPriorities } from './labels';

/** What each kind of notice about a referral is called in lists. */
export const referralNotices: Readonly<Record<keyof (ReferralResidentFacts & ReferralStaffFacts) & NoticeTemplate, string>> = {
  referral_consent_asked: '请居民同意转诊',
  referral_sent: '转诊已发出',
  referral_accepted: '转诊已接收',
  referral_waiting: '转诊候补',
  referral_offered: '候补有空位',
  referral_offer_lapsed: '候补空位已过期',
  referral_declined: '转诊未接收',
  referral_redirected: '转诊改往别处',
  referral_rebooked: '就诊时间有变',
  referral_cancelled: '转诊已取消',
  referral_expired: '转诊已失效',
  referral_returned: '转回基层',
  referral_received: '收到转诊',
  referral_consent_answered: '居民答复转诊',
  referral_answered: '转诊答复',
  referral_info_wanted: '要求补充资料',
  referral_info_given: '资料已补充',
  referral_overdue: '转诊答复超时',
  referral_coming_back: '病人转回',
  referral_ended: '转诊中止',
  referral_place_offered: '候补空位待确认',
  referral_place_lost: '候补空位已过期',
  referral_place_taken: '候补空位已确认',
  referral_promise_broken: '候补承诺日已过',
  referral_assigned: '转诊分派给您',
  consult_asked: '收到会诊申请',
  consult_replied: '会诊已答复',
  consult_asked_again: '会诊追问',
  consult_message: '会诊留言',
};

const answers: Readonly<Record<ReferralAnswer, string>> = { accepted: '接收了', waiting: '安排候补：', rebooked: '改了时间：', declined: '没有接收', redirected: '建议改往别处，已转发：' };
const endings: Readonly<Record<ReferralEnding, string>> = { cancelled: '已取消', left: '病人已去别处就诊', missed: '病人没有到院', expired: '超过期限，已失效', died: '病人已去世，转诊随之结束' };

/** What a member of staff reads behind the bell. */
export function referralStaffSentence({ template, facts }: ReferralStaffMessage): string {
  const { maskedName, number } = facts;
  const which = `${maskedName}的转诊（${number}）`;
  switch (template) {
    case 'referral_received':
      return `${facts.fromName}转来${maskedName}（${referralPriorities[facts.priority]}，${number}）${dueText(facts.dueAt)}。`;
    case 'referral_consent_answered':
      return facts.agreed ? `${maskedName}同意转诊（${number}），已发往医院。` : `${maskedName}不同意转诊（${number}），转诊已取消。`;
    case 'referral_answered':
      return `${facts.toName}${answers[facts.answer]}${which}。`;
    case 'referral_info_wanted':
      return `${facts.toName}要求补充${which}的资料，请尽快补充。`;
    case 'referral_info_given':
      return `${facts.fromName}已补充${which}的资料${dueText(facts.dueAt)}。`;
    case 'referral_overdue':
      return `${which}（${referralPriorities[facts.priority]}）应在 ${momentText(facts.dueAt)} 前答复，${facts.toName}还没有答复，请马上处理。`;
    case 'referral_coming_back':
      return `${facts.toName}已把${maskedName}（${number}）转回${facts.followUpDay === null ? '' : `，建议 ${facts.followUpDay} 随访`}，请接续。`;
    case 'referral_ended':
      return `${which}：${endings[facts.how]}。`;
    case 'referral_place_offered':
      return `${facts.toName}有空位给${maskedName}（${number}）${facts.startsAt === null ? '' : `，${momentText(facts.startsAt)}`}${facts.until === null ? '' : `，请在 ${momentText(facts.until)} 前与本人确认`}。`;
    case 'referral_place_lost':
      return `${facts.toName}留给${maskedName}（${number}）的空位没有按时确认，已让给别人，仍在候补。`;
    case 'referral_place_taken':
      return `${maskedName}（${number}）确认了候补的空位${facts.startsAt === null ? '' : `，${momentText(facts.startsAt)}`}。`;
    case 'referral_promise_broken':
      return `${facts.toName}承诺 ${facts.promisedDay} 前给${maskedName}（${number}）安排空位，现在还没有。请尽快安排，或与本人商量改去别处。`;
    case 'referral_assigned':
      return `${which}（${referralPriorities[facts.priority]}）分派给您${dueText(facts.dueAt)}。`;
    case 'consult_asked':
      return `${facts.fromName}请求会诊：${maskedName}（${referralPriorities[facts.priority]}，${number}）${dueText(facts.dueAt)}。`;
    case 'consult_replied':
      return `${facts.toName}已答复${maskedName}的会诊（${number}）。`;
    case 'consult_asked_again':
      return `${facts.fromName}对${maskedName}的会诊（${number}）有追问，请答复。`;
    case 'consult_message':
      return `${maskedName}的会诊（${number}）有新留言。`;
  }
}

function dueText(dueAt: number | null): string {
  return dueAt === null ? '' : `，请在 ${momentText(dueAt)} 前答复`;
}

function momentText(instant: number): string {
  return civilTimeOf(instant).slice(0, 16);
}
