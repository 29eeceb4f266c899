import { type AccountListRow, listAccounts as findAccounts } from '@/db/queries/account';
import type { Role } from '@/server/domain/permission/roles';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface ListAccountsInput {
  readonly role: Role | null;
  /** Null shows both. */
  readonly disabled: boolean | null;
  /** The first page is 1. */
  readonly page: number;
  readonly pageSize: number;
}

/** One page of the region's accounts, by user name. */
export async function listAccounts(context: ServiceContext, input: ListAccountsInput): Promise<{ rows: AccountListRow[]; total: number }> {
  const { regionCode } = permit(context, 'account:read');
  const { page, pageSize, ...filter } = input;
  return findAccounts(context.store.reads, regionCode, filter, { limit: pageSize, offset: (page - 1) * pageSize });
}
