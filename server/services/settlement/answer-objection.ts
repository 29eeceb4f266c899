import type { Reach, Tx } from '@/db';
import { endObjection, findObjection } from '@/db/queries/objection';
import { type SettlementRow, findSettlement } from '@/db/queries/settlement';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Objection, type ObjectionAnswer, type ObjectionState, decideAnswer, decideWithdrawal } from '@/server/domain/settlement/objection';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface AnswerInput {
  readonly objectionId: string;
  readonly decision: ObjectionAnswer;
  readonly answer: string;
}

export interface AnsweredObjection {
  readonly id: string;
  readonly status: Objection['state']['status'];
}

/** 答复异议: the bureau's word on one objection. An accepted one waits for a new version; a refused one ends with its reason. */
export async function answerObjection(context: ServiceContext, input: AnswerInput): Promise<Outcome<AnsweredObjection, AnyRefusal>> {
  const reach = permit(context, 'settlement:answer');
  return unitOfWork<AnsweredObjection, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findBoth(tx, reach, input.objectionId);
    if (!found) return refuse({ code: 'not_found', facts: { what: 'objection' } });
    const { objection, settlement } = found;
    const by = actorRef(context.actor);
    const answer = input.answer.trim();
    const decision = decideAnswer(objection, { by, computedBy: settlement.computedBy, decision: input.decision, answer });
    if (!decision.ok) return decision;
    const won = await endObjection(tx, settlement.regionCode, objection.id, { status: input.decision, answer, answeredBy: by, answeredAt: context.now() });
    if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'objection' } });
    await audit({ action: 'objection.answered', subject: { kind: 'settlement', id: settlement.id }, facts: { number: objection.number, decision: input.decision } });
    return accept({ id: objection.id, status: input.decision });
  });
}

/** 撤回异议: by who raised it. */
export async function withdrawObjection(context: ServiceContext, objectionId: string): Promise<Outcome<AnsweredObjection, AnyRefusal>> {
  const reach = permit(context, 'settlement:object');
  return unitOfWork<AnsweredObjection, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findBoth(tx, reach, objectionId);
    if (!found) return refuse({ code: 'not_found', facts: { what: 'objection' } });
    const { objection, settlement } = found;
    const decision = decideWithdrawal(objection, actorRef(context.actor));
    if (!decision.ok) return decision;
    const state: ObjectionState = { status: 'withdrawn', at: context.now() };
    const won = await endObjection(tx, settlement.regionCode, objection.id, state);
    if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'objection' } });
    await audit({ action: 'objection.withdrawn', subject: { kind: 'settlement', id: settlement.id }, facts: { number: objection.number } });
    return accept({ id: objection.id, status: 'withdrawn' });
  });
}

async function findBoth(tx: Tx, reach: Reach, objectionId: string): Promise<{ objection: Objection; settlement: SettlementRow } | null> {
  const objection = await findObjection(tx, reach, objectionId);
  const settlement = objection && (await findSettlement(tx, reach, objection.settlementId));
  return objection && settlement ? { objection, settlement } : null;
}
