import type { Tx } from '@/db';
import { type DuplicateCandidateRow, insertPair, listPairsOf, pairIds, removePair, savePair } from '@/db/queries/duplicate';
import { actorRef } from '@/server/domain/permission/actor';
import { type ServiceContext, nameOfActor } from '../context';
import type { TwoRecords } from './carry-over';

/**
 * The pair of the two is settled; what was said of the merged record and somebody else is said of the survivor, unless something was
 * said of these two already.
 *
 * @returns the pairs as they were.
 */
export async function joinPairs(tx: Tx, context: ServiceContext, { regionCode, survivorId, mergedId }: TwoRecords): Promise<DuplicateCandidateRow[]> {
  const before = await listPairsOf(tx, regionCode, [mergedId]);
  const decided = { status: 'merged' as const, decidedAt: context.now(), decidedBy: actorRef(context.actor), decidedByName: nameOfActor(context.actor) };
  const pair = pairIds(survivorId, mergedId);
  const own = before.find(({ firstId, secondId }) => firstId === pair.firstId && secondId === pair.secondId);
  if (own) await savePair(tx, own, decided);
  else await insertPair(tx, { regionCode, id: context.newId(), ...pair, reasons: [], doubts: [], score: 0, foundAt: context.now(), note: null, version: 1, ...decided });
  for (const other of before) {
    if (other === own || other.status === 'merged') continue;
    const third = other.firstId === mergedId ? other.secondId : other.firstId;
    await removePair(tx, regionCode, other.id);
    await insertPair(tx, { ...other, ...pairIds(survivorId, third), version: other.version + 1 });
  }
  return before;
}
