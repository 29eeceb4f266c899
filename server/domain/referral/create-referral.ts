import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { QuotaRefusal } from '@/server/domain/quota/refusals';
import { holdSlot } from '@/server/domain/quota/slot-transitions';
import type { InstitutionLevel } from '@/server/domain/registry/codes';
import { answerableUntil, answerDueAt, type ReferralRules } from './clocks';
import { ageOfConsent, type ReferralConsent } from './consent';
import { refusalsOfAssessment } from './danger-signs';
import type { ReferralDirection } from './codes';
import { noStamps, placeIdsOf, type ReferralIn, type ReferralOrder } from './referral';
import type { ReferralCreationRefusal } from './refusals';
import { refusalsOfHold, refusalsOfUnsigned, type ReferralDecision, type ReservedSlot } from './reserved-slot';
import { refusalsOfReason } from './texts';
import { refusalsOfTexts } from './writing';

export interface CreationFacts {
  readonly order: ReferralOrder;
  readonly now: Instant;
  readonly deathDay: Day | null;
  readonly fromLevel: InstitutionLevel;
  readonly toLevel: InstitutionLevel;
  /** The resident's live referrals, consults apart: a question crosses nobody's way. */
  readonly live: readonly {
    readonly number: string;
    readonly toInstitutionCode: string;
    readonly toInstitutionName: string;
    readonly departmentCode: string;
  }[];
  /** Whether a place is wanted at all, whoever may have one. */
  readonly wantsPlace: boolean;
  /** The places held for it: the visit's, or the bed of each day. */
  readonly places: readonly ReservedSlot[];
  /** Why a wanted place could not be held. */
  readonly unheld: readonly QuotaRefusal[];
  /** Whether the resident, or a guardian, agreed to be referred and to have the record passed on. */
  readonly consented: boolean;
  /** How they agreed, or that they are asked on their phone; null when whoever sends it keeps that elsewhere. */
  readonly consent: ReferralConsent | null;
  /** The resident's, in years. */
  readonly age: number;
  readonly rules: ReferralRules;
}

/**
 * Send a referral, or ask the resident first, and make its holds last until it is answered or the first place begins; or say every
 * reason why not, in the order of `ReferralCreationRefusal`. Anyone may be referred; a reserved place is for signed residents only.
 */
export function createReferral(facts: CreationFacts): Outcome<ReferralDecision<ReferralIn<'sent'> | ReferralIn<'awaiting_consent'>>, ReferralCreationRefusal> {
  const { order, now, rules, places } = facts;
  return unlessRefused(refusalsOf(facts), () => ({
    referral: isAsked(facts)
      ? { ...order, ...noStamps, status: 'awaiting_consent' }
      : { ...order, ...noStamps, status: 'sent', sentAt: now, answerDueAt: answerDueAt(order, now, rules) },
    slots: places.flatMap(({ id, startsAt, state }) => {
      const held = holdSlot(state, { referralId: order.id, expiresAt: answerableUntil(now, startsAt, rules), now });
      return held.ok && placeIdsOf(order).includes(id) ? [{ slotId: id, state: held.value }] : [];
    }),
  }));
}

/** Whether it waits for the resident's word. */
function isAsked({ consented, consent }: CreationFacts): boolean {
  return !consented && consent?.way === 'online';
}

function refusalsOf(facts: CreationFacts): ReferralCreationRefusal[] {
  const { order, now, deathDay } = facts;
  const refusals: ReferralCreationRefusal[] = [];
  if (deathDay !== null) refusals.push({ code: 'referral.resident_deceased', facts: { deathDay } });
  if (order.fromInstitutionCode === order.toInstitutionCode) {
    refusals.push({ code: 'referral.same_institution', facts: { institutionCode: order.toInstitutionCode } });
  }
  const { fromLevel, toLevel } = facts;
  if (!directionFits(order.direction, fromLevel, toLevel)) {
    refusals.push({ code: 'referral.direction_wrong', facts: { direction: order.direction, fromLevel, toLevel } });
  }
  const live = facts.live.find(
    (other) =>
      other.toInstitutionCode === order.toInstitutionCode && other.departmentCode === order.departmentCode,
  );
  if (live) {
    const { number, toInstitutionName } = live;
    refusals.push({ code: 'referral.already_live', facts: { number, toInstitutionName } });
  }
  if ((order.kind === 'e_consult') !== (order.consultType !== null)) refusals.push({ code: 'referral.consult_type_wrong', facts: { kind: order.kind } });
  if (order.kind === 'e_consult' && facts.wantsPlace) refusals.push({ code: 'referral.consult_needs_no_place', facts: {} });
  refusals.push(...refusalsOfUnsigned({ wantsPlace: facts.wantsPlace, contractId: order.contractId }), ...facts.unheld, ...refusalsOfHold(order, facts.places, now));
  refusals.push(...refusalsOfReason(order.reason), ...refusalsOfTexts(order), ...refusalsOfAssessment(order.assessment), ...refusalsOfConsent(facts));
  return refusals;
}

/** A child's guardian has to be named where the consent is kept here. */
function refusalsOfConsent(facts: CreationFacts): ReferralCreationRefusal[] {
  const { consented, consent, age } = facts;
  if (!consented && !isAsked(facts)) return [{ code: 'referral.consent_missing', facts: {} }];
  const needsGuardian = consented && consent !== null && age < ageOfConsent && (consent.guardian?.name ?? '').trim() === '';
  return needsGuardian ? [{ code: 'referral.guardian_missing', facts: { age } }] : [];
}

const ranks: Readonly<Record<InstitutionLevel, number | null>> = {
  village: 0,
  township: 1,
  level1: 1,
  level2: 2,
  level3: 3,
  // A pharmacy receives prescriptions, not patients.
  pharmacy: null,
  // What stands outside the region is not ranked here: a referral there is whatever the doctor calls it.
  out_of_region: null,
};

/** Whether a direction agrees with the levels of the two institutions. */
export function directionFits(direction: ReferralDirection, from: InstitutionLevel, to: InstitutionLevel): boolean {
  if (from === 'pharmacy' || to === 'pharmacy') return false;
  const [fromRank, toRank] = [ranks[from], ranks[to]];
  if (fromRank === null || toRank === null) return true;
  switch (direction) {
    case 'up':
      return fromRank < toRank;
    case 'down':
      return fromRank > toRank;
    case 'lateral':
      return fromRank === toRank;
  }
}
