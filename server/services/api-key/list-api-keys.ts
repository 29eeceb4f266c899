import { type ApiKeyListRow, listApiKeys as findKeys } from '@/db/queries/api-key';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

/** The region's keys, revoked ones among them, by institution. */
export async function listApiKeys(context: ServiceContext): Promise<ApiKeyListRow[]> {
  const { regionCode } = permit(context, 'account:read');
  return findKeys(context.store.reads, regionCode);
}
