import { addDays, dayOfInstant, type Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { actorRef, type Actor } from '@/server/domain/permission/actor';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { alreadyRecognized } from './apply-for-recognition';
import { findDisease, refusalsOfDisease } from './diseases';
import type { Recognition, RecognitionIn, Validity } from './recognition';
import type { RecognitionDecisionRefusal } from './refusals';
import { whyNot } from './transitions';
import { daysInForce, validityFrom } from './validity';

/** The longest reason that a slip has room for. */
export const reasonLimit = 200;

/** What every decision is judged by. */
export interface DecisionFacts {
  readonly recognition: Recognition;
  readonly actor: Actor;
  readonly now: Instant;
}

export interface ApprovalFacts extends DecisionFacts {
  readonly today: Day;
  readonly deathDay: Day | null;
  /** The version in force today. */
  readonly policy: PolicyVersion;
  /** The person's other recognitions. */
  readonly others: readonly Recognition[];
  /** The one that is renewed; null for a first one. */
  readonly renewed: Recognition | null;
  /** The first day of validity; null: the day of the application, or the day after the one that is renewed. */
  readonly validFrom: Day | null;
}

/**
 * 认定通过: recognized for as many years as the policy gives the disease. A first recognition begins between the application and
 * today; a renewal on the day after the one it continues.
 *
 * Reasons why not, in the order of `RecognitionDecisionRefusal`; whoever applied never decides.
 */
export function approveRecognition(facts: ApprovalFacts): Outcome<RecognitionIn<'approved'>, RecognitionDecisionRefusal> {
  const { recognition, policy, deathDay, actor, now } = facts;
  const refusals: RecognitionDecisionRefusal[] = [...whyNot(recognition, 'approve', actor), ...refusalsOfOwn(recognition, actor)];
  if (deathDay !== null) refusals.push({ code: 'recognition.resident_deceased', facts: { deathDay } });
  refusals.push(...refusalsOfDisease(policy, recognition.diseaseCode, recognition.diagnosisCode));
  const { earliest, latest } = startsBetween(recognition, facts.renewed, facts.today);
  const validFrom = facts.validFrom ?? earliest;
  if (validFrom < earliest || latest < validFrom) {
    refusals.push({ code: 'recognition.start_out_of_range', facts: { validFrom, earliest, latest } });
  }
  const years = findDisease(policy.benefit.recognition, recognition.diseaseCode)?.validYears.value ?? 1;
  const validity = validityFrom(validFrom, years);
  const overlapped = findOverlap(facts.others, recognition, validity);
  if (overlapped) refusals.push(alreadyRecognized(overlapped, policy));
  return unlessRefused(refusals, () => ({ ...orderOf(recognition), status: 'approved', decidedAt: now, decidedByName: nameOf(actor), ...validity }));
}

/** The days on which a recognition that is approved today may begin. */
export function startsBetween(
  recognition: Pick<Recognition, 'appliedAt'>,
  renewed: Recognition | null,
  today: Day,
): { readonly earliest: Day; readonly latest: Day } {
  const before = renewed && daysInForce(renewed);
  if (!before) return { earliest: dayOfInstant(recognition.appliedAt), latest: today };
  const next = addDays(before.to, 1);
  return { earliest: next, latest: next };
}

/** Another recognition of the same disease that counts on one of these days. */
export function findOverlap<Other extends Recognition>(
  others: readonly Other[],
  { id, diseaseCode }: Pick<Recognition, 'id' | 'diseaseCode'>,
  { validFrom, validTo }: Validity,
): Other | null {
  const overlaps = (other: Other) => {
    const days = daysInForce(other);
    return days !== null && days.from <= validTo && validFrom <= days.to;
  };
  return others.find((other) => other.id !== id && other.diseaseCode === diseaseCode && overlaps(other)) ?? null;
}

/** 不予认定, with a reason that the institution and the resident read. */
export function declineRecognition(
  facts: DecisionFacts & { readonly reason: string },
): Outcome<RecognitionIn<'declined'>, RecognitionDecisionRefusal> {
  const { recognition, actor, now, reason } = facts;
  const refusals = [...whyNot(recognition, 'decline', actor), ...refusalsOfOwn(recognition, actor), ...refusalsOfReason(reason)];
  return unlessRefused<RecognitionIn<'declined'>, RecognitionDecisionRefusal>(refusals, () => ({
    ...orderOf(recognition),
    status: 'declined',
    decidedAt: now,
    decidedByName: nameOf(actor),
    reason: reason.trim(),
  }));
}

/** 撤回: the institution takes its application back before it is decided. */
export function withdrawRecognition({ recognition, actor, now }: DecisionFacts): Outcome<RecognitionIn<'withdrawn'>, RecognitionDecisionRefusal> {
  const refusals: RecognitionDecisionRefusal[] = whyNot(recognition, 'withdraw', actor);
  return unlessRefused(refusals, () => ({ ...orderOf(recognition), status: 'withdrawn', endedAt: now, endedByName: nameOf(actor) }));
}

/**
 * 撤销: it counts no more from a day on, at the earliest the first of its validity, as if it had never been, at the latest
 * tomorrow; null: today. Visits of the days it loses are adjudicated again.
 */
export function revokeRecognition(
  facts: DecisionFacts & { readonly today: Day; readonly revokedFrom: Day | null; readonly reason: string },
): Outcome<RecognitionIn<'revoked'>, RecognitionDecisionRefusal> {
  const { recognition, actor, now, today, reason } = facts;
  const refusals: RecognitionDecisionRefusal[] = [...whyNot(recognition, 'revoke', actor), ...refusalsOfReason(reason)];
  const revokedFrom = facts.revokedFrom ?? today;
  if (recognition.status === 'approved') {
    const { earliest, latest } = revocableBetween(recognition, today);
    if (revokedFrom < earliest || latest < revokedFrom) {
      refusals.push({ code: 'recognition.revocation_out_of_range', facts: { revokedFrom, earliest, latest } });
    }
  }
  return unlessRefused(refusals, () => {
    if (recognition.status !== 'approved') throw new Error(`recognition ${recognition.id} is ${recognition.status}, not approved`);
    return { ...recognition, status: 'revoked', revokedFrom, endedAt: now, endedByName: nameOf(actor), reason: reason.trim() };
  });
}

/** The days from which a recognition may be taken away today. */
export function revocableBetween({ validFrom, validTo }: Validity, today: Day): { readonly earliest: Day; readonly latest: Day } {
  const afterToday = addDays(today, 1);
  // One that has not begun is taken away as a whole.
  if (afterToday <= validFrom) return { earliest: validFrom, latest: validFrom };
  return { earliest: validFrom, latest: afterToday <= validTo ? afterToday : validTo };
}

function refusalsOfOwn({ appliedBy }: Recognition, actor: Actor): RecognitionDecisionRefusal[] {
  return appliedBy === actorRef(actor) ? [{ code: 'recognition.own_application', facts: {} }] : [];
}

function refusalsOfReason(reason: string): RecognitionDecisionRefusal[] {
  const length = [...reason.trim()].length;
  if (length === 0) return [{ code: 'recognition.reason_missing', facts: {} }];
  return length > reasonLimit ? [{ code: 'recognition.reason_too_long', facts: { length, limit: reasonLimit } }] : [];
}

function orderOf(recognition: Recognition) {
  const { id, number, regionCode, residentId, institutionCode, diseaseCode, diseaseName } = recognition;
  const { diagnosisCode, diagnosisName, evidence, renewsId, appliedAt, appliedBy, appliedByName } = recognition;
  const about = { id, number, regionCode, residentId, institutionCode, diseaseCode, diseaseName };
  return { ...about, diagnosisCode, diagnosisName, evidence, renewsId, appliedAt, appliedBy, appliedByName };
}

/** Who decided, as the slip and the timeline name them. */
function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return actor.name;
    case 'system':
      return actor.job;
    case 'resident':
      return 'resident';
  }
}
