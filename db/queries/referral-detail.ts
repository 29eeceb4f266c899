import { and, asc, eq, inArray, or } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, reaches } from '@/db/reach';
import { clinicSession, institution, referral, slot } from '@/db/schema';
import type { ReferralStatus } from '@/server/domain/referral/codes';

/** The sessions and numbers of places, the earliest first. */
export async function listPlaces(q: Queryable, regionCode: string, slotIds: readonly string[]) {
  if (slotIds.length === 0) return [];
  return q
    .select({
      slotId: slot.id,
      sessionId: clinicSession.id,
      kind: clinicSession.kind,
      day: clinicSession.day,
      number: slot.number,
      startsAt: clinicSession.startsAt,
      endsAt: clinicSession.endsAt,
      resourceName: clinicSession.resourceName,
      departmentName: clinicSession.departmentName,
    })
    .from(slot)
    .innerJoin(clinicSession, and(eq(clinicSession.regionCode, slot.regionCode), eq(clinicSession.id, slot.sessionId)))
    .where(and(eq(slot.regionCode, regionCode), inArray(slot.id, [...slotIds])))
    .orderBy(asc(clinicSession.startsAt), asc(slot.id));
}

/** A referral before or after another one; the id is null for who may not open it. */
export interface RelatedReferral {
  readonly id: string | null;
  readonly number: string;
  readonly status: ReferralStatus;
  readonly toInstitutionName: string;
  readonly departmentName: string;
  readonly isEarlier: boolean;
}

/** The referral that this one follows, and those that follow it; both sides know of them, and open those of their own. */
export async function listRelated(q: Queryable, reach: Reach, { regionCode, id, previousId }: { readonly regionCode: string; readonly id: string; readonly previousId: string | null }): Promise<RelatedReferral[]> {
  const rows = await q
    .select({
      id: referral.id,
      number: referral.number,
      status: referral.status,
      fromInstitutionCode: referral.fromInstitutionCode,
      toInstitutionCode: referral.toInstitutionCode,
      toInstitutionName: institution.name,
      departmentName: referral.departmentName,
    })
    .from(referral)
    .innerJoin(institution, and(eq(institution.regionCode, referral.regionCode), eq(institution.code, referral.toInstitutionCode)))
    .where(and(eq(referral.regionCode, regionCode), or(eq(referral.previousId, id), previousId === null ? undefined : eq(referral.id, previousId))))
    .orderBy(asc(referral.createdAt), asc(referral.id));
  return rows.map(({ fromInstitutionCode, toInstitutionCode, ...row }) => ({
    ...row,
    id: reaches(reach, regionCode, fromInstitutionCode) || reaches(reach, regionCode, toInstitutionCode) ? row.id : null,
    isEarlier: row.id === previousId,
  }));
}
