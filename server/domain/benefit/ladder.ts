import type { Fen } from '@/server/domain/kernel/money';
import type { Ladder, LadderVariant } from '@/server/domain/policy/layer-terms';
import type { Insutype } from '@/server/domain/registry/codes';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import { payBetween, scaledStart, slicesOfYear, type LayerPay, type LayerScale } from './layer-scale';

/** The ladder of an insurance, or null where the policy has none. */
export function findLadder(ladders: readonly Ladder[], insutype: Insutype): Ladder | null {
  return ladders.find((ladder) => ladder.insutypes.includes(insutype)) ?? null;
}

/** The first variant that names one of the person's classes. */
export function findVariant(ladder: Ladder, classes: readonly IdentityClass[]): LadderVariant | null {
  if (classes.length === 0) return null;
  return ladder.variants.find((variant) => variant.classes.some((each) => classes.includes(each))) ?? null;
}

/**
 * 大病保险 on a visit that takes the year's in-policy self-paid amount from `beforeFen` to `afterFen`, of which the ladder had paid
 * `paidFen`. `classes` are those the person holds on the visit's day.
 */
export function payLadder(
  ladder: Ladder,
  classes: readonly IdentityClass[],
  year: { readonly beforeFen: Fen; readonly afterFen: Fen; readonly paidFen: Fen },
): LayerPay {
  const variant = findVariant(ladder, classes);
  const scale = scaleOf(ladder, variant);
  return {
    id: ladder.id,
    variantId: variant?.id ?? null,
    startFen: scale.startFen,
    ...year,
    slices: slicesOfYear(scale, year.afterFen),
    maximumFen: scale.maximumFen,
    ...payBetween(scale, year),
  };
}

function scaleOf(ladder: Ladder, variant: LadderVariant | null): LayerScale {
  const { start, slices, maximum } = ladder;
  return {
    startFen: variant === null ? start.value : scaledStart(start.value, variant.startFactor.value),
    points: variant?.points.value ?? '0.00',
    slices: slices.value,
    maximumFen: variant === null ? maximum.value : variant.maximum.value,
  };
}
