import { insutypes, labelOf, levels, sexes } from '@/app/_copy/labels';
import type { RegistryRefusal } from '@/server/domain/registry/refusals';
import type { RefusalSentences } from './index';

export const registryRefusals = {
  'identity.unknown_kind': ({ certType }) => `证件类型“${certType}”不在国家医保证件类型代码表内。请改为正确的代码，居民身份证是 01。`,
  'identity.wrong_length': ({ length, expected }) => `证件号码有 ${length} 位，应为 ${expected.join(' 位或 ')} 位。请对照证件补全或删去多余的字符。`,
  'identity.wrong_characters': ({ positions }) => `证件号码第 ${positions.join('、')} 位的字符不对。请对照证件改正，身份证号码末位可以是 X。`,
  'identity.no_such_date': ({ from, to }) => `证件号码第 ${from} 至 ${to} 位是出生日期，但没有这一天。请对照证件改正。`,
  'identity.wrong_check_digit': ({ position }) => `证件号码第 ${position} 位校验码对不上，号码里至少有一位写错了。请对照证件逐位核对。`,
  'registry.institution_code_malformed': ({ code }) => `机构编码“${code}”格式不对：应以 H 或 P 开头，后面是 11 位数字。请对照国家医保定点机构编码改正。`,
  'registry.institution_level_unknown': ({ level, known }) => `机构级别“${level}”不认识。可以填写：${known.map((code) => labelOf(levels, code)).join('、')}。`,
  'registry.institution_unknown': ({ code }) => `没有编码为 ${code} 的机构。请先导入这家机构，或改正编码。`,
  'registry.parent_unknown': ({ parentCode }) => `上级机构 ${parentCode} 还没有登记。请先导入上级机构。`,
  'registry.alliance_unknown': ({ alliance }) => `没有名为“${alliance}”的医联体。请核对名称，或先登记这个医联体。`,
  'registry.team_unknown': ({ team }) => `没有找到家庭医生团队“${team}”。请核对团队名称，或先登记这个团队。`,
  'registry.name_missing': () => '没有填写姓名。请填写证件上的姓名。',
  'registry.name_too_long': ({ length, limit }) => `姓名有 ${length} 个字，最多 ${limit} 个字。请核对是否填错了栏目。`,
  'registry.birth_day_missing': () => '这种证件上看不出出生日期，请填写出生日期。',
  'registry.birth_day_differs': ({ given, onCertificate }) => `填写的出生日期是 ${given}，证件号码里是 ${onCertificate}。请核对后改成一致。`,
  'registry.birth_in_future': ({ birthDay, today }) => `出生日期 ${birthDay} 在今天（${today}）之后。请改正。`,
  'registry.sex_missing': () => '这种证件上看不出性别，请选择性别。',
  'registry.sex_differs': ({ given, onCertificate }) => `填写的性别是${labelOf(sexes, given)}，证件号码里是${labelOf(sexes, onCertificate)}。请核对后改成一致。`,
  'registry.death_before_birth': ({ birthDay, deathDay }) => `死亡日期 ${deathDay} 早于出生日期 ${birthDay}。请核对两个日期。`,
  'registry.death_in_future': ({ deathDay, today }) => `死亡日期 ${deathDay} 在今天（${today}）之后。请改正。`,
  'registry.retired_needs_employee_insurance': ({ insutype }) => `参保险种是${labelOf(insutypes, insutype)}，不能登记为退休。退休待遇只属于职工医保，请核对险种或取消退休。`,
  'registry.already_registered': () => '这个证件号码已经登记过。请用证件号码查找这位居民，不必重复登记。',
  'registry.close_match': ({ matches }) => `已登记的${matches.map(({ name, maskedNumber }) => `${name}（${maskedNumber}）`).join('、')}很可能就是这个人。请先打开核对；确实是另一个人的，勾选“不是同一人”后再登记。`,
  'registry.reason_too_short': ({ least }) => `查看完整号码的理由太短，至少写 ${least} 个字。请写明办什么事需要完整号码。`,
} satisfies RefusalSentences<RegistryRefusal['code']>;
