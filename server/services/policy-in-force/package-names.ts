import type { Queryable } from '@/db';
import { packageNamesOf } from '@/server/domain/contract/packages';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { listPoliciesOf } from './get-policy-in-force';

/** Package codes in a region's own words; a code that it never offered stays a code. */
export async function packageNamer(q: Queryable, regionCode: string): Promise<(code: string) => string> {
  const names = packageNamesOf(await listPoliciesOf(q, regionCode));
  return (code) => names[code] ?? code;
}

/** What the packages of the region are called, those of earlier policies too, for whoever shows a contract. */
export async function listPackageNames(context: ServiceContext): Promise<{ readonly code: string; readonly name: string }[]> {
  const { regionCode } = permit(context, 'policy:read');
  return Object.entries(packageNamesOf(await listPoliciesOf(context.store.reads, regionCode))).map(([code, name]) => ({ code, name }));
}
