import { inFen, inNumber, inRate, inText, type Quantity, type WorkingStep } from '@/server/domain/policy/cited';
import type { Ladder, LadderVariant, LayerTerms } from '@/server/domain/policy/layer-terms';
import type { LayerPay } from './layer-scale';
import type { Layers } from './layers';
import { following, step } from './working-step';

/**
 * The working of the layers above basic insurance, each step with its clause; none when there was no layer to pay.
 *
 * @throws RangeError when `terms` are not those that the layers were paid by.
 */
export function explainLayers(layers: Layers, terms: LayerTerms): WorkingStep[] {
  const { ladder, assistance } = layers;
  if (ladder === null && assistance === null) return [];
  return [yearStep(layers, terms), ...(ladder === null ? [] : ladderSteps(ladder, terms)), ...(assistance === null ? [] : assistanceSteps(assistance, terms))];
}

function yearStep({ selfPaidFen, before, after }: Layers, terms: LayerTerms): WorkingStep {
  const operands = { selfBefore: inFen(before.selfPaidFen), self: inFen(selfPaidFen) };
  return following(terms.layeredMedTypes, step('benefit.layered_year', 'year = in-policy self-paid before + E − pay', operands, inFen(after.selfPaidFen)));
}

function ladderSteps(pay: LayerPay, terms: LayerTerms): WorkingStep[] {
  const ladder = terms.ladders.find((each) => each.id === pay.id);
  const variant = ladder?.variants.find((each) => each.id === pay.variantId) ?? null;
  if (ladder === undefined || (variant === null && pay.variantId !== null)) throw new RangeError(`no ladder ${pay.id} ${pay.variantId ?? ''}`);
  const start = ladderStartStep(pay, ladder, variant);
  if (pay.dueAfterFen === 0) {
    const operands = { selfYear: inFen(pay.afterFen), start: inFen(pay.startFen) };
    return [start, step('benefit.ladder', 'ladder = 0, the year is not above the start line', operands, inFen(0))];
  }
  const points = variant === null ? [] : [following(variant.points, step('benefit.ladder_points', 'points on every slice', { layer: inText(variant.name) }, inRate(variant.points.value)))];
  const year = following(ladder.slices, step('benefit.ladder_year', 'L = half-up(Σ base × rate)', sliceOperands(pay), inFen(pay.dueAfterFen)));
  const dues = { dueAfter: inFen(pay.dueAfterFen), dueBefore: inFen(pay.dueBeforeFen) };
  if (pay.maximumFen === null) return [start, ...points, year, following(variant?.maximum, step('benefit.ladder', 'ladder = L − L before', dues, inFen(pay.payFen)))];
  const operands = { ...dues, layerMaximum: inFen(pay.maximumFen), layerPaid: inFen(pay.paidFen) };
  const limited = step('benefit.ladder', 'ladder = min(L − L before, maximum − paid)', operands, inFen(pay.payFen));
  return [start, ...points, year, following(variant?.maximum ?? ladder.maximum, limited)];
}

function ladderStartStep({ startFen }: LayerPay, ladder: Ladder, variant: LadderVariant | null): WorkingStep {
  if (variant === null) return following(ladder.start, step('benefit.ladder_start', 'start line of the year', { layer: inText(ladder.name) }, inFen(startFen)));
  const operands = { layer: inText(variant.name), start: inFen(ladder.start.value), factor: inNumber(variant.startFactor.value) };
  return following(variant.startFactor, step('benefit.ladder_start', 'start = half-up(start × factor)', operands, inFen(startFen)));
}

function assistanceSteps(pay: LayerPay, terms: LayerTerms): WorkingStep[] {
  const rule = terms.assistance.find((each) => each.id === pay.id);
  if (rule === undefined) throw new RangeError(`no rule of assistance ${pay.id}`);
  const opening = [
    following(rule.start, step('benefit.assistance_start', 'start line of the year', { layer: inText(rule.name) }, inFen(pay.startFen))),
    step('benefit.assistance_base', 'left = year − ladder of the year', { leftBefore: inFen(pay.beforeFen) }, inFen(pay.afterFen)),
  ];
  if (pay.dueAfterFen === 0) {
    const operands = { leftYear: inFen(pay.afterFen), start: inFen(pay.startFen) };
    return [...opening, step('benefit.assistance', 'assistance = 0, what is left is not above the start line', operands, inFen(0))];
  }
  const year = following(rule.slices, step('benefit.assistance_year', 'L = half-up(Σ base × rate)', sliceOperands(pay), inFen(pay.dueAfterFen)));
  const dues = { dueAfter: inFen(pay.dueAfterFen), dueBefore: inFen(pay.dueBeforeFen) };
  if (pay.maximumFen === null) return [...opening, year, following(rule.maximum, step('benefit.assistance', 'assistance = L − L before', dues, inFen(pay.payFen)))];
  const operands = { ...dues, layerMaximum: inFen(pay.maximumFen), layerPaid: inFen(pay.paidFen) };
  return [...opening, year, following(rule.maximum, step('benefit.assistance', 'assistance = min(L − L before, maximum − paid)', operands, inFen(pay.payFen)))];
}

/** base1, rate1, base2 …; one slice is base and rate. */
function sliceOperands({ slices }: LayerPay): Record<string, Quantity> {
  const numbered = (name: string, index: number) => (slices.length === 1 ? name : `${name}${index + 1}`);
  return Object.fromEntries(
    slices.flatMap(({ baseFen, rate }, index): [string, Quantity][] => [
      [numbered('base', index), inFen(baseFen)],
      [numbered('rate', index), inRate(rate)],
    ]),
  );
}
