import { listPeopleSettled } from '@/db/queries/visit';
import { findPolicyVersion } from '@/db/queries/policy';
import { findLiveTrial, insertTrial } from '@/db/queries/trial';
import type { Queryable } from '@/db';
import { type Outcome, accept, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import { checkPolicy } from '@/server/domain/policy/check/check-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { TrialRefusal } from '@/server/domain/trial/trial';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { digestOf } from '../policy/digest';
import { unitOfWork } from '../unit-of-work';

export interface TrialRequest {
  /** A past year, `YYYY`. */
  readonly year: string;
  /** A policy document that need not be imported, or the id of a version that is held. */
  readonly draft: { readonly document: unknown } | { readonly policyId: string };
}

/**
 * 政策试算: asks for a draft policy to be held against the visits of a past year. The run is done by a worker; this only puts
 * it in the queue. A region has one run at a time, for each of them reads all of a year.
 */
export async function requestTrial(context: ServiceContext, request: TrialRequest): Promise<Outcome<{ readonly id: string }, AnyRefusal>> {
  const { regionCode } = permit(context, 'policy:try');
  const draft = await draftOf(context.store.reads, regionCode, request.draft);
  if (!draft.ok) return draft;
  const { year } = request;
  return unitOfWork<{ readonly id: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const refusals: TrialRefusal[] = [];
    if (today(context) <= `${year}-12-31`) refusals.push({ code: 'trial.year_not_over', facts: { year } });
    const people = await listPeopleSettled(tx, regionCode, { from: `${year}-01-01`, to: `${year}-12-31` });
    if (people.length === 0) refusals.push({ code: 'trial.nothing_settled', facts: { year } });
    const live = await findLiveTrial(tx, regionCode);
    if (live) refusals.push({ code: 'trial.one_at_a_time', facts: { trialId: live.id } });
    const decision = unlessRefused(refusals, () => true as const);
    if (!decision.ok) return decision;
    const now = context.now();
    const id = context.newId();
    const policyDigest = digestOf(draft.value);
    await insertTrial(tx, {
      ...{ regionCode, id, year, policyTitle: draft.value.title, policyDigest, policy: draft.value, status: 'queued' },
      ...{ peopleTotal: people.length, peopleDone: 0, report: null, problem: null },
      ...{ requestedBy: actorRef(context.actor), requestedAt: now, beatAt: now, finishedAt: null },
    });
    await audit({ action: 'trial.requested', subject: { kind: 'trial', id }, chain: 'books', facts: { year, policyDigest } });
    return accept({ id });
  });
}

async function draftOf(q: Queryable, regionCode: string, draft: TrialRequest['draft']): Promise<Outcome<PolicyVersion, AnyRefusal>> {
  if ('policyId' in draft) {
    const held = await findPolicyVersion(q, regionCode, draft.policyId);
    return held ? accept(held.body) : refuse({ code: 'not_found', facts: { what: 'policy' } });
  }
  const checked = checkPolicy(draft.document);
  if (!checked.ok) return checked;
  const found = checked.value.regionCode;
  return found === regionCode ? checked : refuse({ code: 'policy.other_region', facts: { found, expected: regionCode } });
}
