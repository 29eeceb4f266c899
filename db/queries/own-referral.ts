import { and, asc, eq, ne } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { clinicSession, institution, practitioner, referral, slot, team } from '@/db/schema';
import type { Own } from './own';

/** One of the person's own referrals by the number on its slip, as far as they are told of it; drafts are their writer's. */
export async function findOwnReferral(q: Queryable, own: Own, number: string) {
  const { id, status, kind, direction, external, departmentName, createdAt, sentAt, answerDueAt, decidedAt, arrivedAt, completedAt, opinion, followUpDay, declineReason, promisedDay } = referral;
  const [row] = await q
    .select({
      ...{ id, status, kind, direction, external, departmentName, createdAt, sentAt, answerDueAt, decidedAt, arrivedAt, completedAt, opinion, followUpDay, declineReason, promisedDay },
      number: referral.number,
      residentId: referral.residentId,
      fromInstitutionCode: referral.fromInstitutionCode,
      toInstitutionCode: referral.toInstitutionCode,
      toInstitutionName: institution.name,
      doctorName: practitioner.name,
      teamPhone: team.phone,
    })
    .from(referral)
    .innerJoin(institution, and(eq(institution.regionCode, referral.regionCode), eq(institution.code, referral.toInstitutionCode)))
    .leftJoin(practitioner, and(eq(practitioner.regionCode, referral.regionCode), eq(practitioner.id, referral.fromPractitionerId)))
    .leftJoin(team, and(eq(team.regionCode, referral.regionCode), eq(team.id, referral.fromTeamId)))
    .where(and(eq(referral.regionCode, own.regionCode), eq(referral.residentId, own.residentId), eq(referral.number, number), ne(referral.status, 'draft')));
  return row ?? null;
}

/** The number of the referral that followed one, when there is one. */
export async function findFollowingNumber(q: Queryable, own: Own, previousId: string): Promise<string | null> {
  const [row] = await q
    .select({ number: referral.number })
    .from(referral)
    .where(and(eq(referral.regionCode, own.regionCode), eq(referral.residentId, own.residentId), eq(referral.previousId, previousId), ne(referral.status, 'draft')))
    .orderBy(asc(referral.createdAt));
  return row?.number ?? null;
}

/** The places that a referral holds or has booked, in their order: a visit, and a bed for each day of a stay. */
export async function listPlacesOfReferral(q: Queryable, regionCode: string, referralId: string) {
  return q
    .select({ part: slot.part, status: slot.status, expiresAt: slot.expiresAt, startsAt: slot.startsAt, day: clinicSession.day, kind: clinicSession.kind, resourceName: clinicSession.resourceName })
    .from(slot)
    .innerJoin(clinicSession, and(eq(clinicSession.regionCode, slot.regionCode), eq(clinicSession.id, slot.sessionId)))
    .where(and(eq(slot.regionCode, regionCode), eq(slot.referralId, referralId)))
    .orderBy(asc(slot.startsAt), asc(slot.id));
}
