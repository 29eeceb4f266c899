import type { Tx } from '@/db';
import { findContractInForce } from '@/db/queries/contract';
import { type ReferralEventRow, findSlotPlace, listReferralEvents } from '@/db/queries/referral';
import { findInstitution, findPractitioner } from '@/db/queries/registry';
import { findResidentOfRegion } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { allows } from '@/server/domain/permission/actor';
import { missReferral } from '@/server/domain/referral/close-referral';
import type { ReferralAction, ReferralSide } from '@/server/domain/referral/codes';
import type { Referral } from '@/server/domain/referral/referral';
import { refusalsOfHold } from '@/server/domain/referral/reserved-slot';
import { sidesOf, whyNot } from '@/server/domain/referral/transitions';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type ResidentSummary, summaryOf } from '../resident/resident-summary';
import { unitOfWork } from '../unit-of-work';
import { type LoadedReferral, loadReferral } from './change-referral';

/** What people, rather than the clock, do with a referral that has been sent. */
const actionsOffered = ['accept', 'decline', 'arrive', 'complete', 'return', 'miss', 'cancel'] as const satisfies readonly ReferralAction[];

export interface OfferedAction {
  readonly action: (typeof actionsOffered)[number];
  /** Why not, in order; none means it can be done now. */
  readonly refusals: readonly AnyRefusal[];
}

export interface ReferralSlot {
  readonly sessionId: string;
  readonly number: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly resourceName: string;
  /** `lost`: somebody else has the place, or it was given back. */
  readonly standing: 'held' | 'booked' | 'used' | 'no_show' | 'lost';
  /** Until when the hold lasts; null when it is no hold. */
  readonly heldUntil: number | null;
}

export interface ReferralDetail {
  readonly referral: Referral;
  readonly version: number;
  readonly signed: boolean;
  /** Null for those who may see referrals but no patients. */
  readonly resident: ResidentSummary | null;
  /** The contract in force on the day it was written. */
  readonly contract: { readonly id: string; readonly teamName: string; readonly until: string } | null;
  readonly fromInstitutionName: string;
  readonly toInstitutionName: string;
  readonly practitionerName: string;
  readonly slot: ReferralSlot | null;
  /** Oldest first. */
  readonly events: readonly ReferralEventRow[];
  readonly sides: readonly ReferralSide[];
  readonly actions: readonly OfferedAction[];
}

/**
 * One referral within reach, with its timeline and, for each action, why it cannot be done now. Opening it leaves an audit row
 * about the resident, so that they see who looked.
 */
export function getReferral(context: ServiceContext, input: { readonly referralId: string }): Promise<Outcome<ReferralDetail, AnyRefusal>> {
  const reach = permit(context, 'referral:read');
  return unitOfWork<ReferralDetail, AnyRefusal>(context, async ({ tx, audit }) => {
    const loaded = await loadReferral(tx, context, reach, { referralId: input.referralId, version: null });
    if (!loaded.ok) return loaded;
    const { referral } = loaded.value.facts;
    const row = await findResidentOfRegion(tx, referral.regionCode, referral.residentId);
    if (!row) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const seesPatients = allows(context.actor, 'resident:read');
    await audit(
      seesPatients
        ? { action: 'resident.viewed', subject: { kind: 'resident', id: row.id }, facts: { referral: referral.number } }
        : { action: 'referral.viewed', subject: { kind: 'referral', id: referral.id } },
    );
    return accept({
      referral: seesPatients ? referral : { ...referral, findings: null },
      version: loaded.value.kept.version,
      signed: loaded.value.kept.signed,
      resident: seesPatients ? summaryOf(row, today(context)) : null,
      ...(await namesOf(tx, referral)),
      slot: await slotOf(tx, loaded.value),
      events: await listReferralEvents(tx, referral.regionCode, referral.id),
      sides: sidesOf(referral, context.actor),
      actions: actionsOffered.map((action) => ({ action, refusals: refusalsOf(action, loaded.value.facts) })),
    });
  });
}

/** Not before its time is a reason only marking a no-show has; a lost hold is no reason against accepting with another place. */
function refusalsOf(action: ReferralAction, facts: LoadedReferral['facts']): readonly AnyRefusal[] {
  if (action !== 'miss') return whyNot(facts.referral, action, facts.actor);
  const decision = missReferral(facts);
  return decision.ok ? [] : decision.refusals;
}

async function namesOf(tx: Tx, referral: Referral) {
  const { regionCode } = referral;
  const [from, to] = [await findInstitution(tx, regionCode, referral.fromInstitutionCode), await findInstitution(tx, regionCode, referral.toInstitutionCode)];
  const practitioner = await findPractitioner(tx, regionCode, referral.fromPractitionerId);
  const contract = referral.contractId === null ? null : await findContractInForce(tx, regionCode, referral.residentId, dayOfInstant(referral.createdAt));
  const team = contract && (await findTeam(tx, regionCode, contract.teamId));
  return {
    fromInstitutionName: from?.name ?? referral.fromInstitutionCode,
    toInstitutionName: to?.name ?? referral.toInstitutionCode,
    practitionerName: practitioner?.name ?? referral.fromPractitionerId,
    contract: contract && { id: contract.id, teamName: team?.name ?? contract.teamId, until: contract.endDay },
  };
}

async function slotOf(tx: Tx, { slots, facts: { referral, now } }: LoadedReferral): Promise<ReferralSlot | null> {
  const place = referral.slotId === null ? null : await findSlotPlace(tx, referral.regionCode, referral.slotId);
  const slot = slots.find(({ id }) => id === referral.slotId);
  if (!place || !slot) return null;
  const { sessionId, number, startsAt, endsAt, resourceName } = place;
  const { state } = slot;
  const own = 'referralId' in state && state.referralId === referral.id;
  const lapsed = refusalsOfHold({ ...referral, bedSlotIds: [] }, slots, now).some(({ code }) => code === 'referral.hold_lost');
  const lost = !own || (state.status === 'held' && lapsed);
  return {
    ...{ sessionId, number, startsAt, endsAt, resourceName },
    standing: lost ? 'lost' : state.status,
    heldUntil: !lost && state.status === 'held' ? state.expiresAt : null,
  };
}
