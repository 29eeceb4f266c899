import type { ApiKeyRefusal } from '@/server/domain/permission/api-key-refusals';
import type { RefusalSentences } from './index';

export const apiKeyRefusals = {
  'api_key.name_missing': () => '请写明使用这个密钥的系统名称，例如“市一院门诊系统”。',
  'api_key.name_too_long': ({ length, limit }) => `系统名称有 ${length} 个字，最多 ${limit} 个字，请缩短。`,
  'api_key.already_revoked': ({ name }) => `“${name}”的密钥已经停用，不用再停用。请刷新列表。`,
} satisfies RefusalSentences<ApiKeyRefusal['code']>;
