import { and, asc, eq, gte, isNull, lte, or } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { prepared } from '@/db/prepared';
import { guardian, resident } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { GuardianRelation } from '@/server/domain/registry/household';
import type { ResidentRow } from './resident';

/** The residents whose guardian somebody is on a day, the oldest first; records that turned out to be second ones are left out. */
export async function listWardsOf(q: Queryable, regionCode: string, guardianResidentId: string, on: Day): Promise<{ readonly resident: ResidentRow; readonly relation: GuardianRelation }[]> {
  const rows = await wardsOf(q, { regionCode, guardianResidentId, on });
  const children = new Map(rows.map((row) => [row.resident.id, row]));
  return [...children.values()];
}

const wardsOf = prepared(['regionCode', 'guardianResidentId', 'on'], (q, { regionCode, guardianResidentId, on }) =>
  q
    .select({ resident, relation: guardian.relation })
    .from(guardian)
    .innerJoin(resident, and(eq(resident.regionCode, guardian.regionCode), eq(resident.id, guardian.residentId)))
    .where(
      and(
        eq(guardian.regionCode, regionCode),
        eq(guardian.guardianResidentId, guardianResidentId),
        lte(guardian.fromDay, on),
        or(isNull(guardian.toDay), gte(guardian.toDay, on)),
        isNull(resident.mergedIntoId),
      ),
    )
    .orderBy(asc(resident.birthDay), asc(resident.id)),
);
