import type { Outcome } from '@/server/domain/kernel/outcome';
import { withdrawRecognition as decideWithdrawal } from '@/server/domain/recognition/decide-recognition';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { type RecognitionHandle, type RecognitionReceipt, changeRecognition } from './change-recognition';

/** The institution takes its application back before it is decided. */
export function withdrawRecognition(context: ServiceContext, input: RecognitionHandle): Promise<Outcome<RecognitionReceipt, AnyRefusal>> {
  return changeRecognition(context, 'recognition:apply', input, { name: 'withdrawn', facts: {} }, (_tx, { kept }) =>
    Promise.resolve(decideWithdrawal({ recognition: kept.recognition, actor: context.actor, now: context.now() })),
  );
}
