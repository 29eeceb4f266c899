import { and, asc, eq, gte, inArray, isNotNull, isNull, lte, notExists, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { carePlan, carePlanRevision, careTask, institution, referral, visit } from '@/db/schema';
import type { CareTaskEnd } from '@/server/domain/care-plan/codes';
import type { CarePlan, Readmission } from '@/server/domain/care-plan/plan';
import type { Measurements, ServicePlace } from '@/server/domain/fulfilment/service';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { stayKinds } from '@/server/domain/care-plan/care-work';

export type CarePlanRow = typeof carePlan.$inferSelect;
export type CareTaskRow = typeof careTask.$inferSelect;
export type CarePlanRevisionRow = typeof carePlanRevision.$inferSelect;

/** The plan of a referral that the caller has already found within reach. */
export async function findCarePlan(q: Queryable, regionCode: string, referralId: string): Promise<CarePlan | null> {
  const [row] = await q.select().from(carePlan).where(ofReferral(carePlan, regionCode, referralId));
  return row ? planOf(row) : null;
}

/** Keeps a referral's first plan; false when somebody else has begun one meanwhile. */
export async function insertCarePlan(tx: Tx, plan: CarePlan): Promise<boolean> {
  const won = await tx.insert(carePlan).values(rowOf(plan)).onConflictDoNothing().returning({ referralId: carePlan.referralId });
  return won.length === 1;
}

/** Saves the next wording or standing; false when somebody else has saved meanwhile. */
export async function saveCarePlan(tx: Tx, plan: CarePlan, seenVersion: number): Promise<boolean> {
  const { regionCode, referralId, ...rest } = rowOf(plan);
  const won = await tx
    .update(carePlan)
    .set({ ...rest, version: seenVersion + 1 })
    .where(and(ofReferral(carePlan, regionCode, referralId), eq(carePlan.version, seenVersion)))
    .returning({ referralId: carePlan.referralId });
  return won.length === 1;
}

export async function appendCarePlanRevision(tx: Tx, revision: CarePlanRevisionRow): Promise<void> {
  await tx.insert(carePlanRevision).values(revision);
}

/** Every wording that was handed over, the latest first. */
export async function listCarePlanRevisions(q: Queryable, regionCode: string, referralId: string): Promise<CarePlanRevisionRow[]> {
  return q.select().from(carePlanRevision).where(ofReferral(carePlanRevision, regionCode, referralId)).orderBy(sql`${carePlanRevision.revision} desc`);
}

/** The tasks of a referral's plan, by the day they are due. */
export async function listCareTasks(q: Queryable, regionCode: string, referralId: string): Promise<CareTaskRow[]> {
  return q.select().from(careTask).where(ofReferral(careTask, regionCode, referralId)).orderBy(asc(careTask.dueOn), asc(careTask.key));
}

export async function insertCareTasks(tx: Tx, rows: readonly CareTaskRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(careTask, rows);
}

/** A task that is still open gets the new wording's content; false when it was ended meanwhile. */
export async function moveCareTask(tx: Tx, regionCode: string, { referralId, key, kind, title, dueFrom, dueOn }: Pick<CareTaskRow, 'referralId' | 'key' | 'kind' | 'title' | 'dueFrom' | 'dueOn'>): Promise<boolean> {
  const won = await tx.update(careTask).set({ kind, title, dueFrom, dueOn }).where(openTask(regionCode, referralId, key)).returning({ key: careTask.key });
  return won.length === 1;
}

/** How a task ended. */
export interface CareTaskEnding {
  readonly endedAs: CareTaskEnd;
  readonly endedOn: Day;
  readonly endedAt: Instant;
  readonly endedByName: string;
  readonly place: ServicePlace | null;
  readonly note: string | null;
  readonly measurements: Measurements;
}

/** Ends one open task; false when somebody was faster. */
export async function endCareTask(tx: Tx, regionCode: string, referralId: string, key: string, ending: CareTaskEnding): Promise<boolean> {
  const won = await tx.update(careTask).set(ending).where(openTask(regionCode, referralId, key)).returning({ key: careTask.key });
  return won.length === 1;
}

function openTask(regionCode: string, referralId: string, key: string) {
  return and(ofReferral(careTask, regionCode, referralId), eq(careTask.key, key), isNull(careTask.endedAs));
}

/** Plans whose window for a readmission may still be open, or was open lately enough for a late file to tell of one; oldest first. */
export async function listWatchedPlans(q: Queryable, regionCode: string, since: Day, limit: number, after: string): Promise<CarePlan[]> {
  const rows = await q
    .select()
    .from(carePlan)
    .where(and(eq(carePlan.regionCode, regionCode), eq(carePlan.status, 'handed_over'), gte(carePlan.dischargedOn, since), sql`readmitted_on is null`, sql`${carePlan.referralId} > ${after}`))
    .orderBy(asc(carePlan.referralId))
    .limit(limit);
  return rows.map(planOf);
}

/** Stays in hospital of somebody that began between two days, by what was settled; those taken back are left out. */
export async function listStaysBetween(q: Queryable, regionCode: string, residentId: string, from: Day, to: Day): Promise<Readmission[]> {
  const rows = await q
    .select({ institutionCode: visit.institutionCode, settlementId: visit.settlementId, startedAt: visit.startedAt, settledAt: visit.settledAt, refundOf: visit.refundOf })
    .from(visit)
    .where(and(eq(visit.regionCode, regionCode), eq(visit.residentId, residentId), eq(visit.medType, '21'), gte(visit.settledAt, `${from} 00:00:00`)))
    .orderBy(asc(visit.settledAt));
  const takenBack = new Set(rows.flatMap(({ institutionCode, refundOf }) => (refundOf === null ? [] : [`${institutionCode}/${refundOf}`])));
  return rows.flatMap(({ institutionCode, settlementId, startedAt, settledAt, refundOf }): Readmission[] => {
    const [ref, on] = [`${institutionCode}/${settlementId}`, (startedAt ?? settledAt).slice(0, 10)];
    // A visit is settled at its end: a stay that began before the discharge is the one that was discharged.
    return refundOf === null && !takenBack.has(ref) && on > from && on <= to ? [{ source: 'visit', ref, on }] : [];
  });
}

/** Referrals for a stay that somebody arrived with between two moments, save one of them. */
export async function listStayReferralsBetween(q: Queryable, regionCode: string, residentId: string, except: string, from: Instant, to: Instant): Promise<{ readonly number: string; readonly arrivedAt: Instant }[]> {
  const rows = await q
    .select({ number: referral.number, arrivedAt: referral.arrivedAt, id: referral.id })
    .from(referral)
    .where(
      and(
        eq(referral.regionCode, regionCode),
        eq(referral.residentId, residentId),
        inArray(referral.kind, [...stayKinds]),
        or(eq(referral.direction, 'up'), eq(referral.direction, 'lateral')),
        isNotNull(referral.arrivedAt),
        gte(referral.arrivedAt, from),
        lte(referral.arrivedAt, to),
      ),
    )
    .orderBy(asc(referral.arrivedAt));
  return rows.flatMap(({ number, arrivedAt, id }) => (arrivedAt === null || id === except ? [] : [{ number, arrivedAt }]));
}

/** The latest plans of a resident with their tasks' owner, for the resident's own page; drafts are the hospital's. */
export async function listPlansOfResident(q: Queryable, regionCode: string, residentId: string, limit: number): Promise<{ readonly plan: CarePlan; readonly hospitalName: string }[]> {
  const rows = await q
    .select({ plan: carePlan, hospitalName: institution.name })
    .from(carePlan)
    .innerJoin(institution, and(eq(institution.regionCode, carePlan.regionCode), eq(institution.code, carePlan.hospitalCode)))
    .where(and(eq(carePlan.regionCode, regionCode), eq(carePlan.residentId, residentId), eq(carePlan.status, 'handed_over')))
    .orderBy(sql`${carePlan.handedOverAt} desc`)
    .limit(limit);
  return rows.map(({ plan, hospitalName }) => ({ plan: planOf(plan), hospitalName }));
}

/** What left a hospital, or came home, between two days: how many plans, nights freed and readmissions. */
export interface CarePlanTotals {
  readonly plans: number;
  readonly bedDaysFreed: number;
  readonly readmissions: number;
}

export async function countCarePlans(q: Queryable, reach: Reach, from: Day, to: Day): Promise<CarePlanTotals> {
  const [row] = await q
    .select({
      plans: sql<number>`count(*)`.mapWith(Number),
      bedDaysFreed: sql<number>`coalesce(sum(${carePlan.bedDaysFreed}), 0)`.mapWith(Number),
      readmissions: sql<number>`count(${carePlan.readmittedOn})`.mapWith(Number),
    })
    .from(carePlan)
    .where(and(within(reach, carePlan.regionCode, carePlan.hospitalCode, carePlan.homeCode), eq(carePlan.status, 'handed_over'), gte(carePlan.dischargedOn, from), lte(carePlan.dischargedOn, to)));
  return row ?? { plans: 0, bedDaysFreed: 0, readmissions: 0 };
}

/** Referrals that were followed up before a moment and whose plan has no open task, oldest first. */
export async function listFollowedUp(q: Queryable, regionCode: string, before: Instant, limit: number): Promise<{ readonly id: string; readonly version: number }[]> {
  const open = q
    .select({ key: careTask.key })
    .from(careTask)
    .where(and(eq(careTask.regionCode, referral.regionCode), eq(careTask.referralId, referral.id), isNull(careTask.endedAs)));
  return q
    .select({ id: referral.id, version: referral.version })
    .from(referral)
    .where(and(eq(referral.regionCode, regionCode), eq(referral.status, 'followed_up'), lte(referral.followedUpAt, before), notExists(open)))
    .orderBy(asc(referral.followedUpAt), asc(referral.id))
    .limit(limit);
}

function ofReferral(table: typeof carePlan | typeof careTask | typeof carePlanRevision, regionCode: string, referralId: string) {
  return and(eq(table.regionCode, regionCode), eq(table.referralId, referralId));
}

export function planOf({ readmittedOn, readmissionSource, readmissionRef, ...row }: CarePlanRow): CarePlan {
  const known = readmittedOn !== null && readmissionSource !== null && readmissionRef !== null;
  return { ...row, readmission: known ? { source: readmissionSource, ref: readmissionRef, on: readmittedOn } : null };
}

function rowOf({ readmission, ...plan }: CarePlan): CarePlanRow {
  return { ...plan, readmittedOn: readmission?.on ?? null, readmissionSource: readmission?.source ?? null, readmissionRef: readmission?.ref ?? null };
}
