import { countInsured, listYearCosts, listYearScores } from '@/db/queries/settlement-books';
import { lastDayOf } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { CompositeMember } from '@/server/domain/settlement/alliance-inputs';
import {
  type AllianceShare,
  type AllianceYear,
  type HeadCounts,
  type PoolGroup,
  allianceBasis,
  alliancesOf,
  headsOf,
  outpatientHeadsOf,
  poolGroups,
  sharesOf,
} from '@/server/domain/settlement/alliances-of-books';
import type { SettlementCourseRefusal } from '@/server/domain/settlement/course-refusals';
import { pointsOf, unscoredStays } from '@/server/domain/settlement/points-of-books';
import { keepsBack } from '@/server/domain/settlement/withholding';
import { type YearScore, claimedFen } from '@/server/domain/settlement/year-books';
import { type GatheredYear, type YearAtHand, assessedScores, withoutTerms } from './gather-year';
import type { AllianceTotalRequest, CompositeRequest, DeclaredOverspend, TotalKeptRequest } from './requests';

/** 医联体总额: heads by insurance, each insurance's money apart. */
export async function gatherAllianceTotal(at: YearAtHand, request: AllianceTotalRequest): Promise<GatheredYear> {
  const terms = at.policy.settlement.alliance_total;
  if (!terms) return withoutTerms(at.policy, 'alliance_total');
  const year = await allianceYear(at, request);
  const groups = poolGroups(false);
  const shared = sharesIn(at, year, groups);
  if (!shared.ok) return shared;
  const counts = await headCounts(at, year);
  const declared = request.reasonable ?? [];
  const lost = declared.find(({ poolId, code }) => !shared.value.some((share) => share.group.id === poolId && share.claim.code === code));
  if (lost) return refuse({ code: 'settlement.reasonable_without_line', facts: { poolId: lost.poolId, code: lost.code } });
  const pools = settledGroups(groups, shared.value).map(({ group, shares }) => ({
    id: group.id,
    alliances: shares.map((share) => ({
      ...share.claim,
      heads: headsOf(share, terms.perHead[group.insutype].value, counts[group.insutype]),
      reasonable: declaredFor(declared, group.id, share.claim.code),
    })),
  }));
  return accept({
    input: {
      method: 'alliance_total',
      staffShare: request.staffShare ?? terms.staffShare.value,
      reasonableOverspendFundShare: terms.reasonableOverspendFundShare.value,
      pools,
    },
    basis: allianceBasis(year, shared.value),
  });
}

function declaredFor(declared: readonly DeclaredOverspend[], poolId: string, code: string) {
  const found = declared.find((each) => each.poolId === poolId && each.code === code);
  return found === undefined ? null : { amountFen: found.amountFen, reason: found.reason, note: found.note };
}

/** 结余留用、超支不补: the total by heads, and special care by heads as a pool of its own where the policy parts them. */
export async function gatherTotalKept(at: YearAtHand, request: TotalKeptRequest): Promise<GatheredYear> {
  const terms = at.policy.settlement.total_kept_or_borne;
  if (!terms) return withoutTerms(at.policy, 'total_kept_or_borne');
  const year = await allianceYear(at, request);
  const groups = poolGroups(terms.specialPerHead !== undefined);
  const shared = sharesIn(at, year, groups);
  if (!shared.ok) return shared;
  const counts = await headCounts(at, year);
  const assessment = { withheldShare: terms.withheldShare.value, fullScore: terms.fullScore.value };
  const assessed = keepsBack(assessment) ? await assessedScores(at, 'alliance') : null;
  const pools = settledGroups(groups, shared.value).map(({ group, shares }) => {
    const kind = group.id.endsWith('-total') ? ('total' as const) : ('capitation' as const);
    const special = terms.specialPerHead?.[group.insutype].value ?? 0;
    const perHeadFen = kind === 'total' ? terms.perHead[group.insutype].value - special : special;
    const alliances = shares.map((share) => ({
      ...share.claim,
      heads: headsOf(share, perHeadFen, counts[group.insutype]),
      score: kind === 'total' ? (assessed?.get(share.alliance.id) ?? null) : null,
    }));
    return { id: group.id, kind, alliances };
  });
  return accept({ input: { method: 'total_kept_or_borne', assessment, pools }, basis: allianceBasis(year, shared.value) });
}

