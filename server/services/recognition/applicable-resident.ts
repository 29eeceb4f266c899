import type { Queryable, Reach } from '@/db';
import { type ResidentRow, findResident, findResidentOfRegion } from '@/db/queries/resident';
import type { Actor } from '@/server/domain/permission/actor';

/**
 * The resident, if the actor may apply for them: a resident of the actor's institution, or, for a hospital's office, anybody of
 * the region, whom the hospital found by the whole number. Null for others.
 */
export async function findApplicableResident(q: Queryable, reach: Reach, actor: Actor, residentId: string): Promise<ResidentRow | null> {
  const isHospital = actor.kind === 'staff' && actor.role === 'referral_office';
  return isHospital ? findResidentOfRegion(q, reach.regionCode, residentId) : findResident(q, reach, residentId);
}
