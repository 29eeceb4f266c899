import type { Queryable, Reach } from '@/db';
import { listAlliances, listInstitutions } from '@/db/queries/registry';
import { listSettledPools } from '@/db/queries/settlement';
import type { AssessedKind } from '@/server/domain/assessment/assessment';

export interface Subject {
  readonly kind: AssessedKind;
  readonly code: string;
  readonly name: string;
}

/** Everybody within reach who can be assessed: alliances whose institutions are reached, then institutions. */
export async function listSubjects(q: Queryable, { regionCode, institutionCodes }: Reach): Promise<Subject[]> {
  const institutions = await listInstitutions(q, regionCode);
  const own = institutions.filter(({ code }) => institutionCodes === 'all' || institutionCodes.includes(code));
  const allianceIds = new Set(own.map(({ allianceId }) => allianceId));
  const alliances = (await listAlliances(q, regionCode)).filter(({ id }) => institutionCodes === 'all' || allianceIds.has(id));
  return [
    ...alliances.map(({ id, name }): Subject => ({ kind: 'alliance', code: id, name })),
    ...own.filter(({ level }) => level !== 'out_of_region').map(({ code, name }): Subject => ({ kind: 'institution', code, name })),
  ];
}

/** The settlement that a pool of the year was settled by: from then on the year's scores stay as they are. */
export async function yearSettledBy(q: Queryable, regionCode: string, year: string): Promise<string | null> {
  return (await listSettledPools(q, regionCode, year))[0]?.settlementId ?? null;
}
