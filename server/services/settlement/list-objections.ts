import { type ObjectionOfVersion, listObjections } from '@/db/queries/objection';
import { findSettlement, listActorNames } from '@/db/queries/settlement';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { listRelatives } from './course-of';

export interface ObjectionView extends Omit<ObjectionOfVersion, 'raisedBy' | 'state'> {
  readonly lineName: string;
  readonly raisedByName: string;
  /** Whoever asks raised it, and may take it back. */
  readonly isOwn: boolean;
  /** Whoever asks computed the version that is objected to, and may not turn the objection down. */
  readonly isOwnComputation: boolean;
  readonly status: ObjectionOfVersion['state']['status'];
  readonly answer: string | null;
  readonly answeredByName: string | null;
  /** When it was answered or withdrawn. */
  readonly endedAt: number | null;
  /** The version that was computed after it was accepted, to be compared with the one it was raised on. */
  readonly answeredIn: { readonly id: string; readonly version: number } | null;
}

/** 异议清单: what was said against a settlement and the versions before it, as far as the actor's reach goes; what waits for an answer comes first. */
export async function listSettlementObjections(context: ServiceContext, settlementId: string): Promise<Outcome<readonly ObjectionView[], GenericRefusal>> {
  const reach = permit(context, 'settlement:read');
  return context.store.snapshot(async (q) => {
    const row = await findSettlement(q, reach, settlementId);
    if (!row) return refuse<GenericRefusal>({ code: 'not_found', facts: { what: 'settlement' } });
    const versions = await listRelatives(q, row);
    const objections = await listObjections(q, reach, versions.filter(({ version }) => version <= row.version).map(({ id }) => id));
    const names = await listActorNames(q, objections.flatMap(({ raisedBy, state }) => [raisedBy, 'answeredBy' in state ? state.answeredBy : null]));
    const by = actorRef(context.actor);
    const viewOf = ({ raisedBy, state, ...objection }: ObjectionOfVersion): ObjectionView => {
      const raisedOn = versions.find(({ id }) => id === objection.settlementId);
      const answered = 'answeredAt' in state ? state : null;
      const next = answered?.status === 'accepted' ? versions.find(({ version, computedAt }) => version > objection.version && computedAt >= answered.answeredAt) : undefined;
      return {
        ...objection,
        lineName: row.basis.names[objection.code] ?? objection.code,
        raisedByName: names(raisedBy),
        isOwn: raisedBy === by,
        isOwnComputation: raisedOn?.computedBy === by,
        status: state.status,
        answer: answered?.answer ?? null,
        answeredByName: answered === null ? null : names(answered.answeredBy),
        endedAt: answered?.answeredAt ?? ('at' in state ? state.at : null),
        answeredIn: next === undefined || (reach.institutionCodes !== 'all' && next.status === 'computed') ? null : { id: next.id, version: next.version },
      };
    };
    const views = objections.map(viewOf);
    const waits = (view: ObjectionView) => (view.status === 'raised' ? 0 : 1);
    return accept(views.sort((a, b) => waits(a) - waits(b) || a.version - b.version || a.number - b.number));
  });
}
