import type { AccountRefusal } from '@/server/domain/permission/refusals';
import type { RefusalSentences } from './index';

export const accountRefusals = {
  'account.own_account': () => '不能停用自己的账号。如需停用，请由另一位管理员办理。',
  'account.already_disabled': ({ name }) => `“${name}”的账号已经是停用状态。请刷新列表。`,
  'account.not_disabled': ({ name }) => `“${name}”的账号没有停用，不需要启用。请刷新列表。`,
} satisfies RefusalSentences<AccountRefusal['code']>;
