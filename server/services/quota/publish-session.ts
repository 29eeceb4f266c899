import { insertSession, isSessionPublished } from '@/db/queries/quota';
import { findInstitution } from '@/db/queries/registry';
import { reaches } from '@/db/reach';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Actor } from '@/server/domain/permission/actor';
import { publishSession as decidePublishing } from '@/server/domain/quota/publish-session';
import { quotaRulesOf } from '@/server/domain/quota/rules';
import type { ClinicSession } from '@/server/domain/quota/slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';

export interface PublishSessionInput {
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
 * Publishes a clinic session of the actor's own hospital: the reserved share of its capacity becomes free slots in the same
 * transaction. Share, opening day and release are those of the policy in force on the session's day, and stay as published.
 */
export function publishSession(context: ServiceContext, input: PublishSessionInput): Promise<Outcome<ClinicSession, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  const { regionCode } = reach;
  return unitOfWork<ClinicSession, AnyRefusal>(context, async ({ tx, audit }) => {
    const { publicLeadDays, ...plan } = input;
    const institutionCode = input.institutionCode ?? workplaceOf(context.actor);
    const place = reaches(reach, regionCode, institutionCode) ? await findInstitution(tx, regionCode, institutionCode) : null;
    if (!place) return refuse({ code: 'not_found', facts: { what: 'institution' } });
    if (place.closedOn) return refuse({ code: 'institution.closed', facts: { institutionName: place.name, closedOn: place.closedOn } });
    const policy = await getPolicyInForce(tx, regionCode, dayOfInstant(input.startsAt));
    if (!policy.ok) return policy;
    const planned = { ...plan, institutionCode, id: context.newId(), regionCode, kind: 'clinic', resourceId: null, scheduleId: null } as const;
    const decision = decidePublishing({
      planned,
      publicLeadDays,
      rules: quotaRulesOf(policy.value.quota),
      alreadyPublished: await isSessionPublished(tx, planned),
      now: context.now(),
      newId: context.newId,
    });
    if (!decision.ok) return decision;
    const { session, slots } = decision.value;
    await insertSession(tx, session, slots);
    const { departmentCode, resourceName, day, capacity, reserved, opensOn, releaseAt } = session;
    await audit({
      action: 'session.published',
      subject: { kind: 'session', id: session.id },
      facts: { institutionCode, departmentCode, resourceName, day, capacity, reserved, opensOn, releaseAt, policyId: policy.value.id },
    });
    return accept(session);
  });
}

function workplaceOf(actor: Actor): string {
  return actor.kind === 'staff' ? (actor.institutionCodes[0] ?? '') : '';
}
