import { labelOf, referralStatuses } from '@/app/_copy/labels';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import type { OfferOutcome } from '@/server/domain/waiting/codes';
import type { RefusalSentences } from './index';

const moment = (at: number) => civilTimeOf(at).slice(0, 16);

const gone: Readonly<Record<OfferOutcome, string>> = {
  open: '请刷新后再操作。',
  taken: '这个空位已经确认，不必再答复。',
  lapsed: '这个空位没有按时确认，已让给别人；排位仍在，有新的空位会再通知。',
  declined: '这个空位已经放弃，排位仍在，有新的空位会再通知。',
  withdrawn: '医院已收回这个空位，排位仍在，有新的空位会再通知。',
};

export const waitingRefusals = {
  'waiting.emergency_directly': () => '急诊转诊不排候补。请直接接收，或说明原因退回、改转其他医院。',
  'waiting.nights_out_of_range': ({ nights, limit }) => `候补床位的天数 ${nights} 不对，应为 1 至 ${limit} 天。请填写预计住几天。`,
  'waiting.not_waiting': ({ status }) => `这张转诊单现在是“${labelOf(referralStatuses, status)}”，不在候补名单上。请刷新后核对。`,
  'waiting.offer_open': ({ expiresAt }) => `已有一个空位留给这位居民，${moment(expiresAt)} 前等本人确认。请先等答复，或代为确认、放弃后再安排。`,
  'waiting.other_kind': () => '所选的空位与候补的不是同一科室、同一类（门诊、检查、床位）。请改选同一科室、同一类的。',
  'waiting.out_of_order': ({ numbers }) => `排在前面的 ${numbers.length} 张转诊单也可用这个空位：${numbers.join('、')}。请按顺序安排；确需提前的，请写明原因，原因会留在优先记录里。`,
  'waiting.offer_instead': () => '候补中的转诊不能直接占预留号。请用“安排空位”，插到前面的要写明原因；由医院自行安排、不占预留号的，接收时不选号。',
  'waiting.no_offer': ({ outcome }) => (outcome === null ? '现在没有留给这位居民的空位。有空位时会通知。' : gone[outcome]),
} satisfies RefusalSentences<`waiting.${string}`>;
