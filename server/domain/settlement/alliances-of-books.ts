import type { Budget } from '@/server/domain/budget/budget';
import { compareCodes } from '@/server/domain/kernel/allocate';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import { type Insutype, insutypes } from '@/server/domain/registry/codes';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import type { AllianceClaim, Heads } from './alliance-inputs';
import type { Deduction, GatheredBasis, LeftOut } from './basis';
import { outsideCodes } from './points-of-books';
import { type YearBooks, type YearCost, basisOf, claimedFen, deductedFen, frozen, leftOutOf, otherPools } from './year-books';

/** Pools of the books that one pool of the statement settles together: one insurance's money stays its own. */
export interface PoolGroup {
  readonly id: string;
  readonly insutype: Insutype;
  readonly pools: readonly PoolId[];
}

/** Everything of each insurance; with `specialApart`, special and chronic outpatient care beside the rest. */
export function poolGroups(specialApart: boolean): PoolGroup[] {
  return insutypes.flatMap((insutype): PoolGroup[] => {
    const own = poolIds.filter((pool) => pool.startsWith(`${insutype}-`));
    const special: PoolId = `${insutype}-special`;
    if (!specialApart) return [{ id: `${insutype}-total`, insutype, pools: own }];
    return [
      { id: `${insutype}-total`, insutype, pools: own.filter((pool) => pool !== special) },
      { id: special, insutype, pools: [special] },
    ];
  });
}

export interface YearAlliance {
  readonly id: string;
  /** Its lead hospital; null when none is registered, which nothing can be paid to. */
  readonly leadCode: string | null;
  /** Its institutions, the lead among them, in order of codes. */
  readonly members: readonly string[];
}

export function alliancesOf(books: YearBooks): YearAlliance[] {
  const ids = [...new Set(books.places.flatMap(({ allianceId }) => (allianceId === null ? [] : [allianceId])))].sort(compareCodes);
  return ids.map((id) => {
    const own = books.places.filter(({ allianceId }) => allianceId === id);
    const members = own.map(({ code }) => code).sort(compareCodes);
    return { id, leadCode: own.find(({ allianceRole }) => allianceRole === 'lead')?.code ?? null, members };
  });
}

export interface AllianceYear {
  readonly books: YearBooks;
  readonly costs: readonly YearCost[];
  /** The budgets of the year that are an alliance's. */
  readonly budgets: readonly Budget[];
  readonly deductions: readonly Deduction[];
  readonly excludedClasses: readonly IdentityClass[];
}

/** An alliance with a budget in a group of pools, and what its people and places cost in them. */
export interface AllianceShare {
  readonly group: PoolGroup;
  readonly alliance: YearAlliance;
  readonly budgets: readonly Budget[];
  readonly claim: AllianceClaim;
}

/** What each alliance that has a budget spent; an alliance without one in the group is left out of it. */
export function sharesOf(group: PoolGroup, year: AllianceYear, costPools: readonly PoolId[] = group.pools): AllianceShare[] {
  return alliancesOf(year.books).flatMap((alliance): AllianceShare[] => {
    const budgets = budgetsOf(alliance.id, group.pools, year.budgets);
    if (budgets.length === 0 || alliance.leadCode === null) return [];
    return [{ group, alliance, budgets, claim: claimOf(alliance, alliance.leadCode, budgets, group, year, costPools) }];
  });
}

function budgetsOf(allianceId: string, pools: readonly PoolId[], budgets: readonly Budget[]): Budget[] {
  return budgets.filter(({ scope, pool }) => pools.includes(pool) && scope.kind === 'alliance' && scope.allianceId === allianceId);
}

