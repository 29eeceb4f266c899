import type { Fen } from '@/server/domain/kernel/money';
import type { LayerTerms } from '@/server/domain/policy/layer-terms';
import type { Insutype, MedType } from '@/server/domain/registry/codes';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import { findAssistanceRule, payAssistance } from './assistance';
import { findLadder, payLadder } from './ladder';
import type { LayerPay } from './layer-scale';

/** What a person's visits of one benefit year, whatever their accumulation, have left to the layers above basic insurance. */
export interface LayerTotals {
  /** In-policy amounts that basic insurance did not pay. */
  readonly selfPaidFen: Fen;
  readonly ladderFen: Fen;
  readonly assistanceFen: Fen;
}

export const nothingLayered: LayerTotals = { selfPaidFen: 0, ladderFen: 0, assistanceFen: 0 };

/** What the layers ask of a visit that basic insurance has paid. */
export interface LayerFacts {
  readonly insutype: Insutype;
  readonly medType: MedType;
  /** What is in the policy and basic insurance did not pay: deductible, own share, what lies above its maximum. */
  readonly inPolicySelfPaidFen: Fen;
  /** The classes the person holds on the visit's day. */
  readonly identityClasses: readonly IdentityClass[];
}

/** What the layers above basic insurance pay for one visit. */
export interface Layers {
  /** What the visit adds to the year's in-policy self-paid amount. */
  readonly selfPaidFen: Fen;
  /** Null where the policy has no such layer for the visit and its person. */
  readonly ladder: LayerPay | null;
  readonly assistance: LayerPay | null;
  readonly ladderFen: Fen;
  readonly assistanceFen: Fen;
  readonly before: LayerTotals;
  readonly after: LayerTotals;
}

/**
 * 大病保险, then 医疗救助, over the year's in-policy self-paid amount: first the ladder, then assistance on what it left. Both pay
 * the difference that this visit makes to the year, so that the sum over a year is exact whatever its visits.
 *
 * Null for care that the policy does not count; it leaves the totals alone.
 */
export function payLayers(terms: LayerTerms, facts: LayerFacts, before: LayerTotals): Layers | null {
  if (!terms.layeredMedTypes.value.includes(facts.medType)) return null;
  const selfPaidFen = facts.inPolicySelfPaidFen;
  const yearFen = before.selfPaidFen + selfPaidFen;
  const ladderTerms = findLadder(terms.ladders, facts.insutype);
  const ladder = ladderTerms && payLadder(ladderTerms, facts.identityClasses, { beforeFen: before.selfPaidFen, afterFen: yearFen, paidFen: before.ladderFen });
  const ladderFen = ladder?.payFen ?? 0;
  const rule = findAssistanceRule(terms.assistance, facts.identityClasses);
  const assistance =
    rule &&
    payAssistance(rule, {
      beforeFen: before.selfPaidFen - before.ladderFen,
      afterFen: yearFen - before.ladderFen - ladderFen,
      paidFen: before.assistanceFen,
    });
  const assistanceFen = assistance?.payFen ?? 0;
  const after = { selfPaidFen: yearFen, ladderFen: before.ladderFen + ladderFen, assistanceFen: before.assistanceFen + assistanceFen };
  return { selfPaidFen, ladder, assistance, ladderFen, assistanceFen, before, after };
}
