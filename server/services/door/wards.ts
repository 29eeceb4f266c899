import type { Queryable } from '@/db';
import { listWardsOf } from '@/db/queries/ward';
import type { ResidentRow } from '@/db/queries/resident';
import { isUnderCare } from '@/server/domain/door/ward';
import type { GuardianRelation } from '@/server/domain/registry/household';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';

export interface Ward {
  readonly resident: ResidentRow;
  /** What the guardian is to the child. */
  readonly relation: GuardianRelation;
}

/** The children under 14 whose guardian a resident is at a moment, as the registry has it. */
export async function findWards(q: Queryable, regionCode: string, guardianId: string, now: number): Promise<Ward[]> {
  const day = dayOfInstant(now);
  return (await listWardsOf(q, regionCode, guardianId, day)).filter(({ resident }) => isUnderCare(resident, day));
}

/** Asked at every request: care that has ended, or a fourteenth birthday, ends acting at once. */
export async function isInCareOf(q: Queryable, regionCode: string, guardianId: string, wardId: string, now: number): Promise<boolean> {
  return (await findWards(q, regionCode, guardianId, now)).some(({ resident }) => resident.id === wardId);
}
