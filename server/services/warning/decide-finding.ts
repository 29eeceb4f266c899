import { findFinding, heldFindingOf, saveDecision } from '@/db/queries/warning';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Decision, type FindingStatus, decideFinding as decide } from '@/server/domain/warning/finding';
import { nameOfActor } from '../actor-name';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface DecideFindingInput {
  readonly id: string;
  /** The version that was seen. */
  readonly version: number;
  readonly decision: Decision;
}

export interface DecidedFinding {
  readonly status: FindingStatus;
  readonly version: number;
}

/** Dismisses a finding with a reason, confirms it with a note, or opens a decided one again. */
export function decideFinding(context: ServiceContext, { id, version, decision }: DecideFindingInput): Promise<Outcome<DecidedFinding, AnyRefusal>> {
  const reach = permit(context, 'warning:work');
  return unitOfWork(context, async ({ tx, audit }): Promise<Outcome<DecidedFinding, AnyRefusal>> => {
    const row = await findFinding(tx, reach, id);
    if (row === null) return refuse({ code: 'not_found', facts: { what: 'warning' } });
    const decided = decide(heldFindingOf(row), decision);
    if (!decided.ok) return decided;
    const open = decision.to === 'open';
    const reason = decision.to === 'dismissed' ? decision.reason : null;
    const note = decision.to === 'open' ? null : decision.note.trim() || null;
    const by = open ? { decidedBy: null, decidedByName: null, decidedAt: null } : { decidedBy: actorRef(context.actor), decidedByName: nameOfActor(context.actor), decidedAt: context.now() };
    if (!(await saveDecision(tx, reach.regionCode, id, version, { status: decided.value, reason, note, ...by }))) {
      return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'warning' } });
    }
    await audit({ action: `warning.${open ? 'reopened' : decided.value}`, subject: { kind: 'warning', id }, facts: { kind: row.kind, month: row.month, reason, note } });
    return accept({ status: decided.value, version: version + 1 });
  });
}
