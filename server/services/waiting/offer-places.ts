import { DatabaseError, type Queryable } from '@/db';
import { listParties, listSharedWith } from '@/db/queries/reserving';
import { type OfferableSession, type QueueKey, listOfferable, listOffersOf, listQueues, listWaiting } from '@/db/queries/waiting';
import { refuse } from '@/server/domain/kernel/outcome';
import { type Standing, standingOf } from '@/server/domain/quota/may-reserve';
import { type QuotaRules, quotaRulesOf } from '@/server/domain/quota/rules';
import type { Slot } from '@/server/domain/quota/slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type OfferFacts, chooseOffer, keyOfPlace } from '@/server/domain/waiting/choose-offer';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type MadeOffer, makeOffer } from './make-offer';

/** More than ever come free at once; what is left waits for the clock. */
const mostAtOnce = 200;

/** Everything an offer from one list is decided by. */
export interface QueueFacts extends OfferFacts<OfferableSession> {
  readonly rules: QuotaRules;
  readonly policyId: string;
}

/** The clock offers what is free on every list of the region, in the order of each. */
export async function offerPlaces(context: ServiceContext): Promise<{ offered: number }> {
  const reach = permit(context, 'referral:accept');
  let offered = 0;
  for (const queue of await listQueues(context.store.reads, reach)) offered += await offerFromQueue(context, queue);
  return { offered };
}

/**
 * Once the work is committed, whatever it freed in a department is offered to those who wait there. The clock does the same every few
 * minutes, so a process that dies in between delays an offer and loses none.
 */
export function offerAfterwards(context: ServiceContext, unit: UnitOfWork, queue: QueueKey): void {
  unit.afterwards(() => offerFromQueue(context, queue));
}

/** The same for places that a step of a referral gave back. */
export function offerFreedAfterwards(context: ServiceContext, unit: UnitOfWork, freed: readonly Slot[]): void {
  const queues = new Map(freed.map(({ regionCode, institutionCode, departmentCode, kind }) => [[institutionCode, departmentCode, kind].join(' '), { regionCode, institutionCode, departmentCode, kind }]));
  for (const queue of queues.values()) offerAfterwards(context, unit, queue);
}

/** Offers places of one list until nobody is left whom one suits. Each offer is a work of its own, decided anew inside it. */
async function offerFromQueue(context: ServiceContext, queue: QueueKey): Promise<number> {
  const byItself: ServiceContext = { ...context, actor: { kind: 'system', job: 'offerPlaces', regionCode: queue.regionCode } };
  const failed = new Set<string>();
  let offered = 0;
  for (let round = 0; round < mostAtOnce; round += 1) {
    // Looked at outside first: most rounds find nothing, and then leave no transaction behind.
    const planned = await queueFacts(context.store.reads, byItself, queue, failed);
    if (!planned || !chooseOffer(planned)) break;
    const { made, tried } = await offerNext(byItself, queue, failed);
    if (made) offered += 1;
    // The place cannot be held for whoever was tried: the others go on. When somebody was faster, nobody was tried, and it is looked at anew.
    else if (tried !== null) failed.add(tried);
  }
  return offered;
}

/** Whether an offer was made, and to whom it was to be made by the order of that moment. */
async function offerNext(context: ServiceContext, queue: QueueKey, failed: ReadonlySet<string>): Promise<{ readonly made: boolean; readonly tried: string | null }> {
  let tried: string | null = null;
  try {
    const outcome = await unitOfWork<MadeOffer, AnyRefusal>(context, async (unit) => {
      const facts = await queueFacts(unit.tx, context, queue, failed);
      const choice = facts && chooseOffer(facts);
      tried = choice?.to.referralId ?? null;
      if (!facts || !choice) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'slot' } });
      const { to, sessions, rank, considered } = choice;
      return makeOffer(context, unit, { referralId: to.referralId, sessions, rank, waiting: facts.waiting.length, considered, origin: 'order', reason: null, confirmed: false, rules: facts.rules, policyId: facts.policyId });
    });
    return { made: outcome.ok, tried };
  } catch (error) {
    if (error instanceof DatabaseError && error.problem === 'unique') return { made: false, tried };
    throw error;
  }
}

/** Who waits on a list, what is free, and what has been offered; null when nobody waits, nothing is free, or no policy is in force. */
export async function queueFacts(q: Queryable, context: ServiceContext, queue: QueueKey, failed: ReadonlySet<string> = new Set()): Promise<QueueFacts | null> {
  const entries = await listWaiting(q, queue);
  if (entries.length === 0) return null;
  const now = context.now();
  const sessions = await listOfferable(q, queue, today(context), now);
  if (sessions.length === 0) return null;
  const policy = await getPolicyInForce(q, queue.regionCode, today(context));
  if (!policy.ok) return null;
  const standings = await standingsThere(q, context, queue, entries.map(({ fromInstitutionCode }) => fromInstitutionCode));
  const offers = await listOffersOf(q, queue.regionCode, entries.map(({ referralId }) => referralId));
  const rules = quotaRulesOf(policy.value.quota);
  return {
    waiting: entries.flatMap((entry) => {
      const standingThere = standings.get(entry.fromInstitutionCode);
      return standingThere ? [{ ...entry, standingThere }] : [];
    }),
    sessions,
    offered: new Set(offers.filter(({ outcome }) => outcome === 'open').map(({ referralId }) => referralId)),
    letGo: new Set(offers.filter(({ outcome }) => outcome === 'lapsed' || outcome === 'declined').map(({ referralId, sessionId }) => keyOfPlace(referralId, sessionId))),
    failed,
    urgentWindowDays: rules.urgentWindowDays,
    now,
    rules,
    policyId: policy.value.id,
  };
}

/** What each institution that referred somebody is to the hospital's reserved places. */
async function standingsThere(q: Queryable, context: ServiceContext, { regionCode, institutionCode, departmentCode }: QueueKey, senders: readonly string[]): Promise<Map<string, Standing>> {
  const parties = await listParties(q, regionCode, [...new Set([institutionCode, ...senders])]);
  const hospital = parties.find(({ code }) => code === institutionCode);
  const standings = new Map<string, Standing>();
  if (!hospital) return standings;
  for (const asker of parties) {
    const together = hospital.allianceId === null || hospital.allianceId === asker.allianceId;
    const shared = together ? [] : await listSharedWith(q, regionCode, asker, today(context), institutionCode);
    standings.set(asker.code, standingOf(asker, hospital, shared.some((each) => each.departmentCode === departmentCode)));
  }
  return standings;
}
