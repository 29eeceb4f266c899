import { listRecognitionsOfResident } from '@/db/queries/recognition';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { approveRecognition as decideApproval } from '@/server/domain/recognition/decide-recognition';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type RecognitionHandle, type RecognitionReceipt, changeRecognition } from './change-recognition';

export interface ApproveRecognitionInput extends RecognitionHandle {
  /** The first day of validity; null: the day of the application, or the day after the one that is renewed. */
  readonly validFrom: Day | null;
}

/**
 * Recognizes the disease for as many years as the policy gives it. Visits that were settled since its first day are adjudicated
 * again, and the differences posted to the open month.
 */
export function approveRecognition(context: ServiceContext, input: ApproveRecognitionInput): Promise<Outcome<RecognitionReceipt, AnyRefusal>> {
  return changeRecognition(context, 'recognition:decide', input, { name: 'approved', facts: {} }, async (tx, { kept, resident }) => {
    const { recognition } = kept;
    const policy = await getPolicyInForce(tx, recognition.regionCode, today(context));
    if (!policy.ok) return policy;
    const others = await listRecognitionsOfResident(tx, recognition.regionCode, recognition.residentId);
    return decideApproval({
      recognition,
      actor: context.actor,
      now: context.now(),
      today: today(context),
      deathDay: resident.deathDay,
      policy: policy.value,
      others,
      renewed: others.find(({ id }) => id === recognition.renewsId) ?? null,
      validFrom: input.validFrom,
    });
  });
}
