import { DatabaseError, type Reach, type Tx } from '@/db';
import { moveSlot } from '@/db/queries/quota';
import { findReferralByRequest, insertReferral, isReferralNumberTaken } from '@/db/queries/referral';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { createReferral as decideCreation } from '@/server/domain/referral/create-referral';
import type { ReferralDirection, ReferralKind, ReferralPriority } from '@/server/domain/referral/codes';
import { referralNumberOf } from '@/server/domain/referral/number';
import type { ReferralOrder } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type ReferralReceipt, recordEvent } from './change-referral';
import { type CreationGround, groundOf } from './creation-ground';
import { type SlotAttempt, attemptHold, withBookingReasons } from './hold-slot';

export interface CreateReferralInput {
  /** Made by the client once a form: a retry with the same key gets the referral that the first try sent. */
  readonly requestKey: string;
  readonly residentId: string;
  readonly direction: ReferralDirection;
  readonly priority: ReferralPriority;
  readonly kind: ReferralKind;
  /** The session on which a reserved place is wanted; it names hospital and department. Null asks for none. */
  readonly sessionId: string | null;
  /** Where to, when no session is named. */
  readonly toInstitutionCode: string | null;
  readonly departmentCode: string | null;
  /** Who refers, when the actor is not a practitioner; one of the actor's own institutions. */
  readonly practitionerId: string | null;
  readonly diagnosisCode: string | null;
  readonly diagnosisName: string;
  readonly reason: string;
  readonly findings: string | null;
  readonly consented: boolean;
}

/**
 * Sends a referral and holds a reserved place for it, or answers every reason why not and holds nothing.
 *
 * The place is taken by one conditional update that lasts as long as policy lets a doctor hold one while writing; once the
 * referral stands, the hold is made to last until the referral can no longer be answered or the slot begins, so that the
 * hospital finds it when it answers, however late in its answer time that is.
 */
export async function createReferral(context: ServiceContext, input: CreateReferralInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:create');
  const attempt = () => unitOfWork<ReferralReceipt, AnyRefusal>(context, (unit) => sendOnce(context, unit, reach, input));
  try {
    return await attempt();
  } catch (error) {
    // The same request sent twice at once: by now the other one's referral can be found. Nobody else's can.
    if (!isTaken(error)) throw error;
    return attempt().catch((again: unknown) => {
      if (!isTaken(again)) throw again;
      return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'referral' } });
    });
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof DatabaseError && error.problem === 'unique';
}

async function sendOnce(context: ServiceContext, unit: UnitOfWork, reach: Reach, input: CreateReferralInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const earlier = await findReferralByRequest(unit.tx, reach, input.requestKey);
  if (!earlier) return send(context, unit, reach, input);
  const { id, number, status } = earlier.referral;
  await unit.audit({ action: 'referral.sent_again', subject: { kind: 'referral', id }, facts: { number } });
  return accept({ id, number, status, version: earlier.version });
}

async function send(context: ServiceContext, unit: UnitOfWork, reach: Reach, input: CreateReferralInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const { tx } = unit;
  const id = context.newId();
  const now = context.now();
  const gathered = await groundOf(context, tx, reach, input);
  if (!gathered.ok) return gathered;
  const ground = gathered.value;
  const attempt = await attemptHold(context, tx, ground, id, input.priority);
  const number = await freeNumber(tx, reach.regionCode, today(context), id);
  const decision = decideCreation({
    order: orderOf(input, ground, attempt, { id, number, createdAt: now }),
    now,
    deathDay: ground.resident.deathDay,
    fromLevel: ground.from.level,
    toLevel: ground.to.level,
    live: ground.live,
    slot: attempt?.slot ?? null,
    consented: input.consented,
    rules: ground.referralRules,
  });
  if (!decision.ok) return withBookingReasons(decision.refusals, attempt);
  const { referral, slot: extended } = decision.value;
  const held = attempt?.slot ?? null;
  if (extended && held && !(await moveSlot(tx, reach.regionCode, held.id, held.state, extended.state))) {
    return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'slot' } });
  }
  await insertReferral(tx, referral, { signed: ground.contract !== null, requestKey: input.requestKey, version: 1 });
  await recordEvent(context, unit, referral, 1, {
    name: 'created',
    facts: { toInstitutionName: ground.to.name, departmentName: ground.departmentName, slotStartsAt: held?.startsAt ?? null, consent: 'given' },
  });
  return accept({ id, number, status: referral.status, version: 1 });
}

function orderOf(
  input: CreateReferralInput,
  ground: CreationGround,
  attempt: SlotAttempt | null,
  made: Pick<ReferralOrder, 'id' | 'number' | 'createdAt'>,
): ReferralOrder {
  const findings = input.findings?.trim() ?? '';
  return {
    ...made,
    regionCode: ground.resident.regionCode,
    residentId: ground.resident.id,
    contractId: ground.contract?.id ?? null,
    direction: input.direction,
    priority: input.priority,
    kind: input.kind,
    fromInstitutionCode: ground.from.code,
    fromPractitionerId: ground.practitionerId,
    fromTeamId: ground.teamId,
    toInstitutionCode: ground.to.code,
    departmentCode: ground.departmentCode,
    departmentName: ground.departmentName,
    diagnosisCode: input.diagnosisCode,
    diagnosisName: input.diagnosisName.trim(),
    reason: input.reason.trim(),
    findings: findings === '' ? null : findings,
    // Where no place could be taken the session stands for it, so that the rule sees that one was wanted.
    slotId: attempt === null ? null : (attempt.slot?.id ?? attempt.sessionId),
  };
}

async function freeNumber(tx: Tx, regionCode: string, day: Day, id: string): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const number = referralNumberOf(regionCode, day, id, attempt);
    if (!(await isReferralNumberTaken(tx, regionCode, number))) return number;
  }
}
