import { insertSession, isSessionPublished } from '@/db/queries/quota';
import { findInstitution } from '@/db/queries/registry';
import { findOwnResource } from '@/db/queries/schedule';
import { reaches } from '@/db/reach';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Actor } from '@/server/domain/permission/actor';
import { publishSession as decidePublishing } from '@/server/domain/quota/publish-session';
import { quotaRulesOf } from '@/server/domain/quota/rules';
import type { CapacityResource } from '@/server/domain/quota/schedule';
import type { CapacityKind, ClinicSession } from '@/server/domain/quota/slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { offerAfterwards } from '../waiting/offer-places';
import { dealSlots } from './deal-slots';

export interface PublishSessionInput {
  /** Under which id it is kept; left out: a new one. */
  readonly id?: string;
  /** Left out: a clinic. */
  readonly kind?: CapacityKind;
  /** The specialist, device or ward of the hospital's list that it is of; its kind, department and name go before those given here. */
  readonly resourceId?: string | null;
  /** One of the publisher's own institutions; null is the one where they work. */
  readonly institutionCode: string | null;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly resourceName: string;
  /** Milliseconds since the epoch. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly capacity: number;
  readonly urgentOnly: boolean;
  /** How many days ahead this hospital opens its places to the public. */
  readonly publicLeadDays: number;
}

/**
 * Publishes a session of the actor's own hospital by hand: the reserved share of its capacity becomes free slots in the same
 * transaction, dealt to primary institutions where policy deals. Share, opening day and release are those of the policy in force on the session's day, and stay as published.
 */
export function publishSession(context: ServiceContext, input: PublishSessionInput): Promise<Outcome<ClinicSession, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  const { regionCode } = reach;
  return unitOfWork<ClinicSession, AnyRefusal>(context, async (unit) => {
    const { tx, audit } = unit;
    const { id = context.newId(), publicLeadDays, resourceId = null, kind = 'clinic', ...typed } = input;
    const resource = resourceId === null ? null : await findOwnResource(tx, reach, resourceId);
    if (resourceId !== null && !resource) return refuse({ code: 'not_found', facts: { what: 'capacity_resource' } });
    const institutionCode = resource?.institutionCode ?? input.institutionCode ?? workplaceOf(context.actor);
    const plan = { ...typed, kind, resourceId, ...(resource ? namesOf(resource) : {}) };
    const place = reaches(reach, regionCode, institutionCode) ? await findInstitution(tx, regionCode, institutionCode) : null;
    if (!place) return refuse({ code: 'not_found', facts: { what: 'institution' } });
    if (place.closedOn) return refuse({ code: 'institution.closed', facts: { institutionName: place.name, closedOn: place.closedOn } });
    const policy = await getPolicyInForce(tx, regionCode, dayOfInstant(input.startsAt));
    if (!policy.ok) return policy;
    const planned = { ...plan, institutionCode, id, regionCode, scheduleId: null };
    const rules = quotaRulesOf(policy.value.quota);
    const decision = decidePublishing({
      planned,
      publicLeadDays,
      rules,
      alreadyPublished: await isSessionPublished(tx, planned),
      now: context.now(),
      newId: context.newId,
    });
    if (!decision.ok) return decision;
    const { session, slots } = await dealSlots(tx, decision.value.session, decision.value.slots, rules);
    await insertSession(tx, session, slots);
    const { departmentCode, resourceName, day, capacity, reserved, opensOn, releaseAt } = session;
    await audit({
      action: 'session.published',
      subject: { kind: 'session', id: session.id },
      facts: { institutionCode, departmentCode, resourceName, day, capacity, reserved, opensOn, releaseAt, policyId: policy.value.id },
    });
    // Whoever waits in the department comes before whoever searches.
    offerAfterwards(context, unit, session);
    return accept(session);
  });
}

/** What a session takes over from its resource. */
export function namesOf({ id, kind, departmentCode, departmentName, name }: CapacityResource): Pick<ClinicSession, 'resourceId' | 'kind' | 'departmentCode' | 'departmentName' | 'resourceName'> {
  return { resourceId: id, kind, departmentCode, departmentName, resourceName: name };
}

/** Where somebody works who does not say for which institution they act. */
export function workplaceOf(actor: Actor): string {
  return actor.kind === 'staff' ? (actor.institutionCodes[0] ?? '') : '';
}
