import { and, asc, eq, gte, inArray, lte } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { contract, resident, team } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { ResidentRow } from './resident';

/** Residents by the indexes of their numbers' last four characters, with the contract of the reach's institutions that covers a day. */
export async function listSignedByTail(q: Queryable, reach: Reach, tailIndexes: readonly string[], day: Day): Promise<{ readonly resident: ResidentRow; readonly contractId: string; readonly teamName: string }[]> {
  if (tailIndexes.length === 0) return [];
  return q
    .select({ resident, contractId: contract.id, teamName: team.name })
    .from(resident)
    .innerJoin(contract, and(eq(contract.regionCode, resident.regionCode), eq(contract.residentId, resident.id)))
    .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
    .where(
      and(
        eq(resident.regionCode, reach.regionCode),
        inArray(resident.tailIndex, [...tailIndexes]),
        within(reach, contract.regionCode, contract.institutionCode),
        lte(contract.startDay, day),
        gte(contract.endDay, day),
      ),
    )
    .orderBy(asc(resident.name), asc(resident.id));
}
