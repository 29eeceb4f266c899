import type { Queryable } from '@/db';
import { type SettlementRow, newestVersion } from '@/db/queries/settlement';
import type { SettlementCourse } from '@/server/domain/settlement/course';

/** Where a stored settlement stands among its versions. */
export async function courseOf(q: Queryable, row: SettlementRow): Promise<SettlementCourse> {
  const { status, version, computedBy, reviewedBy, objectionsUntil, regionCode, year, method } = row;
  return { status, version, newestVersion: await newestVersion(q, regionCode, year, method), computedBy, reviewedBy, objectionsUntil };
}
