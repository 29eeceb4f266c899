import { listBudgets } from '@/db/queries/budget';
import { listSpendingByInstitution } from '@/db/queries/month';
import { type PrepaymentLineRow, listYearPackages } from '@/db/queries/prepayment';
import { listInstitutions } from '@/db/queries/registry';
import type { Reach, Tx } from '@/db';
import { type Budget, limitOf } from '@/server/domain/budget/budget';
import { prepayment } from '@/server/domain/capitation/prepayment';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { sumFen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { PrepaymentBasis } from '@/server/domain/policy/budget-terms';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { monthPackage } from '@/server/domain/prepayment/packages';
import type { PrepaymentRefusal } from '@/server/domain/prepayment/prepayment-run';
import type { Institution } from '@/server/domain/registry/institution';

type Line = Omit<PrepaymentLineRow, 'regionCode' | 'month' | 'attempt'>;

export interface GatheredPrepayment {
  readonly basis: PrepaymentBasis;
  /** The share of fee for service, or the limit of a month's package. */
  readonly share: string;
  readonly lines: readonly Line[];
}

/** The lines of a month's run, as the policy bases them. */
export async function gatherPrepayment(tx: Tx, reach: Reach, month: Month, policy: PolicyVersion): Promise<Outcome<GatheredPrepayment, PrepaymentRefusal>> {
  const institutions = await listInstitutions(tx, reach.regionCode);
  const claims = await claimsOf(tx, reach, month, institutions);
  const basis = policy.prepayment.basis.value;
  if (basis === 'package') return gatherPackages(tx, reach, month, policy, institutions, claims);
  const share = policy.capitation.prepaymentShare;
  const priced = prepayment(claims.map(({ pool, ...claim }) => ({ ...claim, poolId: pool })), share);
  // The priced lines come in the order of the claims.
  const lines = claims.map((claim, at) => ({ ...claim, ...noPackage, amountFen: priced.lines[at]?.amountFen ?? 0 }));
  return accept({ basis, share: share.value, lines });
}

type Claim = Pick<Line, 'institutionCode' | 'pool' | 'feeForServiceFen'>;

const noPackage = { budgetId: null, budgetVersion: null, yearFen: null, otherMonthsFen: null };

/** Places outside the region are paid through the clearing between regions, not ahead from here. */
async function claimsOf(tx: Tx, reach: Reach, month: Month, institutions: readonly Institution[]): Promise<Claim[]> {
  const outside = new Set(institutions.filter(({ level }) => level === 'out_of_region').map(({ code }) => code));
  const spending = await listSpendingByInstitution(tx, reach, month);
  return spending
    .filter((row) => row.feeForServiceFen !== 0 && !outside.has(row.institutionCode))
    .map(({ institutionCode, pool, feeForServiceFen }) => ({ institutionCode, pool, feeForServiceFen }));
}

async function gatherPackages(
  tx: Tx,
  reach: Reach,
  month: Month,
  policy: PolicyVersion,
  institutions: readonly Institution[],
  claims: readonly Claim[],
): Promise<Outcome<GatheredPrepayment, PrepaymentRefusal>> {
  const { payee, monthlyLimit } = policy.prepayment;
  const scope = payee.value === 'alliance_lead' ? 'alliance' : 'institution';
  const budgets = (await listBudgets(tx, reach, month.slice(0, 4))).filter((budget) => budget.scope.kind === scope);
  const { paid, months } = await listYearPackages(tx, reach.regionCode, month.slice(0, 4), month);
  const refusals: PrepaymentRefusal[] = [];
  const lines = budgets.flatMap((budget): Line[] => {
    const payeeCode = payeeOf(budget, institutions);
    if (payeeCode === null) {
      refusals.push({ code: 'prepayment.alliance_without_lead', facts: { allianceId: budget.scope.kind === 'alliance' ? budget.scope.allianceId : '' } });
      return [];
    }
    const own = <Row extends { institutionCode: string; pool: string }>(row: Row) => row.institutionCode === payeeCode && row.pool === budget.pool;
    const yearFen = limitOf(budget);
    // A package counts against its budget whoever led the alliance then; what was paid ahead otherwise, against its institution's.
    const otherMonthsFen = sumFen(paid.filter((row) => (row.budgetId === null ? own(row) : row.budgetId === budget.id)).map((row) => row.amountFen));
    const { amountFen } = monthPackage({ yearFen, otherMonthsFen }, month, months, monthlyLimit);
    const feeForServiceFen = claims.find(own)?.feeForServiceFen ?? 0;
    return [{ institutionCode: payeeCode, pool: budget.pool, feeForServiceFen, budgetId: budget.id, budgetVersion: budget.version, yearFen, otherMonthsFen, amountFen }];
  });
  const [first, ...others] = refusals;
  return first ? refuse(first, ...others) : accept({ basis: 'package', share: monthlyLimit.value, lines });
}

function payeeOf({ scope }: Budget, institutions: readonly Institution[]): string | null {
  if (scope.kind === 'institution') return scope.institutionCode;
  if (scope.kind === 'region') return null;
  return institutions.find(({ allianceId, role }) => allianceId === scope.allianceId && role === 'lead')?.code ?? null;
}
