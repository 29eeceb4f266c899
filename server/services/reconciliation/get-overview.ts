import type { Queryable, Reach } from '@/db';
import { type Months, sumClasses, sumPosted, sumRecords } from '@/db/queries/reconciliation';
import { listInstitutions } from '@/db/queries/registry';
import { type InstitutionTotals, type TieOut, tieOut } from '@/server/domain/reconciliation/tie-out';
import type { InstitutionLevel } from '@/server/domain/registry/codes';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface ReconciliationOverview extends Omit<TieOut, 'institutions'> {
  readonly institutions: readonly (InstitutionTotals & { readonly name: string; readonly level: InstitutionLevel })[];
}

/**
 * 对账总览: what hospitals reported for some settlement months beside what the policy gives, institution by institution, those
 * without a record included, and the way from there to the books. Everything is read in one state of the database.
 */
export function getOverview(context: ServiceContext, months: Months): Promise<ReconciliationOverview> {
  const reach = permit(context, 'reconciliation:read');
  return context.store.snapshot((q) => readOverview(q, reach, months));
}

export async function readOverview(q: Queryable, reach: Reach, months: Months): Promise<ReconciliationOverview> {
  const places = await listInstitutions(q, reach.regionCode, reach.institutionCodes);
  const tied = tieOut({
    ...months,
    institutionCodes: places.map(({ code }) => code),
    sums: await sumClasses(q, reach, months),
    posted: await sumPosted(q, reach, months),
    control: await sumRecords(q, reach, months),
  });
  const byCode = new Map(places.map((place) => [place.code, place]));
  const institutions = tied.institutions.map((totals) => {
    const place = byCode.get(totals.institutionCode);
    if (place === undefined) throw new Error(`records at ${totals.institutionCode}, which is not registered`);
    return { ...totals, name: place.name, level: place.level };
  });
  return { ...tied, institutions };
}
