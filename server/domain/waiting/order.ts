import { compareCodes } from '@/server/domain/kernel/allocate';
import type { Instant } from '@/server/domain/kernel/instant';
import { referralPriorities, type ReferralPriority } from '@/server/domain/referral/codes';
import { waitingStandings, type PassReason, type WaitingStanding } from './codes';

/** What the order of a waiting list is made of. */
export interface Turn {
  readonly referralId: string;
  readonly number: string;
  readonly priority: ReferralPriority;
  readonly standing: WaitingStanding;
  /** From when the turn counts. */
  readonly turnSince: Instant;
}

/** Somebody who was considered for a place: where they stood, and why they did not get it; null for whoever did, and for those after. */
export interface Considered {
  readonly referralId: string;
  readonly number: string;
  readonly rank: number;
  readonly priority: ReferralPriority;
  readonly standing: WaitingStanding;
  readonly turnSince: Instant;
  readonly passed: PassReason | null;
}

/** The steps of the order, first things first. A tie of one is decided by the next; numbers never tie. */
export const orderSteps = ['priority', 'standing', 'turnSince', 'number'] as const;
export type OrderStep = (typeof orderSteps)[number];

const compareStep: Readonly<Record<OrderStep, (a: Turn, b: Turn) => number>> = {
  priority: (a, b) => referralPriorities.indexOf(a.priority) - referralPriorities.indexOf(b.priority),
  standing: (a, b) => waitingStandings.indexOf(a.standing) - waitingStandings.indexOf(b.standing),
  turnSince: (a, b) => a.turnSince - b.turnSince,
  number: (a, b) => compareCodes(a.number, b.number),
};

/**
 * The one order of every waiting list: urgency, then residents referred by their own signed team, other signed residents, and those
 * without a contract (国卫基层发〔2018〕35号: 签约居民经转诊优先就诊、检查、住院), then who has waited longest, then the number.
 *
 * @returns negative when `a` comes first.
 */
export function compareTurns(a: Turn, b: Turn): number {
  return firstDifference(a, b).difference;
}

function firstDifference(a: Turn, b: Turn): { step: OrderStep; difference: number } {
  for (const step of orderSteps) {
    const difference = compareStep[step](a, b);
    if (difference !== 0) return { step, difference };
  }
  return { step: 'number', difference: 0 };
}

/** Why somebody has their place in the order: how many stand before them by each step. The counts and one add up to the rank. */
export interface RankWorking {
  /** From 1. */
  readonly rank: number;
  readonly waiting: number;
  readonly before: Readonly<Record<OrderStep, number>>;
}

/** @throws when the referral is not among the turns. */
export function explainRank(turns: readonly Turn[], referralId: string): RankWorking {
  const own = turns.find((turn) => turn.referralId === referralId);
  if (!own) throw new Error(`referral ${referralId} is on no waiting list`);
  const before = { priority: 0, standing: 0, turnSince: 0, number: 0 };
  let rank = 1;
  for (const turn of turns) {
    const { step, difference } = firstDifference(turn, own);
    if (difference >= 0) continue;
    before[step] += 1;
    rank += 1;
  }
  return { rank, waiting: turns.length, before };
}
