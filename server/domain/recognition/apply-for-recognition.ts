import { dayOfInstant, type Day } from '@/server/domain/kernel/calendar-day';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { Actor } from '@/server/domain/permission/actor';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { findDisease, refusalsOfDisease } from './diseases';
import { refusalsOfEvidence } from './evidence';
import type { Recognition, RecognitionIn, RecognitionOrder } from './recognition';
import type { RecognitionApplicationRefusal, StandingRefusal } from './refusals';
import { whyNot } from './transitions';
import { daysInForce, refusalsOfRenewal, renewableFrom } from './validity';

/** A recognition of the same person, with the name of where it was applied for. */
export type HeldRecognition = Recognition & { readonly institutionName: string };

export interface ApplicationFacts {
  /** Its diseaseName is filled in from the policy. */
  readonly order: Omit<RecognitionOrder, 'diseaseName'>;
  readonly actor: Actor;
  readonly today: Day;
  readonly resident: { readonly birthDay: Day; readonly deathDay: Day | null };
  /** The version in force today. */
  readonly policy: PolicyVersion;
  /** All recognitions of the person, whatever became of them. */
  readonly held: readonly HeldRecognition[];
  /** The one that the application continues; null for a first one. */
  readonly renewed: Recognition | null;
}

/**
 * 申请认定: file an application, or say every reason why not, in the order of `RecognitionApplicationRefusal`. One application
 * a disease at a time; while a recognition runs only its renewal can be applied for.
 */
export function applyForRecognition(facts: ApplicationFacts): Outcome<RecognitionIn<'applied'>, RecognitionApplicationRefusal> {
  const { order, resident, policy, today } = facts;
  const refusals: RecognitionApplicationRefusal[] = [];
  if (resident.deathDay !== null) refusals.push({ code: 'recognition.resident_deceased', facts: { deathDay: resident.deathDay } });
  refusals.push(...refusalsOfDisease(policy, order.diseaseCode, order.diagnosisCode));
  refusals.push(...refusalsOfHeld(facts));
  refusals.push(...refusalsOfRenewed(facts));
  refusals.push(...refusalsOfEvidence(order.evidence, { today, birthDay: resident.birthDay }));
  const diseaseName = findDisease(policy.benefit.recognition, order.diseaseCode)?.name ?? '';
  return unlessRefused(refusals, () => ({ ...order, diseaseName, status: 'applied' }));
}

function refusalsOfHeld({ order, held, renewed, today, policy }: ApplicationFacts): StandingRefusal[] {
  const same = held.filter((each) => each.diseaseCode === order.diseaseCode);
  const open = same.find(({ status }) => status === 'applied');
  const refusals: StandingRefusal[] = [];
  if (open) {
    const { number, institutionName, appliedAt } = open;
    refusals.push({ code: 'recognition.already_applied', facts: { number, institutionName, appliedOn: dayOfInstant(appliedAt) } });
  }
  const running = findRunning(same, today, renewed?.id ?? null);
  if (running) refusals.push(alreadyRecognized(running, policy));
  return refusals;
}

/** A recognition that counts today or later, other than the one that is renewed. */
function findRunning(same: readonly Recognition[], today: Day, exceptId: string | null): Recognition | null {
  return same.find((each) => each.id !== exceptId && (daysInForce(each)?.to ?? '') >= today) ?? null;
}

/** The refusal that names the recognition in the way, and from when it can be renewed. */
export function alreadyRecognized(running: Recognition, policy: PolicyVersion): StandingRefusal {
  const days = daysInForce(running);
  if (days === null) throw new RangeError(`recognition ${running.id} counts on no day`);
  const { from: validFrom, to: validTo } = days;
  const facts = { number: running.number, validFrom, validTo, renewableFrom: renewableFrom({ validFrom, validTo }, renewalDaysOf(policy)) };
  return { code: 'recognition.already_recognized', facts };
}

function refusalsOfRenewed({ order, renewed, actor, today, policy }: ApplicationFacts): RecognitionApplicationRefusal[] {
  if (renewed === null) return [];
  const refusals: RecognitionApplicationRefusal[] = whyNot(renewed, 'renew', actor);
  if (renewed.diseaseCode !== order.diseaseCode) {
    refusals.push({ code: 'recognition.renews_other_disease', facts: { diseaseName: renewed.diseaseName } });
  }
  if (renewed.status === 'approved') refusals.push(...refusalsOfRenewal(renewed, today, renewalDaysOf(policy)));
  return refusals;
}

/** 0 where the policy asks for no recognition, which is refused before it matters. */
export function renewalDaysOf(policy: PolicyVersion): number {
  return policy.benefit.recognition?.renewalDays.value ?? 0;
}
