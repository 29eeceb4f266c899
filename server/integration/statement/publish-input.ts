import { formatYuan } from '@/server/domain/kernel/money';
import { unreachable } from '@/server/domain/kernel/outcome';
import type { AllianceClaim, AllianceTotalClaim, CompositeMember, Heads, MemberClaim } from '@/server/domain/settlement/alliance-inputs';
import type { BudgetedClaim, CeilingClaim } from '@/server/domain/settlement/ceiling-inputs';
import type { PointsClaim, PointsPool } from '@/server/domain/settlement/points-inputs';
import type { SettlementInput } from '@/server/domain/settlement/statement';

export type Published = Readonly<Record<string, unknown>>;

/** One pool of a document: its own keys, and the lines it settles, by the name their list has. */
export interface PublishedPool {
  readonly id: string;
  readonly head: Published;
  readonly list: 'institutions' | 'alliances';
  readonly claims: readonly (Published & { readonly code: string })[];
}

export interface PublishedInput {
  readonly head: Published;
  /** Where the first pool's keys stand at the top of the document, as per-head ceilings have them. */
  readonly top: PublishedPool | null;
  /** The key under which the other pools stand, and what stands beside them. */
  readonly pools: readonly PublishedPool[];
  readonly beside: Published | null;
}

/** The inputs of a settlement as a document holds them, amounts in yuan text. */
export function publishedInput(input: SettlementInput): PublishedInput {
  const carried = input.carried === undefined ? {} : { carried: input.carried.map(({ poolId, code, amountFen }) => ({ pool: poolId, code, amount: formatYuan(amountFen) })) };
  switch (input.method) {
    case 'points': {
      const { method, institutionShare, reading, assessment } = input;
      return plain({ method, institutionShare, reading, ...(assessment === undefined ? {} : { assessment }), ...carried }, input.pools.map(pointsPool));
    }
    case 'per_head_ceiling': {
      const { method, poolId, perHeadFen, overspendShare, surplusReward, budgeted } = input;
      const top: PublishedPool = { id: poolId, head: {}, list: 'institutions', claims: input.institutions.map(township) };
      const pools = (budgeted?.pools ?? []).map(({ id, institutions }): PublishedPool => ({ id, head: { id }, list: 'institutions', claims: institutions.map(budgetedClaim) }));
      const beside = budgeted === undefined ? null : { overspendShare: budgeted.overspendShare, surplusShare: budgeted.surplusShare };
      return { head: { method, pool: poolId, perHead: formatYuan(perHeadFen), overspendShare, surplusReward, ...carried }, top, pools, beside };
    }
    case 'alliance_total': {
      const { method, staffShare, reasonableOverspendFundShare } = input;
      const pools = input.pools.map(({ id, alliances }) => alliancePool(id, { id }, alliances.map((claim) => ({ ...allianceOf(claim, memberOf), ...headsOf(claim.heads), ...reasonableOf(claim) }))));
      return plain({ method, staffShare, reasonableOverspendFundShare, ...carried }, pools);
    }
    case 'total_kept_or_borne': {
      const { method, assessment } = input;
      const pools = input.pools.map(({ id, kind, alliances }) =>
        alliancePool(id, { id, kind }, alliances.map((claim) => ({ ...allianceOf(claim, memberOf), ...headsOf(claim.heads), ...(claim.score === null ? {} : { score: claim.score }) }))),
      );
      return plain({ method, ...assessment, ...carried }, pools);
    }
    case 'composite': {
      const { method, drgRateFen, bedDayRateFen } = input;
      const pools = input.pools.map(({ id, outpatientPerHeadFen, alliances }) =>
        alliancePool(id, { id, outpatientPerHead: formatYuan(outpatientPerHeadFen) }, alliances.map((claim) => ({ ...allianceOf(claim, compositeMember), outpatientHeads: claim.outpatientHeads }))),
      );
      return plain({ method, drgRate: formatYuan(drgRateFen), bedDayRate: formatYuan(bedDayRateFen), ...carried }, pools);
    }
    default:
      return unreachable(input);
  }
}

