import { findDraft, listDrafts as listRows } from '@/db/queries/referral-draft';
import { findSlots } from '@/db/queries/quota';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import { placeIdsOf } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { type DraftHold, type DraftView, holdOf, viewOf } from './own-draft';

/** More than anybody leaves lying about. */
const mostDrafts = 50;

export interface DraftSummary {
  readonly id: string;
  readonly version: number;
  readonly residentId: string;
  readonly residentName: string;
  readonly diagnosisName: string;
  readonly hold: DraftHold;
  readonly savedAt: number;
}

/** What the actor has begun and not sent, the last worked on first. */
export async function listDrafts(context: ServiceContext): Promise<readonly DraftSummary[]> {
  const { regionCode } = permit(context, 'referral:create');
  const q = context.store.reads;
  const rows = await listRows(q, regionCode, actorRef(context.actor), mostDrafts);
  const slots = await findSlots(q, regionCode, rows.flatMap(({ draft }) => placeIdsOf(draft)));
  return rows.map(({ draft, residentName }) => {
    const own = slots.filter(({ id }) => placeIdsOf(draft).includes(id));
    const { id, version, residentId, savedAt, body } = draft;
    return { id, version, residentId, residentName, diagnosisName: body.diagnosisName, hold: holdOf({ draft, slots: own }, context.now()), savedAt };
  });
}

/** One draft of the actor's own, as it stands. */
export async function getDraft(context: ServiceContext, input: { readonly draftId: string }): Promise<Outcome<DraftView, AnyRefusal>> {
  const { regionCode } = permit(context, 'referral:create');
  const q = context.store.reads;
  const draft = await findDraft(q, regionCode, actorRef(context.actor), input.draftId);
  if (!draft) return refuse({ code: 'not_found', facts: { what: 'draft' } });
  return accept(await viewOf(q, { draft, slots: await findSlots(q, regionCode, placeIdsOf(draft)) }, context.now()));
}
