import { labelOf, roles } from '@/app/_copy/labels';
import type { AccountRefusal } from '@/server/domain/permission/refusals';
import type { RefusalSentences } from './index';

export const accountRefusals = {
  'account.user_name_malformed': ({ userName }) => `用户名“${userName}”格式不对：请用 3 至 32 个小写字母、数字、点、下划线或短横线。`,
  'account.user_name_taken': ({ userName }) => `用户名“${userName}”已经有人使用。请换一个用户名。`,
  'account.name_missing': () => '没有填写姓名。请填写使用这个账号的人的姓名。',
  'account.name_too_long': ({ length, limit }) => `姓名有 ${length} 个字，最多 ${limit} 个字。请核对是否填错了栏目。`,
  'account.institution_needed': ({ role }) => `${labelOf(roles, role)}要有所在机构。请填写本统筹区的机构编码。`,
  'account.institution_not_for_role': ({ role }) => `${labelOf(roles, role)}不属于某一家机构。请去掉机构编码，或改正角色。`,
  'account.alliance_needed': ({ role }) => `${labelOf(roles, role)}要有所管的医联体。请填写医联体的编号或名称。`,
  'account.alliance_not_for_role': ({ role }) => `${labelOf(roles, role)}不属于某个医联体。请去掉医联体，或改正角色。`,
  'account.practitioner_not_for_role': ({ role }) => `${labelOf(roles, role)}不对应医务人员。请去掉医务人员编号，或改正角色。`,
  'account.practitioner_elsewhere': ({ name, institutionCode }) => `${name}登记在机构 ${institutionCode}，与账号的机构不同。请核对医务人员编号和机构编码。`,
  'account.own_account': () => '不能停用自己的账号。如需停用，请由另一位管理员办理。',
  'account.already_disabled': ({ name }) => `“${name}”的账号已经是停用状态。请刷新列表。`,
  'account.not_disabled': ({ name }) => `“${name}”的账号没有停用，不需要启用。请刷新列表。`,
} satisfies RefusalSentences<AccountRefusal['code']>;
