import type { DoorRefusal } from '@/server/domain/door/refusals';
import type { RefusalSentences } from './index';

export const doorRefusals = {
  'door.too_many': () => '操作太频繁。请过一会儿再试，或者到诊室办理。',
  'door.code_refused': () => '验证码不对，或者已经过期。请核对短信里的六位数字；仍不行请重新获取。',
  'door.no_phone': () => '您没有登记手机号，收不到验证码。请带身份证到诊室登记手机号，或者在诊室办理。',
  'door.phone_malformed': () => '手机号不对。请填写 1 开头的 11 位手机号。',
  'door.phone_same': () => '这就是现在登记的手机号，不需要更换。',
  'door.not_in_care': () => '不能再查看这个孩子的信息：监护登记已经结束，或者孩子已满 14 岁。',
  'door.phone_change_decided': () => '这份换号申请已经处理过。请刷新列表。',
  'door.reason_missing': () => '没有填写原因。请写明为什么不同意，居民会看到。',
} satisfies RefusalSentences<DoorRefusal['code']>;
