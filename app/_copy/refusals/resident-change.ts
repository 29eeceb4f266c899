import { keyGroups, labelOf } from '@/app/_copy/labels';
import type { ResidentChangeRefusal } from '@/server/domain/registry/resident-change-refusals';
import type { RefusalSentences } from './index';

/** Why a resident's record, household or guardian cannot be changed. */
export const residentChangeRefusals = {
  'resident.merged': () => '这份档案已经并入另一份档案。请打开合并后的档案再修改。',
  'resident.already_dead': ({ deathDay }) => `已经登记 ${deathDay} 去世。如果登记有误，请先撤销死亡登记。`,
  'resident.not_dead': () => '没有登记去世，不需要撤销。请刷新页面核对。',
  'resident.day_before_birth': ({ day, birthDay }) => `日期 ${day} 早于出生日期 ${birthDay}。请核对日期。`,
  'resident.day_after_death': ({ day, deathDay }) => `日期 ${day} 晚于死亡日期 ${deathDay}。请核对日期。`,
  'resident.day_too_far': ({ day, latest }) => `日期 ${day} 太晚，最晚可以登记到 ${latest}。请核对年份。`,
  'resident.group_by_age': ({ keyGroup }) => `“${labelOf(keyGroups, keyGroup)}”按出生日期自动判断，不用登记。出生日期有误时请更正基本信息。`,
  'resident.already_away': ({ from }) => `已经登记从 ${from} 起迁出。人已回来的，请先登记迁回。`,
  'resident.away_that_day': ({ from, to }) => `${from} 至 ${to} 已经登记为迁出。请填写之后的日期。`,
  'resident.not_away': () => '没有登记迁出，不能登记迁回。请刷新页面核对。',
  'resident.back_before_leaving': ({ from }) => `迁回日期不能早于迁出日期 ${from}。请核对日期。`,
  'resident.phone_malformed': ({ digits }) => `电话有 ${digits} 位数字，应是 11 位手机号或带区号的固定电话。请核对。`,
  'resident.no_such_step': ({ from }) => `没有可以撤销的 ${from} 起的参保变更。最早的一条只能更正，不能撤销。`,
  'resident.nothing_changed': () => '填写的内容和现在登记的一样，没有可保存的变更。',
  'household.in_another': ({ name }) => `${name}已经在另一个家庭里。请先从那个家庭移出。`,
  'household.not_a_member': () => '这位居民已经不在这个家庭里。请刷新页面核对。',
  'household.head_taken': ({ name }) => `户主已经是${name}。请先改${name}与户主的关系。`,
  'household.too_many': ({ most }) => `一个家庭最多登记 ${most} 人。请核对是否应分户。`,
  'guardian.self': () => '监护人不能是本人。请选择另一位居民，或填写监护人姓名。',
  'guardian.name_missing': () => '请填写监护人姓名，或选择已登记的居民。',
  'guardian.minor': ({ birthDay }) => `监护人 ${birthDay} 出生，当时未满 18 周岁，不能担任监护人。`,
  'guardian.deceased': ({ deathDay }) => `监护人已于 ${deathDay} 去世。请登记其他监护人。`,
  'guardian.already': ({ name }) => `${name}已经是监护人，不用重复登记。`,
  'guardian.ended': ({ to }) => `监护已于 ${to} 结束。请刷新页面核对。`,
  'guardian.days_out_of_order': ({ from, to }) => `结束日期 ${to} 早于开始日期 ${from}。请核对日期。`,
} as const satisfies RefusalSentences<ResidentChangeRefusal['code']>;
