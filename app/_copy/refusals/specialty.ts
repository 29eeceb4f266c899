import type { SpecialtyRefusal } from '@/server/domain/quota/specialty';
import type { RefusalSentences } from './index';

export const specialtyRefusals = {
  'specialty.name_missing': () => '还没有写专科联盟的名称。请填写，例如“心血管专科联盟”。',
  'specialty.departments_missing': () => '还没有选共享哪些科室的预留号。请至少选一个科室。',
  'specialty.ended': ({ toDay }) => `这个专科联盟已于 ${toDay} 结束，不能再改。需要继续合作的，请新建一个。`,
  'specialty.day_before_start': ({ fromDay, day }) => `日期 ${day} 早于开始日期 ${fromDay}。请改正其中一个。`,
  'specialty.day_past': ({ day, today }) => `日期 ${day} 已经过去。约号按当时的规则办过了，请从今天（${today}）或以后开始。`,
  'specialty.own_alliance': ({ memberName }) => `${memberName}与这家医院同属一个医联体，本来就能约它的预留号，不用再加。`,
  'specialty.already_member': ({ memberName, fromDay }) => `${memberName}从 ${fromDay} 起已经是成员。请刷新后核对。`,
  'specialty.member_left': ({ toDay }) => `已于 ${toDay} 结束，不能再改。需要重新加入的，请再添加一次。`,
} satisfies RefusalSentences<SpecialtyRefusal['code']>;
