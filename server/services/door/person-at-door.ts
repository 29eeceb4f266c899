import type { Queryable } from '@/db';
import { type ResidentRow, findResidentByIdentity } from '@/db/queries/resident';

/** Whom a number belongs to at the door: a living resident of the region, or nobody. */
export async function findPersonAtDoor(q: Queryable, regionCode: string, identityIndex: string): Promise<ResidentRow | null> {
  const person = await findResidentByIdentity(q, regionCode, identityIndex);
  return person && person.deathDay === null ? person : null;
}
