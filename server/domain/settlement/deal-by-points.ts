import { allocate } from '@/server/domain/kernel/allocate';
import { exact, roundHalfUp, type Exact, type Fen } from '@/server/domain/kernel/money';

export interface PointsShare {
  readonly code: string;
  /** What the institution's part is measured by: what it was paid by fee for service, or the scores of its stays. */
  readonly weight: Exact;
  /** What it owes instead of having a part, never positive; absent where nobody does. */
  readonly owedBackFen?: Fen;
}

export interface Dealt {
  readonly code: string;
  readonly weight: Exact;
  readonly points: Exact;
  readonly entitlementFen: Fen;
}

export interface PointsDealing {
  /** Fen a point, exact; null where there are no points. */
  readonly valueFen: Exact | null;
  readonly totalWeight: Exact;
  readonly shares: readonly Dealt[];
}

/**
 * The points engine: a total is dealt out by weights, by largest remainder, ties by code. Points are the same parts of
 * `totalPoints`, so they and their value are shown, and the money never passes through a rounded value of a point.
 */
export function dealByPoints(totalFen: Fen, totalPoints: Exact, claims: readonly PointsShare[]): PointsDealing {
  const totalWeight = claims.reduce((sum, { weight }) => sum.plus(weight), exact(0));
  const owedBackFen = claims.reduce((sum, claim) => sum + (claim.owedBackFen ?? 0), 0);
  const parts = allocate(totalFen - owedBackFen, claims);
  return {
    valueFen: totalPoints.isZero() ? null : exact(totalFen).dividedBy(totalPoints),
    totalWeight,
    shares: claims.map(({ code, weight, owedBackFen: owed = 0 }, index) => ({
      code,
      weight: totalWeight.isZero() ? exact(0) : weight.dividedBy(totalWeight),
      points: totalWeight.isZero() ? exact(0) : totalPoints.times(weight).dividedBy(totalWeight),
      entitlementFen: (parts[index] ?? 0) + owed,
    })),
  };
}

/** What points are worth at a rate fixed beforehand, rounded half-up once. */
export function worthOfPoints(points: Exact, rateFen: Fen): Fen {
  return roundHalfUp(points.times(rateFen));
}