/** People are the alliance's when the institution near their home is; their costs count wherever they arise. */
function claimOf(alliance: YearAlliance, lead: string, budgets: readonly Budget[], group: PoolGroup, year: AllianceYear, costPools: readonly PoolId[]): AllianceClaim {
  const { members } = alliance;
  const costs = year.costs.filter((cost) => costPools.includes(cost.pool));
  const isInside = (cost: YearCost) => !cost.excluded && cost.homeCode !== null && members.includes(cost.homeCode);
  const sum = (code: string, inside: boolean): Fen => sumFen(costs.filter((cost) => cost.institutionCode === code && isInside(cost) === inside).map((cost) => cost.amountFen));
  const others = [...new Set(costs.filter((cost) => isInside(cost) && !members.includes(cost.institutionCode)).map((cost) => cost.institutionCode))].sort(compareCodes);
  const prepaidFen = (code: string) => sumFen(year.books.claims.filter((claim) => group.pools.includes(claim.pool) && claim.institutionCode === code).map((claim) => claim.prepaidFen));
  return {
    code: lead,
    budgetFen: sumFen(budgets.map((budget) => budget.baseFen)),
    adjustmentFen: sumFen(budgets.map((budget) => budget.adjustmentFen)),
    members: members.map((code) => ({ code, insideFen: sum(code, true), outsideFen: sum(code, false), prepaidFen: prepaidFen(code) })),
    elsewhere: others.map((code) => ({ code, insideFen: sum(code, true) })),
    deductionsFen: deductedFen(year.deductions, group.pools, members),
  };
}

/** Insured people as the budgets counted them, or, where they were set without heads, as the registry does. */
export function headsOf(share: AllianceShare, perHeadFen: Fen, counted: HeadCounts): Heads {
  const heads = share.budgets.flatMap(({ basis }) => (basis.method === 'per_head' ? basis.heads : [])).find(({ insutype }) => insutype === share.group.insutype);
  if (heads !== undefined) return { insured: heads.insured, excluded: heads.excluded, perHeadFen };
  const at = (counts: ReadonlyMap<string, number>) => sumFen(share.alliance.members.map((code) => counts.get(code) ?? 0));
  return { insured: at(counted.insured), excluded: at(counted.excluded), perHeadFen };
}

/** Outpatient heads as the composite budgets hold them; otherwise as the registry counts them. */
export function outpatientHeadsOf(share: AllianceShare, counted: HeadCounts): number {
  const composites = share.budgets.flatMap(({ basis }) => (basis.method === 'composite' ? [basis.outpatientHeads] : []));
  if (composites.length > 0) return sumFen(composites);
  const { insured, excluded } = headsOf(share, 0, counted);
  return insured - excluded;
}

/** People of one insurance on the last day of the year, by the institution near their home. */
export interface HeadCounts {
  readonly insured: ReadonlyMap<string, number>;
  readonly excluded: ReadonlyMap<string, number>;
}

/** How the shares of a year were gathered. */
export function allianceBasis(year: AllianceYear, shares: readonly AllianceShare[]): GatheredBasis {
  const { books, excludedClasses } = year;
  const groups = [...new Map(shares.map(({ group }) => [group.id, group])).values()];
  const pools = poolIds.filter((pool) => groups.some((group) => group.pools.includes(pool)));
  const budgets = shares.flatMap((share) => share.budgets.map(frozen));
  return basisOf(books, {
    pools,
    ledgerPools: Object.fromEntries(groups.map(({ id, pools: behind }) => [id, behind])),
    groups: Object.fromEntries(shares.map(({ claim, alliance }) => [claim.code, alliance.members])),
    budgets,
    excludedClasses,
    leftOut: [...leftOutOfAlliances(books, shares, groups), ...otherPools(books, pools)],
  });
}

function leftOutOfAlliances(books: YearBooks, shares: readonly AllianceShare[], groups: readonly PoolGroup[]): LeftOut[] {
  const outside = outsideCodes(books);
  const inAlliance = new Set(books.places.filter(({ allianceId }) => allianceId !== null).map(({ code }) => code));
  const settled = new Set(shares.flatMap(({ group, alliance }) => alliance.members.map((code) => `${group.id}/${code}`)));
  return groups.flatMap((group) =>
    books.claims
      .filter((claim) => group.pools.includes(claim.pool) && claimedFen(claim) !== 0 && !settled.has(`${group.id}/${claim.institutionCode}`))
      .map((claim) => leftOutOf(outside.has(claim.institutionCode) ? 'out_of_region' : inAlliance.has(claim.institutionCode) ? 'no_budget' : 'no_alliance', claim)),
  );
}
