import type { Outcome } from '@/server/domain/kernel/outcome';
import { declineRecognition as decideDecline } from '@/server/domain/recognition/decide-recognition';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type RecognitionHandle, type RecognitionReceipt, changeRecognition } from './change-recognition';

export interface DeclineRecognitionInput extends RecognitionHandle {
  readonly reason: string;
}

/** The bureau says no, with a reason that the institution and the resident read. */
export function declineRecognition(context: ServiceContext, input: DeclineRecognitionInput): Promise<Outcome<RecognitionReceipt, AnyRefusal>> {
  const { reason } = input;
  return changeRecognition(context, 'recognition:decide', input, { name: 'declined', facts: { reason: reason.trim() } }, (_tx, { kept }) =>
    Promise.resolve(decideDecline({ recognition: kept.recognition, actor: context.actor, now: context.now(), reason })),
  );
}
