import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import type { ReferralResidentMessage } from '@/server/domain/notice/referral-notice';
import { dayInWords } from './day-in-words';

/** What residents are told of their referrals, word for word; `referral-notice.ts` says why so little. */
export function referralSentenceOf({ template, facts }: ReferralResidentMessage): string {
  const { toName, number } = facts;
  switch (template) {
    case 'referral_consent_asked':
      return `${facts.fromName}建议您转到${toName}，请您同意后再发出。请打开您的页面查看并答复（单号 ${number}），不同意也不影响在本地看病。`;
    case 'referral_sent':
      return `已为您向${toName}发出转诊（单号 ${number}）${facts.startsAt === null ? '' : `，拟约${momentInWords(facts.startsAt)}`}。医院答复后会再通知您。`;
    case 'referral_accepted':
      return facts.startsAt === null
        ? `${toName}已接收您的转诊（单号 ${number}），时间由医院另行通知。`
        : `${toName}已接收您的转诊（单号 ${number}），请在${momentInWords(facts.startsAt)}前到院，带好身份证或社保卡。去不了请尽早取消，把号让给别人。`;
    case 'referral_waiting':
      return `${facts.lostPlace ? `${toName}原来的安排有变，` : `${toName}目前没有空位，`}您的转诊（单号 ${number}）已排队候补，承诺${dayInWords(facts.promisedDay)}前安排。有空位会马上通知您。`;
    case 'referral_offered':
      return `${toName}有空位了${facts.startsAt === null ? '' : `：${momentInWords(facts.startsAt)}`}（单号 ${number}）。${facts.until === null ? '请尽快' : `请在${momentInWords(facts.until)}前`}打开您的页面确认，或联系家庭医生团队；不确认会让给下一位。`;
    case 'referral_offer_lapsed':
      return `${toName}留给您的空位因没有确认已让给别人，您的转诊（单号 ${number}）仍在排队，有空位会再通知您。`;
    case 'referral_declined':
      return `${toName}没有接收您的转诊（单号 ${number}），原因请看您的页面。家庭医生团队会与您商量怎么办，您也可以自行就医。`;
    case 'referral_redirected':
      return `${toName}建议您转到${facts.otherName}，已把转诊（单号 ${number}）转过去，那边答复后会再通知您。不想去可以取消。`;
    case 'referral_rebooked':
      return `您在${toName}的就诊时间有变（单号 ${number}）${facts.startsAt === null ? '，新时间由医院另行通知' : `，改为${momentInWords(facts.startsAt)}`}。不方便请联系家庭医生团队。`;
    case 'referral_cancelled':
      return `您到${toName}的转诊（单号 ${number}）已取消。如不是您的意思，请联系家庭医生团队。`;
    case 'referral_expired':
      return facts.missed
        ? `您没有按时到${toName}就诊，这次转诊（单号 ${number}）已失效。仍需就诊请联系家庭医生团队。`
        : `您到${toName}的转诊（单号 ${number}）超过期限，已失效。仍需就诊请联系家庭医生团队。`;
    case 'referral_returned':
      return `${toName}已结束对您的诊治（单号 ${number}），由家庭医生团队继续照顾${facts.followUpDay === null ? '' : `，安排在${dayInWords(facts.followUpDay)}前后见您`}。医嘱请看您的页面。`;
  }
}

/** 2025年3月17日8:00. */
function momentInWords(instant: number): string {
  const [day = '', time = ''] = civilTimeOf(instant).split(' ');
  return `${dayInWords(day)}${time.slice(0, 5).replace(/^0/, '')}`;
}
