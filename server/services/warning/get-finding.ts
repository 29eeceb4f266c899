import type { Queryable } from '@/db';
import { findContract } from '@/db/queries/contract';
import { type FindingListRow, findFinding } from '@/db/queries/warning';
import { type ConcernedVisit, listConcernedVisits } from '@/db/queries/concerned-visits';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { WorkingStep } from '@/server/domain/policy/cited';
import type { AnyRefusal } from '@/server/domain/refusals';
import { overspendStep, projectSpend } from '@/server/domain/warning/project-spend';
import type { WarningFacts } from '@/server/domain/warning/warning';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';

export interface FindingDetail {
  readonly finding: Omit<FindingListRow, 'regionCode' | 'key' | 'decidedBy'>;
  /** The records it is about, in the order of their settlement. */
  readonly visits: readonly ConcernedVisit[];
  readonly contract: { readonly id: string; readonly number: string; readonly startDay: string; readonly endDay: string } | null;
  /** How the projection came about; empty for findings that no calculation stands behind. */
  readonly working: readonly WorkingStep[];
}

/** One finding with the records it is about side by side. Who opens it is noted for the resident to see. */
export async function getFinding(context: ServiceContext, id: string): Promise<Outcome<FindingDetail, AnyRefusal>> {
  const reach = permit(context, 'warning:read');
  const detail = await context.store.snapshot(async (q) => {
    const found = await findFinding(q, reach, id);
    if (found === null) return null;
    const { regionCode, key: _key, decidedBy: _by, ...finding } = found;
    const contract = finding.contractId === null ? null : await findContract(q, reach, finding.contractId);
    return {
      finding,
      visits: await listConcernedVisits(q, reach, finding.visits),
      contract: contract && { id: contract.id, number: contract.number, startDay: contract.startDay, endDay: contract.endDay },
      working: await workingOf(q, regionCode, found),
    };
  });
  if (detail === null) return refuse({ code: 'not_found', facts: { what: 'warning' } });
  const { residentId } = detail.finding;
  if (residentId === null) return accept(detail);
  return unitOfWork(context, async ({ audit }) => {
    await audit({ action: 'resident.warning_viewed', subject: { kind: 'resident', id: residentId }, facts: { warning: id } });
    return accept(detail);
  });
}

async function workingOf(q: Queryable, regionCode: string, { kind, facts, policyId }: FindingListRow): Promise<readonly WorkingStep[]> {
  if (kind !== 'budget_overspend') return [];
  // Facts were stored beside their kind; past the database the compiler cannot see the pair any more.
  const { months, lastYear, budgetFen } = facts as WarningFacts['budget_overspend'];
  const policy = (await listPoliciesOf(q, regionCode)).find((version) => version.id === policyId);
  if (policy === undefined) throw new Error(`a finding names policy ${policyId}, which is not there`);
  const { working, projectedFen } = projectSpend({ months, lastYear });
  return [...working, overspendStep(projectedFen, budgetFen, policy.monitoring)];
}
