import type { ReferralDetail } from '../use-referral';

export type ActionName = ReferralDetail['actions'][number]['action'];

export interface Act {
  readonly key: string;
  /** Ends something that cannot be taken up again. */
  readonly danger?: boolean;
}

/** The acts that have a form on this page, each with the key that opens it. What is done elsewhere is not here. */
export const acts = {
  agree: { key: 'G' },
  accept: { key: 'A' },
  queue: { key: 'Q' },
  take: { key: 'Y' },
  ask_info: { key: 'I' },
  give_info: { key: 'I' },
  redirect: { key: 'R' },
  decline: { key: 'D', danger: true },
  arrive: { key: 'E' },
  treat: { key: 'T' },
  complete: { key: 'F' },
  return: { key: 'B' },
  receive: { key: 'V' },
  follow_up: { key: 'U' },
  close: { key: 'C' },
  miss: { key: 'N', danger: true },
  leave: { key: 'L' },
  cancel: { key: 'X', danger: true },
  die: { key: 'M', danger: true },
} as const satisfies Readonly<Partial<Record<ActionName, Act>>>;

/** An act with a form. */
export type ActName = keyof typeof acts;

/** In the order of their buttons: what leads on first, what ends it last. */
export const actOrder = ['agree', 'accept', 'queue', 'take', 'give_info', 'ask_info', 'arrive', 'treat', 'complete', 'return', 'receive', 'follow_up', 'close', 'redirect', 'decline', 'leave', 'miss', 'cancel', 'die'] as const satisfies readonly ActName[];
