import { findBudgetOf, insertBudget, saveNextVersion } from '@/db/queries/budget';
import type { Budget, BudgetScope } from '@/server/domain/budget/budget';
import { lastDayOf } from '@/server/domain/kernel/calendar-day';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { PoolId } from '@/server/domain/ledger/account';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { type BaseRequest, gatherBase } from './gather-base';
import { guardDeliveredYear } from './guard-year';
import { placesOf, readPlaces } from './scope-places';

export interface SetBudgetInput {
  readonly year: string;
  readonly pool: PoolId;
  readonly scope: BudgetScope;
  readonly request: BaseRequest;
  /** Needed as soon as a budget takes the place of another. */
  readonly reason: string | null;
}

/**
 * 核定控费总额: what a pool may spend in a year, by a fixed amount or worked out by the policy. A new base is a new version with
 * its reason; the versions before it are kept. Once a settlement of the year was delivered, only adjustments change a budget.
 */
export async function setBudget(context: ServiceContext, input: SetBudgetInput): Promise<Outcome<Budget, AnyRefusal>> {
  const { regionCode } = permit(context, 'budget:set');
  return unitOfWork<Budget, AnyRefusal>(context, async ({ tx, audit }) => {
    const { year, pool, scope, request, reason } = input;
    const allowed = await guardDeliveredYear(tx, regionCode, year, pool);
    if (!allowed.ok) return allowed;
    const places = placesOf(scope, await readPlaces(tx, regionCode));
    if (!places.ok) return places;
    const policy = await getPolicyInForce(tx, regionCode, lastDayOf(`${year}-12`));
    if (!policy.ok) return policy;
    const before = await findBudgetOf(tx, regionCode, year, pool, scope);
    if (before && reason === null) return refuse({ code: 'budget.reason_missing', facts: { version: before.version } });
    const gathered = await gatherBase(tx, { year, pool, places: places.value, policy: policy.value }, request);
    if (!gathered.ok) return gathered;
    const { basis, baseFen } = gathered.value;
    if (before && before.baseFen === baseFen && canonicalJson(before.basis) === canonicalJson(basis)) return refuse({ code: 'budget.unchanged', facts: { baseFen } });
    const adjustmentFen = before?.adjustmentFen ?? 0;
    if (baseFen + adjustmentFen < 0) return refuse({ code: 'budget.total_negative', facts: { totalFen: baseFen + adjustmentFen, method: basis.method } });
    const next: Budget = { id: before?.id ?? context.newId(), year, pool, scope, basis, baseFen, adjustmentFen, version: (before?.version ?? 0) + 1 };
    const note = { policyId: policy.value.id, adjustmentId: null, reason, setBy: actorRef(context.actor), setAt: context.now() };
    const won = before ? await saveNextVersion(tx, regionCode, next, note) : await insertBudget(tx, regionCode, next, note);
    if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'budget' } });
    await audit({
      action: 'budget.set',
      subject: { kind: 'budget', id: next.id },
      facts: { year, pool, scope, method: basis.method, version: next.version, baseFen, beforeFen: before?.baseFen ?? null, reason },
    });
    return accept(next);
  });
}
