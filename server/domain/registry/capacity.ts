import { type DecimalText, exact } from '@/server/domain/kernel/money';

/** `nearly_full` is told while signing; at `full` nobody new is signed, whoever has a place keeps it. */
export type LoadState = 'ok' | 'nearly_full' | 'full';

/** Places taken, over all teams of a doctor or in one team; after a list was handed over there may be more than the capacity. */
export interface Load {
  readonly signed: number;
  readonly capacity: number;
  /** Never negative. */
  readonly left: number;
  readonly state: LoadState;
}

/**
 * How full a doctor or a team is (国卫基层发〔2018〕35号: 每名家庭医生签约原则上不超过2000人).
 *
 * @param warnAt the part of the capacity from which on it is nearly full, such as "0.9".
 */
export function loadOf(signed: number, capacity: number, warnAt: DecimalText): Load {
  const left = Math.max(0, capacity - signed);
  return { signed, capacity, left, state: left === 0 ? 'full' : exact(warnAt).times(capacity).lte(signed) ? 'nearly_full' : 'ok' };
}
