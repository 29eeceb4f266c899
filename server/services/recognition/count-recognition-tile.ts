import type { Queryable, Reach } from '@/db';
import { type RecognitionCut, countRecognitions } from '@/db/queries/recognition-list';
import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { recognitionExpiringDays, type TileName } from '@/server/domain/worklist/tiles';

export type RecognitionTile = Extract<TileName, `recognitions${string}`>;

/** What a worklist counts of the recognitions. */
export function countRecognitionTile(q: Queryable, reach: Reach, today: Day, name: RecognitionTile): Promise<number> {
  const cut: RecognitionCut = name === 'recognitions_to_decide' ? { kind: 'applied' } : { kind: 'expiring', until: addDays(today, recognitionExpiringDays) };
  return countRecognitions(q, reach, { cut, today, diseaseCode: null, text: null });
}
