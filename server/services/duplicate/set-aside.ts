import { findPair, savePair } from '@/db/queries/duplicate';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { shortestMergeReason } from '@/server/domain/registry/merge';
import { type ServiceContext, nameOfActor } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface PairDecision {
  readonly pairId: string;
  /** The version that whoever decides has seen. */
  readonly version: number;
  readonly note: string;
}

/** Says that two records are of two people: the pair is never found again. */
export function setAside(context: ServiceContext, { pairId, version, note }: PairDecision): Promise<Outcome<{ pairId: string }, AnyRefusal>> {
  const { regionCode } = permit(context, 'resident:merge');
  return unitOfWork<{ pairId: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const pair = await findPair(tx, regionCode, pairId);
    if (!pair) return refuse({ code: 'not_found', facts: { what: 'duplicate' } });
    if (pair.status !== 'open') return refuse({ code: 'duplicate.decided_already', facts: {} });
    if ([...note.trim()].length < shortestMergeReason) return refuse({ code: 'duplicate.reason_missing', facts: { least: shortestMergeReason } });
    const decided = { status: 'not_same' as const, decidedAt: context.now(), decidedBy: actorRef(context.actor), decidedByName: nameOfActor(context.actor), note: note.trim() };
    if (pair.version !== version || !(await savePair(tx, pair, decided))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'duplicate' } });
    await audit({ action: 'duplicate.set_aside', subject: { kind: 'duplicate', id: pairId }, facts: { firstId: pair.firstId, secondId: pair.secondId, note: note.trim() } });
    return accept({ pairId });
  });
}

/** Takes back that two records are of two people: the pair waits for somebody's look again. */
export function reopenPair(context: ServiceContext, { pairId, version, note }: PairDecision): Promise<Outcome<{ pairId: string }, AnyRefusal>> {
  const { regionCode } = permit(context, 'resident:merge');
  return unitOfWork<{ pairId: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const pair = await findPair(tx, regionCode, pairId);
    if (!pair) return refuse({ code: 'not_found', facts: { what: 'duplicate' } });
    if (pair.status !== 'not_same') return refuse({ code: 'duplicate.decided_already', facts: {} });
    if ([...note.trim()].length < shortestMergeReason) return refuse({ code: 'duplicate.reason_missing', facts: { least: shortestMergeReason } });
    const open = { status: 'open' as const, decidedAt: null, decidedBy: null, decidedByName: null, note: null };
    if (pair.version !== version || !(await savePair(tx, pair, open))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'duplicate' } });
    await audit({ action: 'duplicate.reopened', subject: { kind: 'duplicate', id: pairId }, facts: { note: note.trim() } });
    return accept({ pairId });
  });
}
