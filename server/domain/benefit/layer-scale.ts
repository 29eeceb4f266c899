import { exact, roundHalfUp, type DecimalText, type Fen } from '@/server/domain/kernel/money';
import type { RateSlice } from '@/server/domain/policy/plan';
import { formatRate, parseRate, paySlices } from './rate';

/** How one layer pays on a yearly amount, after a person's class has had its say. */
export interface LayerScale {
  readonly startFen: Fen;
  /** Points added to every rate, which goes no higher than 1. */
  readonly points: DecimalText;
  readonly slices: readonly RateSlice[];
  /** Null: no limit. */
  readonly maximumFen: Fen | null;
}

/** A part of the yearly amount above the start line, and its rate. */
export interface LayerSlice {
  readonly baseFen: Fen;
  readonly rate: DecimalText;
}

/** What one layer pays for a visit, from the yearly amount before and after it. */
export interface LayerPay {
  /** The ladder or the rule of assistance. */
  readonly id: string;
  /** The variant of the ladder that holds for the person; null for the general one, and for assistance. */
  readonly variantId: string | null;
  readonly startFen: Fen;
  /** The yearly amount the layer looks at, before the visit and with it. */
  readonly beforeFen: Fen;
  readonly afterFen: Fen;
  readonly slices: readonly LayerSlice[];
  /** L(before) and L(after): what the scale gives on the yearly amount, half-up once, before the limit. */
  readonly dueBeforeFen: Fen;
  readonly dueAfterFen: Fen;
  readonly maximumFen: Fen | null;
  /** What the layer had paid in the year before the visit. */
  readonly paidFen: Fen;
  readonly payFen: Fen;
}

/**
 * L(amount): the whole year's pay on a yearly amount, without the limit. It is rounded once on the sum, so that what the visits of
 * a year get adds up to it, however the amount is divided among them.
 */
export function payOfYear(scale: Omit<LayerScale, 'maximumFen'>, amountFen: Fen): Fen {
  if (amountFen <= scale.startFen) return 0;
  return paySlices(slicesOfYear(scale, amountFen).map(({ baseFen, rate }) => ({ baseFen, rate: parseRate(rate) })));
}

/** The parts of a yearly amount that lie above the start line, slice by slice. */
export function slicesOfYear({ startFen, points, slices }: Omit<LayerScale, 'maximumFen'>, amountFen: Fen): LayerSlice[] {
  return slices.flatMap((slice, index): LayerSlice[] => {
    const fromFen = Math.max(slice.fromFen, startFen);
    const toFen = Math.min(amountFen, slices[index + 1]?.fromFen ?? amountFen);
    return toFen > fromFen ? [{ baseFen: toFen - fromFen, rate: withPoints(slice.rate, points) }] : [];
  });
}

/**
 * What a visit gets that takes the yearly amount from `beforeFen` to `afterFen`: L(after) − L(before), within what the limit
 * leaves. Somebody whose class changes during the year is paid by the new scale from then on; what was paid before stays.
 */
export function payBetween(scale: LayerScale, year: { beforeFen: Fen; afterFen: Fen; paidFen: Fen }): Pick<LayerPay, 'dueBeforeFen' | 'dueAfterFen' | 'payFen'> {
  const dueAfterFen = payOfYear(scale, year.afterFen);
  if (dueAfterFen === 0) return { dueBeforeFen: 0, dueAfterFen, payFen: 0 };
  const dueBeforeFen = payOfYear(scale, year.beforeFen);
  const dueFen = dueAfterFen - dueBeforeFen;
  const payFen = scale.maximumFen === null ? dueFen : Math.min(dueFen, Math.max(0, scale.maximumFen - year.paidFen));
  return { dueBeforeFen, dueAfterFen, payFen };
}

/** start × factor, half-up to one 分. */
export function scaledStart(startFen: Fen, factor: DecimalText): Fen {
  return roundHalfUp(exact(startFen).times(factor));
}

function withPoints(rate: DecimalText, points: DecimalText): DecimalText {
  return formatRate(Math.min(1_000_000, parseRate(rate) + parseRate(points)));
}
