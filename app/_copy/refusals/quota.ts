import { labelOf, slotStatuses } from '@/app/_copy/labels';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import type { QuotaRefusal } from '@/server/domain/quota/refusals';
import type { RefusalSentences } from './index';

const moment = (at: number) => civilTimeOf(at).slice(0, 16);

export const quotaRefusals = {
  'quota.passed': ({ startsAt }) => `这场出诊已于 ${moment(startsAt)} 开始，不能再占号。请改选以后的出诊时间。`,
  'quota.released': ({ releasedAt }) => `这场出诊的预留号已于 ${moment(releasedAt)} 释放回医院。请改选其他出诊时间，或不占号直接转诊，由医院安排。`,
  'quota.not_yet_open': ({ opensOn }) => `这场出诊从 ${opensOn} 起才向家庭医生开放。请到时再约，或改选更早的出诊时间。`,
  'quota.urgent_only': ({ sessionDay, windowDays }) =>
    `${sessionDay} 的这场出诊只接急诊和加急转诊${windowDays > 0 ? `（就诊前 ${windowDays} 天内留给急需的居民）` : ''}。请改选更晚的时间；病情紧急的，把优先级改为加急并写明理由。`,
  'quota.slot_taken': () => '这场出诊的预留号刚刚被约完。请在号源列表里改选其他时间或其他医院，或不占号直接转诊，由医院安排。',
  'quota.places_apart': () => '所选的门诊号和床位不在同一家医院。请选同一家医院的，或分开转诊。',
  'quota.no_bed_that_day': ({ day }) => `该病区 ${day} 没有发布床位。请减少天数，或改选其他日期、其他病区。`,
  'quota.not_held': ({ status }) => `这个号现在是“${labelOf(slotStatuses, status)}”，不在本转诊名下。请刷新后核对。`,
  'quota.hold_expired': ({ expiredAt }) => `占号已于 ${moment(expiredAt)} 到期。请重新选择一个可预约的号。`,
  'quota.hold_running': ({ expiresAt }) => `占号到 ${moment(expiresAt)} 才到期，现在不能收回。`,
  'quota.not_booked': ({ status }) => `这个号现在是“${labelOf(slotStatuses, status)}”，还没有预约成功。请刷新后核对。`,
  'quota.session_in_past': ({ startsAt }) => `出诊时间 ${moment(startsAt)} 已经过去。请改为以后的时间。`,
  'quota.session_ends_before_start': ({ startsAt, endsAt }) => `结束时间 ${moment(endsAt)} 不晚于开始时间 ${moment(startsAt)}。请改正其中一个。`,
  'quota.capacity_out_of_range': ({ capacity, limit }) => `号源总数 ${capacity} 不对，应为 1 至 ${limit} 的整数。请核对后改正。`,
  'quota.session_exists': ({ departmentName, resourceName, startsAt }) =>
    `${departmentName} ${resourceName} ${moment(startsAt)} 的出诊已经发布过。请改时间，或先停诊原来的那场。`,
  'quota.session_cancelled': () => '这场出诊已经停诊。请刷新后改选其他时间。',
  'quota.session_begun': ({ startsAt }) => `这场出诊已于 ${moment(startsAt)} 开始，不能再停诊。未到的居民请在转诊单上登记未到。`,
  'quota.session_has_referrals': ({ numbers }) =>
    `还有 ${numbers.length} 张转诊单占用这场出诊的号：${numbers.join('、')}。请先在转诊单上为居民改约，或说明原因退回，再停诊。`,
} satisfies RefusalSentences<QuotaRefusal['code']>;
