import type { Reach, Tx } from '@/db';
import type { KeptSession } from '@/db/queries/quota';
import { insertReferral } from '@/db/queries/referral';
import { ageOn } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { whyNotBookable } from '@/server/domain/quota/bookable';
import type { QuotaRefusal } from '@/server/domain/quota/refusals';
import type { QuotaRules } from '@/server/domain/quota/rules';
import type { ReferralPriority } from '@/server/domain/referral/codes';
import { createReferral as decideCreation } from '@/server/domain/referral/create-referral';
import { findSigns, nothingAssessed } from '@/server/domain/referral/danger-signs';
import type { Referral, ReferralOrder } from '@/server/domain/referral/referral';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import type { UnitOfWork } from '../unit-of-work';
import { type ReferralEventNote, type ReferralReceipt, recordEvent } from './change-referral';
import type { CreateReferralInput } from './create-referral';
import { type CreationGround, groundOf } from './creation-ground';
import { freeNumber } from './free-number';
import { type HeldPlaces, holdPlaces } from './hold-places';
import { moveSlots } from './move-slots';
import { recordReferralConsent } from './record-consent';

/** Under which id a referral is made, and what is held for it already. */
export interface OrderMaking {
  readonly id: string;
  /** The places its draft holds, all of them still its own; null: what is wanted is held now. */
  readonly kept: HeldPlaces | null;
}

const nothingHeld: HeldPlaces = { slotId: null, bedSlotIds: [], slots: [] };

/**
 * Judges an order, holds what it wants and saves it as sent, or as waiting for the resident's word; or answers every reason why not, and
 * the caller's transaction keeps nothing.
 */
export async function sendOrder(context: ServiceContext, unit: UnitOfWork, reach: Reach, input: CreateReferralInput, { id, kept }: OrderMaking): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const { tx } = unit;
  const now = context.now();
  const gathered = await groundOf(context, tx, reach, input);
  if (!gathered.ok) return gathered;
  const ground = gathered.value;
  const held = await heldFor(context, tx, ground, input, { id, kept });
  const places = held.ok ? held.value : nothingHeld;
  const number = await freeNumber(tx, reach.regionCode, today(context), id);
  const decision = decideCreation({
    order: orderOf(input, ground, places, { id, number, createdAt: now }),
    now,
    ...{ deathDay: ground.resident.deathDay, age: ageOn(ground.resident.birthDay, today(context)) },
    ...{ fromLevel: ground.from.level, toLevel: ground.to.level },
    live: ground.live,
    wantsPlace: wants(ground),
    places: places.slots,
    unheld: held.ok ? [] : held.refusals,
    ...{ consented: input.consented, consent: input.consent ?? null },
    rules: ground.referralRules,
  });
  if (!decision.ok) return decision;
  const { referral, slots: extended } = decision.value;
  if (!(await moveSlots(tx, reach.regionCode, places.slots, extended))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'slot' } });
  await insertReferral(tx, referral, { signed: ground.contract !== null, requestKey: input.requestKey, version: 1, assigneeId: null, escalatedAt: null });
  if (input.consented && input.consent) await recordReferralConsent(context, tx, referral, input.consent);
  await recordEvent(context, unit, referral, 1, eventOf(referral, ground, places, input));
  return accept({ id, number, status: referral.status, version: 1 });
}

function eventOf(referral: Referral, ground: CreationGround, { slots }: HeldPlaces, { consented, consent }: CreateReferralInput): ReferralEventNote {
  const facts = { toInstitutionName: ground.to.name, departmentName: ground.departmentName, slotStartsAt: slots[0]?.startsAt ?? null };
  if (referral.status === 'awaiting_consent') return { name: 'consent_asked', facts };
  return { name: 'created', facts: { ...facts, consent: consented ? (consent?.way ?? 'given') : null } };
}

function wants({ sessions }: CreationGround): boolean {
  return sessions.visit !== null || sessions.ward.length > 0;
}

/**
 * Holds what is wanted, or judges what a draft has been holding: a place that was held for something urgent is not kept for what has
 * become routine. Without a contract no place may be held, and the rule says so.
 */
function heldFor(context: ServiceContext, tx: Tx, ground: CreationGround, { priority }: CreateReferralInput, { id, kept }: OrderMaking): Outcome<HeldPlaces, QuotaRefusal> | Promise<Outcome<HeldPlaces, QuotaRefusal>> {
  const { sessions, contract, quotaRules: rules } = ground;
  if (!wants(ground) || contract === null) return accept(nothingHeld);
  if (kept === null) return holdPlaces(context, tx, sessions, { referralId: id, fromInstitutionCode: ground.from.code, priority, rules });
  const all = sessions.visit ? [sessions.visit, ...sessions.ward] : sessions.ward;
  const [first, ...others] = all.flatMap((session) => whyNotFor(priority, session, rules, context.now()));
  return first ? refuse(first, ...others) : accept(kept);
}

/** Of what speaks against holding a place, what still does when it is held already. */
function whyNotFor(priority: ReferralPriority, session: KeptSession, { urgentWindowDays }: Pick<QuotaRules, 'urgentWindowDays'>, now: Instant): QuotaRefusal[] {
  const slot = { startsAt: session.startsAt, dealtTo: null, state: { status: 'free' } } as const;
  return whyNotBookable({ slot, session, standing: null, priority, referralId: null, urgentWindowDays, now }).filter(({ code }) => code === 'quota.urgent_only');
}

function orderOf(input: CreateReferralInput, ground: CreationGround, { slotId, bedSlotIds }: HeldPlaces, made: Pick<ReferralOrder, 'id' | 'number' | 'createdAt'>): ReferralOrder {
  const { direction, priority, kind, diagnosisCode, consult, assessment = nothingAssessed } = input;
  return {
    ...made,
    regionCode: ground.resident.regionCode,
    residentId: ground.resident.id,
    contractId: ground.contract?.id ?? null,
    ...{ direction, priority, kind, consultType: consult?.type ?? null, mayConvert: consult?.mayConvert ?? false },
    fromInstitutionCode: ground.from.code,
    fromPractitionerId: ground.practitionerId,
    fromTeamId: ground.teamId,
    toInstitutionCode: ground.to.code,
    external: ground.external,
    departmentCode: ground.departmentCode,
    departmentName: ground.departmentName,
    diagnosisCode,
    diagnosisName: input.diagnosisName.trim(),
    reason: input.reason.trim(),
    purpose: textOf(input.purpose),
    findings: textOf(input.findings),
    history: textOf(input.history),
    treatment: textOf(input.treatment),
    assessment,
    dangerSigns: findSigns(assessment).map(({ sign }) => sign.code),
    ...{ previousId: null, origin: null },
    slotId,
    bedSlotIds,
  };
}

function textOf(written: string | null | undefined): string | null {
  const text = written?.trim() ?? '';
  return text === '' ? null : text;
}
