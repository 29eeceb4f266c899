import type { ReferralStatus } from './codes';

/** Which of the two sides of a referral somebody works on. */
export const worklistSides = ['received', 'sent'] as const;
export type WorklistSide = (typeof worklistSides)[number];

/**
 * The worklists of referrals in which somebody travels, in the order in which a day is worked through; 'done' and 'all' end each side's row.
 * Questions of an e-consult have a list of their own.
 */
export const worklistTabs = [
  'consent',
  'to_answer',
  'info_wanted',
  'waiting',
  'to_arrive',
  'in_care',
  'to_return',
  'coming_back',
  'following',
  'stopped',
  'done',
  'all',
] as const;
export type WorklistTab = (typeof worklistTabs)[number];

/** In which order a worklist is worked through. */
export type WorklistOrder = 'worst_first' | 'turn' | 'next_place' | 'longest_since_back' | 'newest_first';

export interface Worklist {
  readonly statuses: readonly ReferralStatus[];
  readonly order: WorklistOrder;
  /** Whether the tab shows how many there are: of what is over, nobody needs the number at a glance. */
  readonly counted: boolean;
  /** Only what was decided within the last `aftercareDays`, because the sender looks after it no longer. */
  readonly recent?: true;
}

const ends = ['declined', 'redirected', 'cancelled', 'expired', 'went_elsewhere', 'died'] as const satisfies readonly ReferralStatus[];
const sent = { statuses: ['sent'], order: 'worst_first', counted: true } as const satisfies Worklist;
const infoWanted = { statuses: ['info_wanted'], order: 'worst_first', counted: true } as const satisfies Worklist;
const waiting = { statuses: ['waiting'], order: 'turn', counted: true } as const satisfies Worklist;
const toArrive = { statuses: ['accepted'], order: 'next_place', counted: true } as const satisfies Worklist;
const inCare = { statuses: ['arrived', 'in_treatment'], order: 'worst_first', counted: true } as const satisfies Worklist;

/**
 * What each side has to do, or waits for the other side to do. A status is in one worklist of a side at most, so that nobody works on
 * something twice; what is refused or came to nothing stands with the sender for a while, who finds another way for the patient.
 */
export const worklists = {
  received: {
    to_answer: sent,
    info_wanted: infoWanted,
    waiting,
    to_arrive: toArrive,
    in_care: inCare,
    to_return: { statuses: ['completed'], order: 'longest_since_back', counted: true },
    done: { statuses: ['returned', 'received', 'followed_up', 'closed', ...ends], order: 'newest_first', counted: false },
  },
  sent: {
    consent: { statuses: ['awaiting_consent'], order: 'worst_first', counted: true },
    to_answer: sent,
    info_wanted: infoWanted,
    waiting,
    to_arrive: toArrive,
    in_care: inCare,
    coming_back: { statuses: ['completed', 'returned'], order: 'longest_since_back', counted: true },
    following: { statuses: ['received', 'followed_up'], order: 'longest_since_back', counted: true },
    stopped: { statuses: ['declined', 'redirected', 'expired'], order: 'newest_first', counted: true, recent: true },
    done: { statuses: ['closed', ...ends], order: 'newest_first', counted: false },
  },
} as const satisfies Readonly<Record<WorklistSide, Readonly<Partial<Record<Exclude<WorklistTab, 'all'>, Worklist>>>>>;

/** The tabs of a side, in their order. */
export function tabsOf(side: WorklistSide): readonly WorklistTab[] {
  return worklistTabs.filter((tab) => tab === 'all' || tab in worklists[side]);
}

/** The worklist behind a tab of a side; null for 'all', and for a tab that the side does not have. */
export function worklistOf(side: WorklistSide, tab: WorklistTab): Worklist | null {
  const lists: Readonly<Partial<Record<WorklistTab, Worklist>>> = worklists[side];
  return lists[tab] ?? null;
}

/** The counted tabs of a side in which a referral of this status stands. */
export function tabsWith(side: WorklistSide, status: ReferralStatus): readonly WorklistTab[] {
  return tabsOf(side).filter((tab) => {
    const list = worklistOf(side, tab);
    return list !== null && list.counted && list.statuses.includes(status);
  });
}
