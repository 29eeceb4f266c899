import type { Queryable, Reach } from '@/db';
import { type AdjudicationRow, findAdjudication, visitOf } from '@/db/queries/adjudication';
import { listAllianceSpells } from '@/db/queries/alliance-membership';
import { findContract } from '@/db/queries/contract';
import { listContractIntervals } from '@/db/queries/contract-interval';
import { type LedgerRow, listEntriesOfVisit } from '@/db/queries/ledger';
import { findNamedVisits, findRefundsOf } from '@/db/queries/refund';
import { findInstitution } from '@/db/queries/registry';
import { findResidentOfRegion } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import { type YearRow, findVisit, listYear } from '@/db/queries/visit';
import type { Adjudication } from '@/server/domain/benefit/adjudication';
import { type WaitingReason, waitingReasonOf } from '@/server/domain/benefit/waiting-refund';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { WorkingStep } from '@/server/domain/policy/cited';
import type { LayerTerms } from '@/server/domain/policy/layer-terms';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type IdentityClass, identityClasses } from '@/server/domain/registry/identity-classes';
import { allianceOn } from '@/server/domain/registry/alliance-membership';
import type { InstitutionLevel } from '@/server/domain/registry/codes';
import { settlementDay } from '@/server/domain/visit/check-visit';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { Visit, VisitKey } from '@/server/domain/visit/visit';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { recomputeVisit } from './recompute-visit';

export interface VisitView {
  readonly visit: Visit;
  readonly settledOn: Day;
  readonly residentName: string;
  readonly institutionName: string;
  readonly level: InstitutionLevel;
  readonly batchId: string | null;
  readonly receivedAt: number;
  readonly status: 'paid' | 'refunded' | 'refund';
  readonly revision: number;
  /** The record that took this visit back. */
  readonly refundedBy: string | null;
  /** Of a refund that takes nothing back: why. */
  readonly waitsFor: WaitingReason | null;
  readonly difference: string | null;
  readonly policy: { readonly id: string; readonly title: string };
  /** Null when the visit pays nothing because it was taken back. */
  readonly adjudication: Adjudication | null;
  readonly working: readonly WorkingStep[];
  /** The classes the person held on the visit's day. */
  readonly identityClasses: readonly IdentityClass[];
  /** What the policy calls its ladders, their variants and its rules of assistance, by id. */
  readonly layerNames: Readonly<Record<string, string>>;
  readonly contract: { readonly id: string; readonly number: string; readonly teamName: string; readonly startDay: Day; readonly endDay: Day } | null;
  readonly entries: readonly LedgerRow[];
  /** The person's benefit year around this visit, as far as the actor reaches. */
  readonly year: readonly YearRow[];
}

const mostOfYear = 200;

/**
 * One visit with everything its figures come from. The working is recomputed from what is stored. Who opens it is noted
 * for the resident to see.
 *
 * @throws when it does not come to the stored figures.
 */
export async function getVisit(context: ServiceContext, key: VisitKey): Promise<Outcome<VisitView, AnyRefusal>> {
  const reach = permit(context, 'visit:read');
  const view = await context.store.snapshot((q) => readVisit(q, reach, key));
  if (!view.ok) return view;
  const { institutionCode, settlementId, residentId } = view.value.visit;
  return unitOfWork(context, async ({ audit }) => {
    await audit({ action: 'resident.visit_viewed', subject: { kind: 'resident', id: residentId }, facts: { institutionCode, settlementId } });
    return view;
  });
}

/** The view itself, for whoever may see it; whose right it is stands in the reach. */
export async function readVisit(q: Queryable, reach: Reach, key: VisitKey): Promise<Outcome<VisitView, AnyRefusal>> {
  const { regionCode } = reach;
  const row = await findVisit(q, reach, key);
  const stored = row && (await findAdjudication(q, regionCode, key));
  if (!row || !stored) return refuse({ code: 'not_found', facts: { what: 'visit' } });
  const place = await findInstitution(q, regionCode, row.institutionCode);
  const person = await findResidentOfRegion(q, regionCode, row.residentId);
  const policy = (await listPoliciesOf(q, regionCode)).find((version) => version.id === stored.policyId);
  if (!place || !person || !policy) throw new Error(`visit ${row.settlementId} of ${row.institutionCode} points to what is not there`);
  const visit = visitOf(row);
  const intervals = (await listContractIntervals(q, regionCode, [row.residentId])).get(row.residentId) ?? [];
  const settledOn = settlementDay(visit.settledAt);
  const contract = intervals.find(({ contractId, from, to }) => contractId === stored.contractId && from <= settledOn && settledOn <= to) ?? null;
  const { allianceId } = allianceOn((await listAllianceSpells(q, regionCode, [place.code])).get(place.code), place, settledOn);
  const recomputed = recomputeVisit({ visit, stored, policy, allianceIds: allianceId === null ? [] : [allianceId], contract });
  const { residentId, benefitYear, accumulation } = stored;
  return accept({
    visit,
    settledOn,
    residentName: person.name,
    institutionName: place.name,
    level: stored.level,
    batchId: row.batchId,
    receivedAt: row.receivedAt,
    status: stored.status,
    revision: stored.revision,
    refundedBy: stored.status === 'refunded' ? ((await findRefundsOf(q, regionCode, [key])).get(visitKeyText(key)) ?? null) : null,
    waitsFor: await waitingReason(q, regionCode, visit, stored),
    difference: stored.difference,
    policy: { id: policy.id, title: policy.title },
    adjudication: recomputed?.adjudication ?? null,
    working: recomputed?.working ?? [],
    identityClasses: identityClasses.filter((each) => stored.identityClasses.split(' ').includes(each)),
    layerNames: layerNamesOf(policy.benefit),
    contract: stored.contractId === null ? null : await contractOf(q, regionCode, stored.contractId),
    entries: await listEntriesOfVisit(q, regionCode, key),
    year: await listYear(q, reach, { residentId, benefitYear, accumulation }, mostOfYear),
  });
}

function layerNamesOf({ ladders, assistance }: LayerTerms): Record<string, string> {
  const named = [...ladders, ...ladders.flatMap((ladder) => ladder.variants), ...assistance];
  return Object.fromEntries(named.map(({ id, name }) => [id, name]));
}

async function waitingReason(q: Queryable, regionCode: string, { institutionCode, residentId, refundOf }: Visit, { refundProblem }: AdjudicationRow): Promise<WaitingReason | null> {
  if (refundProblem === null || refundOf === null) return null;
  const key = { institutionCode, settlementId: refundOf };
  const named = (await findNamedVisits(q, regionCode, [key])).get(visitKeyText(key));
  return waitingReasonOf(refundProblem, residentId, named?.residentId ?? null);
}

/** The contract is part of why the visit pays what it pays, whichever team it is with. */
async function contractOf(q: Queryable, regionCode: string, contractId: string): Promise<VisitView['contract']> {
  const found = await findContract(q, { regionCode, institutionCodes: 'all' }, contractId);
  const team = found && (await findTeam(q, regionCode, found.teamId));
  if (!found || !team) throw new Error(`an adjudication names contract ${contractId}, which is not there`);
  const { id, number, startDay, endDay } = found;
  return { id, number, teamName: team.name, startDay, endDay };
}
