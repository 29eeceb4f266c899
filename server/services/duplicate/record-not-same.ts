import type { Tx } from '@/db';
import { insertPair, pairIds } from '@/db/queries/duplicate';
import { actorRef } from '@/server/domain/permission/actor';
import { type ServiceContext, nameOfActor } from '../context';
import type { CloseMatch } from './list-close-matches';

/** Keeps what whoever registered a resident said of somebody who looks like them, so that nobody asks again. */
export async function recordNotSame(tx: Tx, context: ServiceContext, residentId: string, match: CloseMatch): Promise<void> {
  const { score, reasons, doubts } = match;
  const regionCode = match.row.regionCode;
  const at = context.now();
  const decided = { decidedAt: at, decidedBy: actorRef(context.actor), decidedByName: nameOfActor(context.actor), note: null };
  await insertPair(tx, { regionCode, id: context.newId(), ...pairIds(residentId, match.row.id), score, reasons, doubts, status: 'not_same', foundAt: at, ...decided, version: 1 });
}
