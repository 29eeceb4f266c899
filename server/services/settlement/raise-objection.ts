import { insertObjection, listObjections } from '@/db/queries/objection';
import { findSettlement, takeObjectionNumber } from '@/db/queries/settlement';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { decideObjection } from '@/server/domain/settlement/objection';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { courseOf } from './course-of';
import { linesWithin } from './lines-within';

export interface ObjectionInput {
  readonly settlementId: string;
  readonly poolId: string;
  readonly code: string;
  readonly text: string;
  readonly amountFen: Fen;
}

export interface RaisedObjection {
  readonly id: string;
  readonly number: number;
}

/** 提出异议: an institution says what is wrong with its own line, and by how much. */
export async function raiseObjection(context: ServiceContext, input: ObjectionInput): Promise<Outcome<RaisedObjection, AnyRefusal>> {
  const reach = permit(context, 'settlement:object');
  return unitOfWork<RaisedObjection, AnyRefusal>(context, async ({ tx, audit }) => {
    const { settlementId, poolId, code, amountFen } = input;
    const found = await findSettlement(tx, reach, settlementId);
    const line = found && linesWithin(reach, found).find((each) => each.poolId === poolId && each.code === code);
    if (!found || !line) return refuse({ code: 'not_found', facts: { what: 'settlement' } });
    const text = input.text.trim();
    const openOnLine = (await listObjections(tx, reach, [settlementId])).find((each) => each.poolId === poolId && each.code === code && each.state.status === 'raised');
    const decision = decideObjection(await courseOf(tx, found), { today: today(context), text, amountFen, openOnLine: openOnLine ?? null });
    if (!decision.ok) return decision;
    const number = await takeObjectionNumber(tx, found);
    if (number === null) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'settlement' } });
    const id = context.newId();
    const raised = { raisedBy: actorRef(context.actor), raisedAt: context.now(), state: { status: 'raised' } } as const;
    const won = await insertObjection(tx, found.regionCode, { id, settlementId, number, poolId, code, text, amountFen, ...raised });
    if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'objection' } });
    await audit({ action: 'objection.raised', subject: { kind: 'settlement', id: settlementId }, facts: { number, poolId, code, amountFen } });
    return accept({ id, number });
  });
}
