import { DatabaseError, type Reach, type Tx } from '@/db';
import { freeNumber } from './free-number';
import { moveSlots } from './move-slots';
import { findReferralByRequest, insertReferral } from '@/db/queries/referral';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { createReferral as decideCreation } from '@/server/domain/referral/create-referral';
import type { ConsultType, ReferralDirection, ReferralKind, ReferralPriority } from '@/server/domain/referral/codes';
import { nothingAssessed } from '@/server/domain/referral/danger-signs';
import type { ReferralOrder } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type ReferralReceipt, recordEvent } from './change-referral';
import { type CreationGround, groundOf } from './creation-ground';
import { type HeldPlaces, type PlaceWish, holdPlaces } from './hold-places';

export interface CreateReferralInput {
  /** Made by the client once a form: a retry with the same key gets the referral that the first try sent. */
  readonly requestKey: string;
  readonly residentId: string;
  readonly direction: ReferralDirection;
  readonly priority: ReferralPriority;
  readonly kind: ReferralKind;
  /** What an e-consult asks for; null for every other kind. */
  readonly consult: ConsultWish | null;
  /** The reserved places that are wanted; they name hospital and department. */
  readonly places: PlaceWish;
  /** Where to, when no place is named. */
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

export interface ConsultWish {
  readonly type: ConsultType;
  /** Whether the receiver may turn it into a referral: the resident has agreed to that as well. */
  readonly mayConvert: boolean;
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
  const held = await holdFor(context, tx, ground, id, input.priority);
  const number = await freeNumber(tx, reach.regionCode, today(context), id);
  const decision = decideCreation({
    order: orderOf(input, ground, held.ok ? held.value : nothingHeld, { id, number, createdAt: now }),
    now,
    deathDay: ground.resident.deathDay,
    fromLevel: ground.from.level,
    toLevel: ground.to.level,
    live: ground.live,
    wantsPlace: wants(ground.sessions),
    places: held.ok ? held.value.slots : [],
    unheld: held.ok ? [] : held.refusals,
    consented: input.consented,
    rules: ground.referralRules,
  });
  if (!decision.ok) return decision;
  const { referral, slots: extended } = decision.value;
  const places = held.ok ? held.value.slots : [];
  if (!(await moveSlots(tx, reach.regionCode, places, extended))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'slot' } });
  await insertReferral(tx, referral, { signed: ground.contract !== null, requestKey: input.requestKey, version: 1, assigneeId: null, escalatedAt: null });
  await recordEvent(context, unit, referral, 1, {
    name: 'created',
    facts: { toInstitutionName: ground.to.name, departmentName: ground.departmentName, slotStartsAt: places[0]?.startsAt ?? null, consent: 'given' },
  });
  return accept({ id, number, status: referral.status, version: 1 });
}

const nothingHeld: HeldPlaces = { slotId: null, bedSlotIds: [], slots: [] };

function wants({ visit, ward }: CreationGround['sessions']): boolean {
  return visit !== null || ward.length > 0;
}

/** Holds what is wanted; without a contract no place may be held, and the rule says so. */
function holdFor(context: ServiceContext, tx: Tx, ground: CreationGround, referralId: string, priority: ReferralPriority) {
  const { sessions, contract, quotaRules: rules } = ground;
  if (!wants(sessions) || contract === null) return accept(nothingHeld);
  return holdPlaces(context, tx, sessions, { referralId, priority, rules });
}

function orderOf(
  input: CreateReferralInput,
  ground: CreationGround,
  { slotId, bedSlotIds }: HeldPlaces,
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
    ...{ consultType: input.consult?.type ?? null, mayConvert: input.consult?.mayConvert ?? false, external: ground.to.level === 'out_of_region' },
    ...{ purpose: null, history: null, treatment: null, assessment: nothingAssessed, dangerSigns: [], previousId: null, origin: null },
    slotId,
    bedSlotIds,
  };
}
