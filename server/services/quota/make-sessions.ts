import type { Queryable, Reach } from '@/db';
import { listHolidayTables } from '@/db/queries/policy';
import { isSessionPublished } from '@/db/queries/quota';
import { type ScheduleFilter, listExceptions, listSchedules } from '@/db/queries/schedule';
import { insertMadeSession, listMadeDays } from '@/db/queries/session-change';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import { findPolicyInForce } from '@/server/domain/policy/find-policy';
import { type WantedSession, type WantedSessions, wantedSessions } from '@/server/domain/quota/make-sessions';
import { publishSession as decidePublishing } from '@/server/domain/quota/publish-session';
import { quotaRulesOf } from '@/server/domain/quota/rules';
import type { Slot } from '@/server/domain/quota/slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { offerFreedAfterwards } from '../waiting/offer-places';
import { dealSlots } from './deal-slots';
import { namesOf } from './publish-session';

export interface MadeSessions {
  readonly made: number;
  /** Years in which patterns wait for the State Council's holidays. */
  readonly unknownYears: readonly number[];
}

/** How many sessions one transaction makes: enough to be quick, few enough that nobody waits for it. */
const atOnce = 50;

/**
 * What the clock does to patterns: a session for each coming day of theirs, up to the day from which its places can be booked and a
 * fortnight more. It may run at any time and on several machines at once: a pattern has one session a day by a unique key, and one that was
 * called off is not made again.
 */
export async function makeSessions(context: ServiceContext): Promise<Outcome<MadeSessions, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  const { wanted, unknownYears } = await listWantedSessions(context, context.store.reads, reach, { institutionCode: null, resourceId: null });
  const missing = await notPublished(context.store.reads, reach.regionCode, wanted);
  let made = 0;
  for (let from = 0; from < missing.length; from += atOnce) {
    const outcome = await unitOfWork<number, AnyRefusal>(context, async (unit) => {
      const count = await makeWanted(context, unit, missing.slice(from, from + atOnce));
      await unit.audit({ action: 'sessions.made', subject: { kind: 'region', id: reach.regionCode }, facts: { made: count } });
      return accept(count);
    });
    if (!outcome.ok) return outcome;
    made += outcome.value;
  }
  return accept({ made, unknownYears });
}

/** What is published by hand or waits for a policy is wanted for good, and would leave an audit row of nothing at every turn of the clock. */
async function notPublished(q: Queryable, regionCode: string, wanted: readonly WantedSession[]): Promise<WantedSession[]> {
  const policies = await listPoliciesOf(q, regionCode);
  const missing: WantedSession[] = [];
  for (const each of wanted) {
    const { schedule, resource, day, startsAt } = each;
    const planned = { ...namesOf(resource), regionCode, institutionCode: schedule.institutionCode, startsAt };
    if (findPolicyInForce(policies, day) && !(await isSessionPublished(q, planned))) missing.push(each);
  }
  return missing;
}

/** What the patterns within reach still want, of one hospital or resource or of all. */
export async function listWantedSessions(
  context: ServiceContext,
  q: Queryable,
  reach: Reach,
  of: Pick<ScheduleFilter, 'institutionCode' | 'resourceId'>,
): Promise<WantedSessions> {
  const day = today(context);
  const schedules = await listSchedules(q, reach, { ...of, fromDay: day });
  if (schedules.length === 0) return { wanted: [], unknownYears: [] };
  const policy = findPolicyInForce(await listPoliciesOf(q, reach.regionCode), day);
  return wantedSessions({
    schedules,
    exceptions: await listExceptions(q, reach, { institutionCode: of.institutionCode, fromDay: day, toDay: null, withWithdrawn: false }),
    tables: await listHolidayTables(q),
    made: await listMadeDays(q, reach.regionCode, day),
    leadDays: policy ? quotaRulesOf(policy.quota).leadDays : 0,
    today: day,
    now: context.now(),
  });
}

/**
 * Makes sessions that patterns want, each under the policy in force on its day; a day without a policy waits for one. One that
 * somebody else made meanwhile, or has published by hand, is left as it is.
 *
 * @returns how many were made.
 */
export async function makeWanted(context: ServiceContext, unit: UnitOfWork, wanted: readonly WantedSession[]): Promise<number> {
  const { tx } = unit;
  let made = 0;
  const places: Slot[] = [];
  for (const { schedule, resource, day, capacity, startsAt, endsAt } of wanted) {
    const policy = findPolicyInForce(await listPoliciesOf(tx, schedule.regionCode), day);
    if (!policy) continue;
    const rules = quotaRulesOf(policy.quota);
    const { regionCode, institutionCode, urgentOnly, publicLeadDays } = schedule;
    const decision = decidePublishing({
      planned: { ...namesOf(resource), id: context.newId(), regionCode, institutionCode, scheduleId: schedule.id, startsAt, endsAt, capacity, urgentOnly },
      publicLeadDays,
      rules,
      alreadyPublished: false,
      now: context.now(),
      newId: context.newId,
    });
    if (!decision.ok) continue;
    const { session, slots } = await dealSlots(tx, decision.value.session, decision.value.slots, rules);
    if (!(await insertMadeSession(tx, session, slots))) continue;
    made += 1;
    places.push(...slots);
  }
  // Whoever waits in a department comes before whoever searches.
  offerFreedAfterwards(context, unit, places);
  return made;
}
