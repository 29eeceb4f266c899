import { identityClasses, labelOf } from '@/app/_copy/labels';
import type { IdentityClassRefusal } from '@/server/domain/registry/identity-class-refusals';
import type { RefusalSentences } from './index';

const until = (to: string | null) => (to === null ? '长期有效' : `到 ${to} 为止`);

export const identityClassRefusals = {
  'identity_class.days_out_of_order': ({ from, to }) => `终止日期 ${to} 早于起始日期 ${from}。请核对两个日期。`,
  'identity_class.before_birth': ({ from, birthDay }) => `起始日期 ${from} 早于出生日期 ${birthDay}。请改正起始日期。`,
  'identity_class.after_death': ({ from, deathDay }) => `这位居民已于 ${deathDay} 去世，不能从 ${from} 起登记身份。请核对日期。`,
  'identity_class.begins_too_far': ({ from, latest }) => `起始日期 ${from} 太远，最晚可以填 ${latest}。请核对年份。`,
  'identity_class.already_held': ({ identityClass, from, to }) => `这位居民从 ${from} 起已登记为${labelOf(identityClasses, identityClass)}（${until(to)}），同一身份的日期不能重叠。请先终止原来的登记，或改填日期。`,
  'identity_class.already_ended': ({ to }) => `这项身份已定于 ${to} 终止，只能改为更早的日期。请核对后再办理。`,
  'identity_class.withdrawn': ({ from }) => `从 ${from} 起的这项身份已作为误登记撤销。如果确实成立，请在居民档案里重新登记。`,
  'identity_class.reason_too_short': ({ least }) => `撤销理由太短，至少写 ${least} 个字。请写明为什么登记有误。`,
} satisfies RefusalSentences<IdentityClassRefusal['code']>;