/** 多元复合: outpatient care by heads, stays at members by weights and days. */
export async function gatherComposite(at: YearAtHand, request: CompositeRequest): Promise<GatheredYear> {
  const terms = at.policy.settlement.composite;
  if (!terms) return withoutTerms(at.policy, 'composite');
  const year = await allianceYear(at, request);
  const groups = poolGroups(false);
  const shared = sharesIn(at, year, groups, (group) => group.pools.filter((pool) => !pool.endsWith('-inpatient')));
  if (!shared.ok) return shared;
  const scores = await listYearScores(at.tx, at.regionCode, at.from, at.to);
  const members = new Set(shared.value.flatMap(({ alliance }) => alliance.members));
  const inpatient = shared.value.flatMap(({ group }) => group.pools.filter((pool) => pool.endsWith('-inpatient')));
  const unscored = unscoredStays(scores, { pools: inpatient, codes: (code) => members.has(code), schemes: ['DRG', 'bed_day'] });
  if (unscored.length > 0) return refuse({ code: 'settlement.stays_without_score', facts: { places: unscored } });
  const counts = await headCounts(at, year);
  const pools = settledGroups(groups, shared.value).map(({ group, shares }) => ({
    id: group.id,
    outpatientPerHeadFen: approvedPerHeadOf(shares) ?? terms.outpatientPerHead.value,
    alliances: shares.map((share) => ({
      ...share.claim,
      outpatientHeads: outpatientHeadsOf(share, counts[group.insutype]),
      members: share.claim.members.map((member): CompositeMember => ({ ...member, ...staysAt(member.code, group, at, scores) })),
    })),
  }));
  return accept({
    input: { method: 'composite', drgRateFen: terms.drgRate.value, bedDayRateFen: terms.bedDayRate.value, pools },
    basis: allianceBasis(year, shared.value),
  });
}

/** What the approved budgets buy a head's outpatient care for, where one of them says so. */
function approvedPerHeadOf(shares: readonly AllianceShare[]): Fen | null {
  const [first] = shares.flatMap((share) => share.budgets.flatMap(({ basis }) => (basis.method === 'composite' ? [basis.perHeadFen] : [])));
  return first ?? null;
}

function staysAt(code: string, { insutype }: PoolGroup, at: YearAtHand, scores: readonly YearScore[]) {
  const pool = `${insutype}-inpatient` as const;
  const claim = at.books.claims.find((each) => each.pool === pool && each.institutionCode === code);
  const days = scores.filter((each) => each.pool === pool && each.institutionCode === code && each.scheme === 'bed_day');
  return {
    staysFen: claim === undefined ? 0 : claimedFen(claim),
    drgPoints: pointsOf(scores, pool, code, 'DRG'),
    bedDays: days.reduce((sum, each) => sum + each.bedDays * each.stays, 0),
  };
}

async function allianceYear(at: YearAtHand, request: { readonly deductions?: AllianceTotalRequest['deductions'] }): Promise<AllianceYear> {
  const excludedClasses = at.policy.budget.excludedIdentities.value;
  return {
    books: at.books,
    costs: await listYearCosts(at.tx, at.regionCode, at.from, at.to, excludedClasses),
    budgets: at.budgets.filter(({ scope }) => scope.kind === 'alliance'),
    deductions: request.deductions ?? [],
    excludedClasses,
  };
}

/** The alliances that have budgets; none at all, or one that nobody can be paid for, is refused. */
function sharesIn(
  at: YearAtHand,
  year: AllianceYear,
  groups: readonly PoolGroup[],
  costPools: (group: PoolGroup) => PoolGroup['pools'] = ({ pools }) => pools,
): Outcome<AllianceShare[], SettlementCourseRefusal> {
  if (year.budgets.length === 0) return refuse({ code: 'settlement.alliance_budget_missing', facts: { year: at.year } });
  const leads = new Map(alliancesOf(at.books).map(({ id, leadCode }) => [id, leadCode]));
  const named = [...new Set(year.budgets.flatMap(({ scope }) => (scope.kind === 'alliance' ? [scope.allianceId] : [])))].sort();
  const allianceIds = named.filter((id) => (leads.get(id) ?? null) === null);
  if (allianceIds.length > 0) return refuse({ code: 'settlement.alliance_without_lead', facts: { allianceIds } });
  return accept(groups.flatMap((group) => sharesOf(group, year, costPools(group))));
}

function settledGroups(groups: readonly PoolGroup[], shares: readonly AllianceShare[]): { group: PoolGroup; shares: AllianceShare[] }[] {
  return groups.map((group) => ({ group, shares: shares.filter((share) => share.group.id === group.id) })).filter((each) => each.shares.length > 0);
}

async function headCounts({ tx, regionCode, to }: YearAtHand, { excludedClasses }: AllianceYear): Promise<Record<'310' | '390', HeadCounts>> {
  const on = lastDayOf(to);
  const of = async (insutype: '310' | '390'): Promise<HeadCounts> => ({
    insured: await countInsured(tx, regionCode, insutype, on),
    excluded: await countInsured(tx, regionCode, insutype, on, excludedClasses),
  });
  return { '310': await of('310'), '390': await of('390') };
}
