import { labelOf, slotStatuses } from '@/app/_copy/labels';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import type { QuotaRefusal } from '@/server/domain/quota/refusals';
import type { RefusalSentences } from './index';

const moment = (at: number) => civilTimeOf(at).slice(0, 16);

export const quotaRefusals = {
  'quota.outside_alliance': ({ hospitalName }) =>
    `${hospitalName}的预留号和床位只给本医联体和专科联盟成员机构使用，贵机构都不在其中。仍可转诊到该院：不占号发出，由对方安排就诊时间。`,
  'quota.passed': ({ startsAt }) => `这场出诊已于 ${moment(startsAt)} 开始，不能再占号。请改选以后的出诊时间。`,
  'quota.released': ({ releasedAt }) => `这场出诊的预留号已于 ${moment(releasedAt)} 释放回医院。请改选其他出诊时间，或不占号直接转诊，由医院安排。`,
  'quota.not_yet_open': ({ opensOn }) => `这场出诊从 ${opensOn} 起才向家庭医生开放。请到时再约，或改选更早的出诊时间。`,
  'quota.urgent_only': ({ sessionDay, windowDays }) =>
    `${sessionDay} 的这场出诊只接急诊和加急转诊${windowDays > 0 ? `（就诊前 ${windowDays} 天内留给急需的居民）` : ''}。请改选更晚的时间；病情紧急的，把优先级改为加急并写明理由。`,
  'quota.dealt_elsewhere': ({ borrowAt }) =>
    `剩下的预留号已分给其他基层机构${borrowAt === null ? '' : `，${moment(borrowAt)} 起未约的才可借用`}。请改选其他时间，或不占号直接转诊，由医院安排。`,
  'quota.slot_taken': () => '这场出诊的预留号刚刚被约完。请在号源列表里改选其他时间或其他医院，或不占号直接转诊，由医院安排。',
  'quota.places_apart': () => '所选的门诊号和床位不在同一家医院。请选同一家医院的，或分开转诊。',
  'quota.no_bed_that_day': ({ day }) => `该病区 ${day} 没有发布床位。请减少天数，或改选其他日期、其他病区。`,
  'quota.not_held': ({ status }) => `这个号现在是“${labelOf(slotStatuses, status)}”，不在本转诊名下。请刷新后核对。`,
  'quota.hold_expired': ({ expiredAt }) => `占号已于 ${moment(expiredAt)} 到期。请重新选择一个可预约的号。`,
  'quota.hold_running': ({ expiresAt }) => `占号到 ${moment(expiresAt)} 才到期，现在不能收回。`,
  'quota.not_booked': ({ status }) => `这个号现在是“${labelOf(slotStatuses, status)}”，还没有预约成功。请刷新后核对。`,
  'quota.session_fixed': ({ startsAt }) => `${moment(startsAt)} 的这一场已经发布，类别、科室、名称和时间不能再改。请停诊原来的，再按新的时间另发一场。`,
  'quota.session_in_past': ({ startsAt }) => `出诊时间 ${moment(startsAt)} 已经过去。请改为以后的时间。`,
  'quota.session_ends_before_start': ({ startsAt, endsAt }) => `结束时间 ${moment(endsAt)} 不晚于开始时间 ${moment(startsAt)}。请改正其中一个。`,
  'quota.capacity_out_of_range': ({ capacity, limit }) => `号源总数 ${capacity} 不对，应为 1 至 ${limit} 的整数。请核对后改正。`,
  'quota.session_exists': ({ departmentName, resourceName, startsAt }) =>
    `${departmentName} ${resourceName} ${moment(startsAt)} 的出诊已经发布过。请改时间，或先停诊原来的那场。`,
  'quota.session_cancelled': () => '这场出诊已经停诊。请刷新后改选其他时间。',
  'quota.session_begun': ({ startsAt }) => `这场出诊已于 ${moment(startsAt)} 开始，不能再停诊或改数量。未到的居民请在转诊单上登记未到。`,
  'quota.session_has_arrived': ({ numbers }) => `${numbers.length} 位居民已经到院（转诊单 ${numbers.join('、')}），这一场不能停。其余的人请在转诊单上逐一改约。`,
  'quota.rebook_elsewhere': ({ resourceName, day }) => `不能改到 ${day} 的 ${resourceName}：要选本院另一场同类的号源；床位要选同一天的病区，居民的住院才接得上。`,
  'quota.capacity_after_release': ({ releasedAt }) =>
    `剩余的预留号已于 ${moment(releasedAt)} 释放回医院，由医院自行安排，这里不用再改数量。已经约好的居民不受影响。`,
  'quota.capacity_below_taken': (facts) => belowTaken(facts),
  'quota.resource_exists': ({ departmentName, name }) => `${departmentName} 已经有“${name}”。请直接用它排班；确实是另一个的，请在名称里写清区别。`,
  'quota.resource_closed': ({ name, closedOn }) => `“${name}”从 ${closedOn} 起停用，不能再排班。请改选其他专家、设备或病区。`,
  'quota.schedule_without_weekday': () => '还没有选星期几。请至少选一天。',
  'quota.schedule_times': ({ fromTime, toTime }) => `时间 ${fromTime || '（空）'} 至 ${toTime || '（空）'} 不对。请按 08:00 这样的格式填写，结束要晚于开始。`,
  'quota.days_reversed': ({ fromDay, toDay }) => `结束日期 ${toDay} 早于开始日期 ${fromDay}。请改正其中一个。`,
  'quota.days_in_past': ({ day }) => `日期 ${day} 已经过去，改不了已经发生的出诊。请从今天或以后开始。`,
  'quota.schedule_overlaps': ({ fromTime, toTime, validFrom, validTo }) =>
    `与已有的排班重叠：${fromTime} 至 ${toTime}，${validFrom} 起${validTo === null ? '长期有效' : `至 ${validTo}`}。请改时间，或先让原来的排班在前一天结束。`,
  'quota.exception_too_long': ({ days, limit }) => `一次停诊或调整写了 ${days} 天，最多 ${limit} 天。长期停的，请让排班到期。`,
  'quota.exception_withdrawn': () => '这条停诊或调整已经撤销。请刷新后再看。',
  'quota.session_has_referrals': ({ numbers }) =>
    `还有 ${numbers.length} 张转诊单占用这场出诊的号：${numbers.join('、')}。请选把居民改约到另一场，或放回候补名单，再停诊。`,
} satisfies RefusalSentences<QuotaRefusal['code']>;

/** Places held by what is still being written have no number yet that anybody could be asked by. */
function belowTaken({ capacity, taken, numbers }: { readonly capacity: number; readonly taken: number; readonly numbers: readonly string[] }): string {
  const unsent = taken - numbers.length;
  const known = numbers.length === 0 ? '' : `转诊单 ${numbers.join('、')}：请先为其中的居民改约，再减数量。`;
  const unknown = unsent > 0 ? `有 ${unsent} 个由还没写完的转诊单暂时占着，发出后会有转诊单号，没人再写就会空出来，请稍后再试。` : '';
  return `改成 ${capacity} 就少于已经占用和预约的 ${taken} 个。${known}${unknown}`;
}
