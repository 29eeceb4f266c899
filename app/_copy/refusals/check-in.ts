import { labelOf, referralStatuses } from '@/app/_copy/labels';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import type { CheckInRefusal } from '@/server/domain/referral/check-in';
import type { RefusalSentences } from './index';

const moment = (at: number) => civilTimeOf(at).slice(0, 16);

export const checkInRefusals = {
  'check_in.number_malformed': () => '这不是转诊单号。单号以 Z 开头，后面 20 位数字，印在转诊单二维码下面。请重新扫码或核对后输入。',
  'check_in.unknown': ({ number }) => `没有单号为 ${number} 的转诊。请核对转诊单；看不清时，可按姓名在转诊列表里找。`,
  'check_in.wrong_hospital': ({ toInstitutionName, departmentName }) => `这张转诊单是转到${toInstitutionName}${departmentName}的，不是本院。请告诉居民去那里；居民要在本院看病，可以照常挂号。`,
  'check_in.consult': () => '这是远程会诊，居民不用到医院。请在远程会诊里答复。',
  'check_in.already': ({ arrivedAt }) => `这位居民已在 ${moment(arrivedAt)} 登记到院，不用再登记。`,
  'check_in.not_accepted': ({ status }) => `这张转诊单现在是“${labelOf(referralStatuses, status)}”，本院还没有接收。请先打开转诊单接收并安排时间，再登记到院。`,
  'check_in.over': ({ status }) => `这张转诊单已经结束（${labelOf(referralStatuses, status)}），不能登记到院。请居民照常挂号；需要时请转出方重新转诊。`,
  'check_in.wrong_day': ({ startsAt, early }) => (early ? `预约时间是 ${moment(startsAt)}，还没有到这一天。可以请居民到时再来；医生同意今天看的，点“仍登记到院”。` : `预约时间是 ${moment(startsAt)}，已经过了。科室同意接诊的，点“仍登记到院”。`),
} satisfies RefusalSentences<CheckInRefusal['code']>;
