import type { Queryable } from '@/db';
import { hasWorkingAccount } from '@/db/queries/account';
import type { Institution } from '@/server/domain/registry/institution';

/**
 * Whether nobody at an institution works in this program: it stands outside the region, or neither it nor the township hospital it belongs
 * to has an account. The sender then notes what becomes of the patient there.
 */
export async function isExternal(q: Queryable, { regionCode, code, level, parentCode }: Pick<Institution, 'regionCode' | 'code' | 'level' | 'parentCode'>): Promise<boolean> {
  if (level === 'out_of_region') return true;
  return !(await hasWorkingAccount(q, regionCode, parentCode === null ? [code] : [code, parentCode]));
}
