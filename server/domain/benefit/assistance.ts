import type { Fen } from '@/server/domain/kernel/money';
import type { AssistanceRule } from '@/server/domain/policy/layer-terms';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import { payBetween, slicesOfYear, type LayerPay } from './layer-scale';

/** The first rule that names one of the person's classes; null for somebody who gets no assistance. */
export function findAssistanceRule(rules: readonly AssistanceRule[], classes: readonly IdentityClass[]): AssistanceRule | null {
  if (classes.length === 0) return null;
  return rules.find((rule) => rule.classes.some((each) => classes.includes(each))) ?? null;
}

/**
 * 医疗救助 on a visit that takes what the ladder left of the year's in-policy amount from `beforeFen` to `afterFen`, of which
 * assistance had paid `paidFen`. The start line counts the whole year, also days before the person was in the class.
 */
export function payAssistance(
  rule: AssistanceRule,
  year: { readonly beforeFen: Fen; readonly afterFen: Fen; readonly paidFen: Fen },
): LayerPay {
  const scale = { startFen: rule.start.value, points: '0.00', slices: rule.slices.value, maximumFen: rule.maximum.value };
  return {
    id: rule.id,
    variantId: null,
    startFen: scale.startFen,
    ...year,
    slices: slicesOfYear(scale, year.afterFen),
    maximumFen: scale.maximumFen,
    ...payBetween(scale, year),
  };
}
