import type { Fen } from '@/server/domain/kernel/money';
import { findPlan } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { ReportedAmounts } from '@/server/domain/visit/visit';
import { payWithEnhancements } from './adjudicate';
import type { Adjudication, AppliedEnhancement, VisitFacts } from './adjudication';
import { applies, appliedFrom } from './enhancements';

/** How the hospital's own figure stands to ours, in the order in which they are looked for. */
export const differenceKinds = [
  'equal',
  'enhancement_not_given',
  'not_signed',
  'over_maximum',
  'wrong_deductible',
  'wrong_rate',
  'layers_differ',
  'other',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

export interface Difference {
  readonly kind: DifferenceKind;
  /** Reported minus ours: positive when the hospital claimed more from the fund. */
  readonly differenceFen: Fen;
}

/**
 * Compare what the hospital settled (hifp_pay) with what the policy gives. Null when it reported nothing to compare.
 * `policy` is the version the adjudication names, `facts` those it was made from: they say what a contract would have added.
 */
export function classifyDifference(ours: Adjudication, reported: ReportedAmounts, policy: PolicyVersion, facts: VisitFacts): Difference | null {
  const { reportedPoolFen } = reported;
  if (reportedPoolFen === null) return null;
  if (reportedPoolFen === ours.payFen) return comparedLayers(ours, reported) ?? { kind: 'equal', differenceFen: 0 };
  return { kind: kindOf(ours, reported, reportedPoolFen, policy, facts), differenceFen: reportedPoolFen - ours.payFen };
}

/**
 * Where basic insurance agrees, the total of all funds (fund_pay_sumamt) may still lack the ladder or assistance. Some systems count
 * the personal account into that total; both readings are taken for right.
 */
function comparedLayers({ layers, payFen }: Adjudication, { reportedFundFen, reportedAccountFen }: ReportedAmounts): Difference | null {
  if (layers === null || reportedFundFen === null) return null;
  const differenceFen = reportedFundFen - payFen - layers.ladderFen - layers.assistanceFen;
  return differenceFen === 0 || differenceFen === reportedAccountFen ? null : { kind: 'layers_differ', differenceFen };
}

function kindOf(ours: Adjudication, reported: ReportedAmounts, poolFen: Fen, policy: PolicyVersion, facts: VisitFacts): DifferenceKind {
  if (poolFen === ours.payFen) return 'equal';
  if (ours.enhancementFen > 0 && payWithSomeForgotten(ours, policy, facts).includes(poolFen)) return 'enhancement_not_given';
  if (ours.contractId === null && payHadTheyBeenSigned(ours, policy, facts).includes(poolFen)) return 'not_signed';
  if (ours.maximumLeftFen !== null && poolFen > ours.maximumLeftFen) return 'over_maximum';
  if (reported.reportedDeductibleFen === null) return 'other';
  if (reported.reportedDeductibleFen !== ours.deductiblePaidFen) return 'wrong_deductible';
  return ours.baseFen > 0 ? 'wrong_rate' : 'other';
}

/** What the fund would have paid without any enhancement, and with all but one of several. */
function payWithSomeForgotten(ours: Adjudication, policy: PolicyVersion, facts: VisitFacts): Fen[] {
  const given = ours.enhancements;
  if (given.length < 2) return [ours.payWithoutFen];
  return [ours.payWithoutFen, ...given.map((forgotten) => payWith(ours, policy, facts, given.filter((each) => each !== forgotten)))];
}

/** What the fund would have paid under each enhancement that the policy has for such a visit, and under all of them. */
function payHadTheyBeenSigned(ours: Adjudication, policy: PolicyVersion, facts: VisitFacts): Fen[] {
  const offered = policy.benefit.enhancements.filter((each) => applies(each, facts)).map((each) => appliedFrom(each, facts.retired));
  if (offered.length === 0) return [];
  const alone = offered.map((each) => payWith(ours, policy, facts, [each]));
  return offered.length < 2 ? alone : [...alone, payWith(ours, policy, facts, offered)];
}

function payWith(ours: Adjudication, policy: PolicyVersion, facts: VisitFacts, enhancements: readonly AppliedEnhancement[]): Fen {
  const plan = findPlan(policy, facts.insutype, facts.medType);
  return plan === null ? 0 : payWithEnhancements(facts, policy, plan, ours.before, enhancements).chosen.payFen;
}
