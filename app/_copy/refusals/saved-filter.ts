import type { SavedFilterRefusal } from '@/server/domain/saved-filter/refusals';
import type { RefusalSentences } from './index';

export const savedFilterRefusals = {
  'saved_filter.name_missing': () => '还没有给这组条件起名字。请写一个好认的名字，例如“心内科加急”。',
  'saved_filter.name_too_long': ({ length, limit }) => `名字有 ${length} 个字，最多 ${limit} 个字。请写短一些。`,
  'saved_filter.query_too_long': () => '这组条件太长，不能保存。请先去掉一些条件。',
  'saved_filter.too_many': ({ limit }) => `最多保存 ${limit} 组条件。请先删掉不再用的，再保存。`,
} satisfies RefusalSentences<SavedFilterRefusal['code']>;
