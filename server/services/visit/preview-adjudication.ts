import type { Queryable } from '@/db';
import { listHeldVisits } from '@/db/queries/adjudication';
import { findResidentsByIdentity } from '@/db/queries/import';
import { listInstitutions } from '@/db/queries/registry';
import { identityIndexOf } from '@/db/queries/resident';
import type { Adjudication } from '@/server/domain/benefit/adjudication';
import { findContractInForce } from '@/server/domain/benefit/enhancements';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { WorkingStep } from '@/server/domain/policy/cited';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { checkVisit, settlementDay } from '@/server/domain/visit/check-visit';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { Visit } from '@/server/domain/visit/visit';
import { type ServiceContext, today } from '../context';
import type { VisitFacts } from '../import/import-visits';
import type { IncomingRow, RowProblem } from '../import/incoming';
import { ownRow } from '../import/own-rows';
import { allProblems } from '../import/visit-problems';
import { permit } from '../permit';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { foldPerson } from './fold-person';
import { readPeopleFacts } from './people-facts';
import { recomputeVisit } from './recompute-visit';

export interface AdjudicationPreview {
  readonly visit: Visit;
  readonly status: 'paid' | 'refunded' | 'refund';
  readonly policy: Pick<PolicyVersion, 'id' | 'title'>;
  /** Null when the visit pays nothing because it takes another one back or is taken back. */
  readonly adjudication: Adjudication | null;
  readonly working: readonly WorkingStep[];
}

/**
 * What a visit would come to if it were settled now as it is told: the person's held visits and this one are folded together,
 * in place of a held one under the same key. The visit is not kept; that somebody asked is, because the answer shows how much
 * of the year's limits the person has used.
 *
 * All reasons against the visit come at once, each with the column it is about.
 */
export async function previewAdjudication(context: ServiceContext, told: IncomingRow<VisitFacts>): Promise<Outcome<AdjudicationPreview, RowProblem>> {
  const reach = permit(context, 'visit:read');
  const { regionCode } = reach;
  const q = context.store.reads;
  const row = ownRow(told, reach);
  const { report, identity, certType } = row.facts;
  const index = identity && identityIndexOf(certType, identity);
  const person = index === null ? null : ((await findResidentsByIdentity(q, regionCode, [index])).get(index) ?? null);
  const [own] = await listInstitutions(q, regionCode, [report.institutionCode]);
  const policies = await listPoliciesOf(q, regionCode);
  const checked = checkVisit(report, { today: today(context), regionCode, institutionKnown: own !== undefined, resident: person, policies });
  const [first, ...others] = allProblems(row.problems, checked.ok ? [] : checked.refusals);
  if (first) return refuse(first, ...others);
  if (!checked.ok || !person) throw new Error('a visit that was refused has no reason');
  const preview = await previewOf(q, regionCode, checked.value, policies);
  const noted = await unitOfWork(context, async ({ audit }) => {
    await audit({ action: 'resident.benefit_previewed', subject: { kind: 'resident', id: person.id }, facts: { institutionCode: report.institutionCode } });
    return accept(preview);
  });
  if (!noted.ok) throw new Error('an audit row was refused');
  return noted;
}

async function previewOf(q: Queryable, regionCode: string, visit: Visit, policies: readonly PolicyVersion[]): Promise<AdjudicationPreview> {
  const held = (await listHeldVisits(q, regionCode, [visit.residentId], 'all')).map((each) => each.visit);
  const visits = [...held.filter((each) => visitKeyText(each) !== visitKeyText(visit)), visit];
  const facts = (await readPeopleFacts(q, regionCode, new Map([[visit.residentId, visits]]), policies))(visit.residentId);
  const folded = foldPerson(facts);
  const row = folded.find((each) => each.visit === visit)?.row;
  const policy = policies.find((version) => version.id === row?.policyId);
  if (!row || !policy) throw new Error('a visit that was folded has no adjudication');
  const day = settlementDay(visit.settledAt);
  const contract = row.contractId === null ? null : findContractInForce(facts.contracts, day);
  const { allianceIds } = facts.placeOf(visit.institutionCode, day);
  const recomputed = recomputeVisit({ visit, stored: row, policy, allianceIds, contract });
  const { id, title } = policy;
  return { visit, status: row.status, policy: { id, title }, adjudication: recomputed?.adjudication ?? null, working: recomputed?.working ?? [] };
}
