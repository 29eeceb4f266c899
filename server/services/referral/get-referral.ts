import type { Tx } from '@/db';
import { findCarePlan } from '@/db/queries/care-plan';
import { findContractInForce } from '@/db/queries/contract';
import { type ReferralEventRow, listReferralEvents } from '@/db/queries/referral';
import { type RelatedReferral, listRelated } from '@/db/queries/referral-detail';
import { findInstitution, findPractitioner } from '@/db/queries/registry';
import { findResidentOfRegion } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { allows } from '@/server/domain/permission/actor';
import { takeOffer } from '@/server/domain/referral/answer-referral';
import { missReferral } from '@/server/domain/referral/close-referral';
import { referralActions, type ReferralAction, type ReferralSide } from '@/server/domain/referral/codes';
import { nothingAssessed } from '@/server/domain/referral/danger-signs';
import { withoutPatientWords } from '@/server/domain/referral/patient-words';
import { type Referral, referralFrom } from '@/server/domain/referral/referral';
import { sidesOf, whyNot } from '@/server/domain/referral/transitions';
import type { AnyRefusal } from '@/server/domain/refusals';
import { whyNotQueued } from '@/server/domain/waiting/turn';
import { type PlanAccess, planAccessOf } from '../care-plan/load-care';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type ResidentSummary, summaryOf } from '../resident/resident-summary';
import { unitOfWork } from '../unit-of-work';
import { type LoadedReferral, loadReferral } from './change-referral';
import { type ReferralSlot, placesOf } from './referral-places';

const notOffered: ReadonlySet<ReferralAction> = new Set(['send', 'ask_consent', 'refuse', 'expire']);
/** What people, rather than the clock, do with a referral that has been sent; the patient does theirs on their own pages. */
const actionsOffered = referralActions.filter((action): action is OfferedAction['action'] => !notOffered.has(action));

export interface OfferedAction {
  readonly action: Exclude<ReferralAction, 'send' | 'ask_consent' | 'refuse' | 'expire'>;
  /** Why not, in order; none means it can be done now. */
  readonly refusals: readonly AnyRefusal[];
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
  /** The place of the visit or the examination. */
  readonly slot: ReferralSlot | null;
  /** The bed of each day of the stay, in the order of the days. */
  readonly beds: readonly ReferralSlot[];
  /** What it follows and what follows it. */
  readonly related: readonly RelatedReferral[];
  /** Oldest first. */
  readonly events: readonly ReferralEventRow[];
  readonly sides: readonly ReferralSide[];
  readonly actions: readonly OfferedAction[];
  /** Whether there is a care plan to be read, which is asked for by itself, because reading it is noted. */
  readonly care: PlanAccess;
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
    const places = await placesOf(tx, loaded.value);
    return accept({
      referral: seesPatients ? referral : withoutFindings(referral),
      version: loaded.value.kept.version,
      signed: loaded.value.kept.signed,
      resident: seesPatients ? summaryOf(row, today(context)) : null,
      ...(await namesOf(tx, referral)),
      slot: places.find(({ kind }) => kind !== 'ward') ?? null,
      beds: places.filter(({ kind }) => kind === 'ward'),
      related: await listRelated(tx, reach, referral),
      events: (await listReferralEvents(tx, referral.regionCode, referral.id)).map((event) => (seesPatients ? event : { ...event, facts: withoutPatientWords(event.facts) })),
      sides: sidesOf(referral, context.actor),
      care: planAccessOf(referral, await findCarePlan(tx, referral.regionCode, referral.id), context.actor),
      actions: actionsOffered.map((action) => ({ action, refusals: refusalsOf(action, loaded.value.facts) })),
    });
  });
}

/** What is known of the patient's body is not for who may see referrals but no patients. */
function withoutFindings(referral: Referral): Referral {
  const opinion = referral.opinion === null ? null : '';
  return referralFrom({ ...referral, findings: null, history: null, treatment: null, dangerSigns: [], assessment: nothingAssessed, opinion });
}


/**
 * Beyond the table: a no-show has its time, an offer must be there to be taken, and an emergency does not wait. A lost hold is no reason
 * against accepting with another place.
 */
function refusalsOf(action: ReferralAction, facts: LoadedReferral['facts']): readonly AnyRefusal[] {
  const { referral, actor } = facts;
  const barred = whyNot(referral, action, actor);
  if (action === 'queue') return barred.length > 0 ? barred : whyNotQueued(referral, 1);
  if (action !== 'miss' && action !== 'take') return barred;
  const decision = action === 'miss' ? missReferral(facts) : takeOffer(facts);
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
