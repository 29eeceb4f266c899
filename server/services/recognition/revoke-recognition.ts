import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { revokeRecognition as decideRevocation } from '@/server/domain/recognition/decide-recognition';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { type RecognitionHandle, type RecognitionReceipt, changeRecognition } from './change-recognition';

export interface RevokeRecognitionInput extends RecognitionHandle {
  /** The first day on which it counts no more; null: today. */
  readonly revokedFrom: Day | null;
  readonly reason: string;
}

/** The bureau takes a recognition away from a day on; visits of the days it loses are adjudicated again. */
export function revokeRecognition(context: ServiceContext, input: RevokeRecognitionInput): Promise<Outcome<RecognitionReceipt, AnyRefusal>> {
  const { reason, revokedFrom } = input;
  return changeRecognition(context, 'recognition:decide', input, { name: 'revoked', facts: { reason: reason.trim() } }, (_tx, { kept }) =>
    Promise.resolve(decideRevocation({ recognition: kept.recognition, actor: context.actor, now: context.now(), today: today(context), revokedFrom, reason })),
  );
}
