import type { Probe } from './probe';

const unseen = { version: null };
const day = '2025-03-17';
const why = 'the person comes from the session; waiting.test.ts asks for what is others’';
const offers = { institutionCode: null, departmentCode: null, kind: null, outcome: null, byHand: false, fromDay: day, toDay: day };

/** The waiting list. Nobody waits in the world of the matrix, so lists are empty for everybody; waiting.test.ts fills them. */
export const waitingProbes: readonly Probe[] = [
  { path: 'waiting.queues', kind: 'sum' },
  { path: 'waiting.queue', kind: 'sum', input: ({ institutionCode }) => ({ institutionCode, departmentCode: 'cardiology', kind: 'clinic', page: 1, pageSize: 20 }) },
  { path: 'waiting.turn', kind: 'named', input: ({ referralId }) => ({ referralId }) },
  { path: 'waiting.offers', kind: 'sum', input: () => ({ ...offers, page: 1, pageSize: 20 }) },
  { path: 'waiting.priority', kind: 'sum', input: () => offers },
  { path: 'waiting.offer', kind: 'bare', input: () => ({ offerId: 'none' }), why },
  { path: 'waiting.put', kind: 'named', input: ({ receivedId }) => ({ referralId: receivedId, ...unseen, resourceName: null, nights: 0 }) },
  { path: 'waiting.give', kind: 'named', input: ({ receivedId }, own) => ({ referralId: receivedId, ...unseen, places: { sessionId: own.sessionId, stay: null }, insteadOf: null, reason: '', confirmed: false }) },
  { path: 'waiting.take', kind: 'named', input: ({ referralId }) => ({ referralId, ...unseen }) },
  { path: 'waiting.decline', kind: 'named', input: ({ referralId }) => ({ referralId, ...unseen }) },
  { path: 'waiting.ownTurn', kind: 'bare', input: (own) => ({ referralId: own.referralId }), why },
  { path: 'waiting.takeOwn', kind: 'bare', input: (own) => ({ referralId: own.referralId }), why },
  { path: 'waiting.declineOwn', kind: 'bare', input: (own) => ({ referralId: own.referralId }), why },
];
