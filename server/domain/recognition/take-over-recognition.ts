import type { Instant } from '@/server/domain/kernel/instant';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { alreadyRecognized, type HeldRecognition } from './apply-for-recognition';
import { findOverlap } from './decide-recognition';
import { findDisease, refusalsOfDisease } from './diseases';
import type { RecognitionIn, RecognitionOrder, Validity } from './recognition';
import type { TakeoverRefusal } from './refusals';

export interface TakeoverFacts {
  readonly order: Omit<RecognitionOrder, 'diseaseName' | 'institutionCode' | 'renewsId'>;
  readonly validity: Validity;
  readonly now: Instant;
  /** The version whose list the disease is looked up in. */
  readonly policy: PolicyVersion;
  readonly held: readonly HeldRecognition[];
}

/**
 * Take over a recognition that an earlier system gave, with the days it gave; or say every reason why not, in the order of
 * `TakeoverRefusal`. An application for the same disease that waits here is no hindrance: the bureau decides it seeing both.
 */
export function takeOverRecognition({ order, validity, now, policy, held }: TakeoverFacts): Outcome<RecognitionIn<'approved'>, TakeoverRefusal> {
  const { validFrom, validTo } = validity;
  const refusals: TakeoverRefusal[] = refusalsOfDisease(policy, order.diseaseCode, order.diagnosisCode);
  if (validTo < validFrom) refusals.push({ code: 'recognition.days_out_of_order', facts: { validFrom, validTo } });
  const overlapped = findOverlap(held, order, validity);
  if (overlapped) refusals.push(alreadyRecognized(overlapped, policy));
  const diseaseName = findDisease(policy.benefit.recognition, order.diseaseCode)?.name ?? '';
  const { appliedByName: decidedByName } = order;
  return unlessRefused(refusals, () => ({
    ...order,
    diseaseName,
    institutionCode: null,
    renewsId: null,
    status: 'approved',
    decidedAt: now,
    decidedByName,
    validFrom,
    validTo,
  }));
}
