import type { Queryable } from '@/db';
import { countBudgetHeads, listPoolSpending } from '@/db/queries/budget-operands';
import { readMonthBooks } from '@/db/queries/month';
import type { BudgetBasis, BudgetYear } from '@/server/domain/budget/budget';
import { computeBase } from '@/server/domain/budget/compute-base';
import type { BudgetRefusal } from '@/server/domain/budget/refusals';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type DecimalText, type Fen, sumFen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse, unreachable } from '@/server/domain/kernel/outcome';
import type { PoolId } from '@/server/domain/ledger/account';
import { monthsOfYear } from '@/server/domain/month/close-month';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { insutypes } from '@/server/domain/registry/codes';

/** How a base is to be worked out. What is absent is the policy's. */
export type BaseRequest =
  | { readonly method: 'fixed'; readonly amountFen: Fen }
  | { readonly method: 'per_head'; readonly perHeadFen?: Fen | undefined; readonly countedOn?: Day | undefined }
  | {
      readonly method: 'mean_of_years';
      readonly weights?: readonly DecimalText[] | undefined;
      readonly growth?: DecimalText | undefined;
      /** What the fund paid in years that these books do not hold. */
      readonly given?: readonly { readonly year: string; readonly fundFen: Fen }[] | undefined;
    }
  | {
      readonly method: 'composite';
      readonly outpatientHeads: number;
      readonly drgPoints: DecimalText;
      readonly bedDays: number;
      readonly perHeadFen?: Fen | undefined;
      readonly drgRateFen?: Fen | undefined;
      readonly bedDayRateFen?: Fen | undefined;
    };

export interface GatheredBase {
  readonly basis: BudgetBasis;
  readonly baseFen: Fen;
}

export interface BaseOf {
  readonly year: string;
  readonly pool: PoolId;
  readonly places: 'all' | readonly string[];
  readonly policy: PolicyVersion;
}

/** The operands of a request as registry and books hold them, and what they come to. */
export async function gatherBase(q: Queryable, of: BaseOf, request: BaseRequest): Promise<Outcome<GatheredBase, BudgetRefusal>> {
  const gathered = await basisOf(q, of, request);
  if (!gathered.ok) return gathered;
  const basis = gathered.value;
  if (request.method === 'fixed') return accept({ basis, baseFen: request.amountFen });
  if (basis.method === 'fixed' || basis.method === 'dealt') throw new Error(`${basis.method} is not worked out`);
  const { baseFen } = computeBase(basis, { budget: of.policy.budget, composite: of.policy.settlement.composite ?? null });
  return baseFen < 0 ? refuse({ code: 'budget.total_negative', facts: { totalFen: baseFen, method: basis.method } }) : accept({ basis, baseFen });
}

function basisOf(q: Queryable, of: BaseOf, request: BaseRequest): Promise<Outcome<BudgetBasis, BudgetRefusal>> {
  switch (request.method) {
    case 'fixed':
      return Promise.resolve(accept({ method: 'fixed' }));
    case 'per_head':
      return headsOf(q, of, request);
    case 'mean_of_years':
      return yearsOf(q, of, request);
    case 'composite':
      return Promise.resolve(partsOf(of, request));
    default:
      return unreachable(request);
  }
}

type RequestOf<Method extends BaseRequest['method']> = Extract<BaseRequest, { method: Method }>;

async function headsOf(q: Queryable, { year, pool, places, policy }: BaseOf, request: RequestOf<'per_head'>): Promise<Outcome<BudgetBasis, BudgetRefusal>> {
  const perHeadFen = request.perHeadFen ?? policy.budget.perHead[pool]?.value;
  if (perHeadFen === undefined) return refuse({ code: 'budget.per_head_missing', facts: { pool, policyId: policy.id } });
  const insutype = insutypes.find((code) => pool.startsWith(code));
  if (insutype === undefined) throw new Error(`${pool} belongs to no insurance type`);
  const countedOn = request.countedOn ?? `${year}-01-01`;
  const counted = await countBudgetHeads(q, policy.regionCode, insutype, countedOn, places, policy.budget.excludedIdentities.value);
  return accept({ method: 'per_head', countedOn, heads: [{ insutype, ...counted, perHeadFen }] });
}

async function yearsOf(q: Queryable, { year, pool, places, policy }: BaseOf, request: RequestOf<'mean_of_years'>): Promise<Outcome<BudgetBasis, BudgetRefusal>> {
  const weights = request.weights ?? policy.budget.yearWeights.value;
  const growth = request.growth ?? policy.budget.growth.value;
  const { closed } = await readMonthBooks(q, policy.regionCode);
  const past = weights.map((weight, at) => ({ year: String(Number(year) - weights.length + at), weight }));
  const years: BudgetYear[] = [];
  const open: string[] = [];
  for (const each of past) {
    const given = request.given?.find((one) => one.year === each.year);
    if (given) years.push({ ...each, fundFen: given.fundFen });
    else if (monthsOfYear(each.year).every((month) => closed.has(month))) {
      const spending = await listPoolSpending(q, policy.regionCode, pool, `${each.year}-01`, `${each.year}-12`);
      years.push({ ...each, fundFen: sumFen([...spending].filter(([code]) => places === 'all' || places.includes(code)).map(([, fundFen]) => fundFen)) });
    } else open.push(each.year);
  }
  return open.length > 0 ? refuse({ code: 'budget.years_not_closed', facts: { years: open } }) : accept({ method: 'mean_of_years', years, growth });
}

function partsOf({ policy }: BaseOf, request: RequestOf<'composite'>): Outcome<BudgetBasis, BudgetRefusal> {
  const terms = policy.settlement.composite;
  const { outpatientHeads, drgPoints, bedDays } = request;
  const perHeadFen = request.perHeadFen ?? terms?.outpatientPerHead.value;
  const drgRateFen = request.drgRateFen ?? terms?.drgRate.value;
  const bedDayRateFen = request.bedDayRateFen ?? terms?.bedDayRate.value;
  if (perHeadFen === undefined || drgRateFen === undefined || bedDayRateFen === undefined) {
    return refuse({ code: 'budget.composite_terms_missing', facts: { policyId: policy.id } });
  }
  return accept({ method: 'composite', outpatientHeads, perHeadFen, drgPoints, drgRateFen, bedDays, bedDayRateFen });
}
