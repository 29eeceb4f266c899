import type { Fen } from '@/server/domain/kernel/money';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { ReportedAmounts } from '@/server/domain/visit/visit';
import type { Adjudication } from './adjudication';
import { parseRate, paySlices } from './rate';

/** How the hospital's own figure stands to ours, in the order in which they are looked for. */
export const differenceKinds = [
  'equal',
  'enhancement_not_given',
  'not_signed',
  'over_maximum',
  'wrong_deductible',
  'wrong_rate',
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
 * `policy` is the version the adjudication names: it says what a contract would have added.
 */
export function classifyDifference(ours: Adjudication, reported: ReportedAmounts, policy: PolicyVersion): Difference | null {
  const { reportedPoolFen } = reported;
  if (reportedPoolFen === null) return null;
  return { kind: kindOf(ours, reported, reportedPoolFen, policy), differenceFen: reportedPoolFen - ours.payFen };
}

function kindOf(ours: Adjudication, reported: ReportedAmounts, poolFen: Fen, policy: PolicyVersion): DifferenceKind {
  if (poolFen === ours.payFen) return 'equal';
  if (ours.enhancementFen > 0 && poolFen === ours.payFen - ours.enhancementFen) return 'enhancement_not_given';
  if (ours.contractId === null && payHadTheyBeenSigned(ours, policy).includes(poolFen)) return 'not_signed';
  if (ours.maximumLeftFen !== null && poolFen > ours.maximumLeftFen) return 'over_maximum';
  if (reported.reportedDeductibleFen === null) return 'other';
  if (reported.reportedDeductibleFen !== ours.deductiblePaidFen) return 'wrong_deductible';
  return ours.baseFen > 0 ? 'wrong_rate' : 'other';
}

/** What the fund would have paid under each enhancement the policy offers. */
function payHadTheyBeenSigned(ours: Adjudication, policy: PolicyVersion): Fen[] {
  const ceiling = parseRate(policy.benefit.rateCeiling.value);
  return policy.benefit.enhancements.map((enhancement) => {
    const points = parseRate(enhancement.points.value);
    const payFen = paySlices(
      ours.slices.map(({ baseFen, baseRate }) => ({ baseFen, rate: Math.min(parseRate(baseRate) + points, ceiling) })),
    );
    return ours.maximumLeftFen === null ? payFen : Math.min(payFen, ours.maximumLeftFen);
  });
}
