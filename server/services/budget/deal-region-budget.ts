import { findBudgetOf, insertBudget, saveNextVersion } from '@/db/queries/budget';
import { countMembersByInstitution, listPoolSpending } from '@/db/queries/budget-operands';
import { readMonthBooks } from '@/db/queries/month';
import type { Tx } from '@/db';
import { type Budget, type DealingBasis, limitOf } from '@/server/domain/budget/budget';
import { type DealingClaim, dealBudget } from '@/server/domain/budget/deal-budget';
import { lastDayOf } from '@/server/domain/kernel/calendar-day';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { PoolId } from '@/server/domain/ledger/account';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { insutypes } from '@/server/domain/registry/codes';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { guardDeliveredYear } from './guard-year';
import { type RegionPlaces, codeOfScope, readPlaces } from './scope-places';

export interface DealBudgetInput {
  readonly year: string;
  readonly pool: PoolId;
  readonly to: 'alliance' | 'institution';
  /** The policy's unless the other is asked for. */
  readonly by?: DealingBasis | undefined;
  readonly reason: string;
}

export interface DealtBudget {
  readonly totalFen: Fen;
  /** Budgets that were set or changed. */
  readonly changed: number;
  readonly shares: number;
}

/**
 * 总额分解: the region's budget of a pool, with its adjustments, dealt to alliances or institutions by their members or by what
 * they spent the year before. A village clinic counts with its township hospital. Each share is a new version of its budget.
 */
export async function dealRegionBudget(context: ServiceContext, input: DealBudgetInput): Promise<Outcome<DealtBudget, AnyRefusal>> {
  const { regionCode } = permit(context, 'budget:set');
  return unitOfWork<DealtBudget, AnyRefusal>(context, async ({ tx, audit }) => {
    const { year, pool, to, reason } = input;
    const allowed = await guardDeliveredYear(tx, regionCode, year, pool);
    if (!allowed.ok) return allowed;
    const policy = await getPolicyInForce(tx, regionCode, lastDayOf(`${year}-12`));
    if (!policy.ok) return policy;
    const region = await findBudgetOf(tx, regionCode, year, pool, { kind: 'region' });
    if (!region) return refuse({ code: 'budget.nothing_to_deal', facts: { year, pool } });
    const by = input.by ?? policy.value.budget.dealBy.value;
    const weights = await weightsOf(tx, regionCode, year, pool, by);
    const dealt = dealBudget({ pool, version: region.version, totalFen: limitOf(region) }, by, claimsOf(await readPlaces(tx, regionCode), to, weights));
    if (!dealt.ok) return dealt;
    const note = { policyId: policy.value.id, adjustmentId: null, reason, setBy: actorRef(context.actor), setAt: context.now() };
    let changed = 0;
    for (const { scope, basis, baseFen } of dealt.value) {
      const before = await findBudgetOf(tx, regionCode, year, pool, scope);
      if ((before === null && baseFen === 0) || (before && canonicalJson(before.basis) === canonicalJson(basis))) continue;
      const adjustmentFen = before?.adjustmentFen ?? 0;
      if (baseFen + adjustmentFen < 0) return refuse({ code: 'budget.total_negative', facts: { totalFen: baseFen + adjustmentFen, method: 'dealt', code: codeOfScope(scope) } });
      const next: Budget = { id: before?.id ?? context.newId(), year, pool, scope, basis, baseFen, adjustmentFen, version: (before?.version ?? 0) + 1 };
      const won = before ? await saveNextVersion(tx, regionCode, next, note) : await insertBudget(tx, regionCode, next, note);
      if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'budget' } });
      changed += 1;
    }
    await audit({ action: 'budget.dealt', subject: { kind: 'budget', id: region.id }, facts: { year, pool, to, by, totalFen: limitOf(region), changed, reason } });
    return accept({ totalFen: limitOf(region), changed, shares: dealt.value.filter(({ baseFen }) => baseFen !== 0).length });
  });
}

/** By institution: members of the newest closed month, or what visits cost the pool in the year before. */
async function weightsOf(tx: Tx, regionCode: string, year: string, pool: PoolId, by: DealingBasis): Promise<ReadonlyMap<string, number>> {
  if (by === 'past_spending') return listPoolSpending(tx, regionCode, pool, `${Number(year) - 1}-01`, `${Number(year) - 1}-12`);
  const newest = [...(await readMonthBooks(tx, regionCode)).closed].sort().at(-1);
  const insutype = insutypes.find((code) => pool.startsWith(code));
  return newest === undefined || insutype === undefined ? new Map() : countMembersByInstitution(tx, regionCode, newest, insutype);
}

function claimsOf({ institutions, alliances }: RegionPlaces, to: DealBudgetInput['to'], weights: ReadonlyMap<string, number>): DealingClaim[] {
  const inside = institutions.filter(({ level }) => level !== 'out_of_region');
  const total = (codes: readonly string[]) => codes.reduce((sum, code) => sum + (weights.get(code) ?? 0), 0);
  if (to === 'alliance') {
    return alliances.map(({ id }) => ({
      code: id,
      scope: { kind: 'alliance', allianceId: id },
      weight: total(inside.filter(({ allianceId }) => allianceId === id).map(({ code }) => code)),
    }));
  }
  const settledWith = (code: string) => inside.filter((each) => each.code === code || each.parentCode === code).map((each) => each.code);
  return inside
    .filter(({ parentCode }) => parentCode === null)
    .map(({ code }) => ({ code, scope: { kind: 'institution', institutionCode: code }, weight: total(settledWith(code)) }));
}
