import type { CodePurpose, RequestKind, ResidentMessage } from '@/server/domain/notice/notice';
import { isReferralResidentMessage } from '@/server/domain/notice/referral-notice';
import { dayInWords } from './day-in-words';
import { referralSentenceOf } from './referral-texts';

const deeds: Readonly<Record<CodePurpose, string>> = {
  enter: '查看您的签约页面',
  sign: '提交签约申请',
  renew: '提交续约申请',
  confirm: '确认家庭医生团队发来的签约',
  end: '申请解约',
  withdraw: '撤回签约同意书',
  old_phone: '更换登记的手机号',
  new_phone: '把这个号码登记为您的手机号',
};

const kinds: Readonly<Record<RequestKind, string>> = { sign: '签约', renew: '续约', transfer: '转签' };

/**
 * What residents are told, word for word, by SMS and under 我的通知. No names of people, no diagnoses: a message may be seen by whoever
 * holds the phone. `digits` are a code's; without them (afterwards, on the resident's own page) the sentence does without.
 */
export function textOf(message: ResidentMessage, digits: string | null): string {
  return `【家庭医生签约】${sentenceOf(message, digits)}`;
}

/** The same without the sender's name in front. */
export function sentenceOf(message: ResidentMessage, digits: string | null): string {
  if (isReferralResidentMessage(message)) return referralSentenceOf(message);
  const { template, facts } = message;
  switch (template) {
    case 'code':
      return digits === null
        ? `给您发过一个验证码，用于${deeds[facts.purpose]}。`
        : `验证码 ${digits}，${facts.minutes} 分钟内有效，用于${deeds[facts.purpose]}。请不要告诉任何人，工作人员也不会向您要。不是您本人操作请不要理会。`;
    case 'contract_signed':
      return `您已与${facts.teamName}签约，${dayInWords(facts.startDay)}起生效，到${dayInWords(facts.endDay)}为止。如不是您本人的意思，请联系该团队。`;
    case 'contract_proposed':
      return `${facts.teamName}请您确认${kinds[facts.kind]}。请在${dayInWords(facts.until)}前用签约凭证上的二维码打开您的页面确认，或者到诊室办理；不想办可以不理会。`;
    case 'contract_ending':
      return `您与${facts.teamName}的签约到${dayInWords(facts.endDay)}为止。想继续请在到期前续约：用签约凭证上的二维码打开您的页面，或者到诊室办理。`;
    case 'contract_ended':
      return `您与${facts.teamName}的签约已于${dayInWords(facts.endDay)}结束。以后仍可重新签约。`;
    case 'request_refused':
      return `${facts.teamName}没有接受您的${kinds[facts.kind]}申请，原因：${facts.reason}。您可以另选团队，或者到诊室询问。`;
    case 'request_lapsed':
      return `您与${facts.teamName}的${kinds[facts.kind]}申请因超过期限没有办成，已经失效。仍想办理请重新申请。`;
    case 'ending_answered':
      if (facts.agreed) return `${facts.teamName}已同意您的解约申请，签约随之结束。以后仍可重新签约。`;
      return `${facts.teamName}没有同意您的解约申请${facts.reason === null ? '' : `，原因：${facts.reason}`}。签约继续有效；有疑问请联系该团队。`;
    case 'team_changed':
      return `为您服务的家庭医生团队有调整，现在是${facts.teamName}，负责医生${facts.doctorName}。签约照常有效。`;
    case 'service_due':
      return `${facts.teamName}提醒您：${facts.serviceName}安排在${dayInWords(facts.day)}前后，请留意电话或者到诊室。`;
    case 'phone_changed':
      return `您登记的手机号已于${dayInWords(facts.day)}更换。如不是您本人的意思，请尽快联系您的家庭医生团队。`;
    case 'phone_change_refused':
      return `更换手机号的申请没有通过，原因：${facts.reason}。请带身份证到诊室办理。`;
  }
}