function plain(head: Published, pools: readonly PublishedPool[]): PublishedInput {
  return { head, top: null, pools, beside: null };
}

function pointsPool(pool: PointsPool): PublishedPool {
  const { scoring } = pool;
  const head = {
    id: pool.id,
    budget: formatYuan(pool.budgetFen),
    adjustment: formatYuan(pool.adjustmentFen),
    feeForService: formatYuan(pool.feeForServiceFen),
    outOfRegion: formatYuan(pool.outOfRegionFen),
    specialFees: formatYuan(pool.specialFeesFen),
    persons: pool.persons,
    ...(scoring === undefined ? {} : { scoring: { scheme: scoring.scheme, ...(scoring.rateFen === undefined ? {} : { pointRate: formatYuan(scoring.rateFen) }) } }),
  };
  return { id: pool.id, head, list: 'institutions', claims: pool.institutions.map(pointsClaim) };
}

function pointsClaim(claim: PointsClaim) {
  return {
    code: claim.code,
    fund: formatYuan(claim.fundFen),
    special: formatYuan(claim.specialFen),
    prepaid: formatYuan(claim.prepaidFen),
    deductions: formatYuan(claim.deductionsFen),
    ...(claim.points === undefined ? {} : { recordedPoints: claim.points }),
    ...(claim.score === undefined ? {} : { score: claim.score }),
  };
}

function township(claim: CeilingClaim) {
  return {
    code: claim.code,
    insured: claim.insured,
    feeForService: formatYuan(claim.feeForServiceFen),
    prepaid: formatYuan(claim.prepaidFen),
    deductions: formatYuan(claim.deductionsFen),
    ...(claim.budgetFen === undefined ? {} : { budget: formatYuan(claim.budgetFen) }),
    ...(claim.adjustmentFen === undefined ? {} : { adjustment: formatYuan(claim.adjustmentFen) }),
  };
}

function budgetedClaim(claim: BudgetedClaim) {
  return {
    code: claim.code,
    years: claim.years.map(({ year, fundFen, weight }) => ({ year, fund: formatYuan(fundFen), weight })),
    growth: claim.growth,
    budget: formatYuan(claim.budgetFen),
    adjustment: formatYuan(claim.adjustmentFen),
    feeForService: formatYuan(claim.feeForServiceFen),
    prepaid: formatYuan(claim.prepaidFen),
    deductions: formatYuan(claim.deductionsFen),
  };
}

function alliancePool(id: string, head: Published, claims: PublishedPool['claims']): PublishedPool {
  return { id, head, list: 'alliances', claims };
}

function allianceOf<Member extends MemberClaim>(claim: AllianceClaim & { readonly members: readonly Member[] }, member: (member: Member) => Published) {
  return {
    code: claim.code,
    budget: formatYuan(claim.budgetFen),
    adjustment: formatYuan(claim.adjustmentFen),
    members: claim.members.map(member),
    elsewhere: claim.elsewhere.map(({ code, insideFen }) => ({ code, inside: formatYuan(insideFen) })),
    deductions: formatYuan(claim.deductionsFen),
  };
}

function memberOf(member: MemberClaim) {
  return { code: member.code, inside: formatYuan(member.insideFen), outside: formatYuan(member.outsideFen), prepaid: formatYuan(member.prepaidFen) };
}

function compositeMember(member: CompositeMember) {
  return { ...memberOf(member), stays: formatYuan(member.staysFen), drgPoints: member.drgPoints, bedDays: member.bedDays };
}

function headsOf({ insured, excluded, perHeadFen }: Heads) {
  return { insured, excluded, perHead: formatYuan(perHeadFen) };
}

function reasonableOf({ reasonable }: AllianceTotalClaim): Published {
  return reasonable === null ? {} : { reasonableOverspend: { amount: formatYuan(reasonable.amountFen), reason: reasonable.reason, note: reasonable.note } };
}
