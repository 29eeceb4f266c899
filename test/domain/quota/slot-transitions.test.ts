import { describe, expect, test } from 'vitest';
import {
  bookSlot,
  effectiveState,
  expireHold,
  freeSlot,
  holdSlot,
  missSlot,
  releaseSlot,
  useSlot,
} from '@/server/domain/quota/slot-transitions';
import type { SlotState } from '@/server/domain/quota/slot';

const now = 1000;
const states = {
  free: { status: 'free' },
  'held by me': { status: 'held', referralId: 'me', expiresAt: 1001 },
  'held by me, time up': { status: 'held', referralId: 'me', expiresAt: 1000 },
  'held by another': { status: 'held', referralId: 'you', expiresAt: 1001 },
  'held by another, time up': { status: 'held', referralId: 'you', expiresAt: 1000 },
  'booked by me': { status: 'booked', referralId: 'me' },
  'booked by another': { status: 'booked', referralId: 'you' },
  used: { status: 'used', referralId: 'me' },
  no_show: { status: 'no_show', referralId: 'me' },
  released: { status: 'released' },
} as const satisfies Record<string, SlotState>;

const moves = {
  hold: (state: SlotState) => holdSlot(state, { referralId: 'me', expiresAt: 2000, now }),
  book: (state: SlotState) => bookSlot(state, 'me', now),
  expire: (state: SlotState) => expireHold(state, now),
  free: (state: SlotState) => freeSlot(state, 'me'),
  release: (state: SlotState) => releaseSlot(state, now),
  use: (state: SlotState) => useSlot(state, 'me'),
  miss: (state: SlotState) => missSlot(state, 'me'),
};

/** What each move makes of each state: the next status, or the reason why not. */
const table: Record<keyof typeof states, Record<keyof typeof moves, string>> = {
  free: { hold: 'held', book: 'quota.not_held', expire: 'quota.not_held', free: 'quota.not_held', release: 'released', use: 'quota.not_booked', miss: 'quota.not_booked' },
  'held by me': { hold: 'held', book: 'booked', expire: 'quota.hold_running', free: 'free', release: 'quota.slot_taken', use: 'quota.not_booked', miss: 'quota.not_booked' },
  'held by me, time up': { hold: 'held', book: 'quota.hold_expired', expire: 'free', free: 'free', release: 'released', use: 'quota.not_booked', miss: 'quota.not_booked' },
  'held by another': { hold: 'quota.slot_taken', book: 'quota.not_held', expire: 'quota.hold_running', free: 'quota.not_held', release: 'quota.slot_taken', use: 'quota.not_booked', miss: 'quota.not_booked' },
  'held by another, time up': { hold: 'held', book: 'quota.not_held', expire: 'free', free: 'quota.not_held', release: 'released', use: 'quota.not_booked', miss: 'quota.not_booked' },
  'booked by me': { hold: 'quota.slot_taken', book: 'quota.not_held', expire: 'quota.not_held', free: 'free', release: 'quota.slot_taken', use: 'used', miss: 'no_show' },
  'booked by another': { hold: 'quota.slot_taken', book: 'quota.not_held', expire: 'quota.not_held', free: 'quota.not_held', release: 'quota.slot_taken', use: 'quota.not_booked', miss: 'quota.not_booked' },
  used: { hold: 'quota.slot_taken', book: 'quota.not_held', expire: 'quota.not_held', free: 'quota.not_held', release: 'quota.slot_taken', use: 'quota.not_booked', miss: 'quota.not_booked' },
  no_show: { hold: 'quota.slot_taken', book: 'quota.not_held', expire: 'quota.not_held', free: 'quota.not_held', release: 'quota.slot_taken', use: 'quota.not_booked', miss: 'quota.not_booked' },
  released: { hold: 'quota.slot_taken', book: 'quota.not_held', expire: 'quota.not_held', free: 'quota.not_held', release: 'quota.slot_taken', use: 'quota.not_booked', miss: 'quota.not_booked' },
};

const stateNames = Object.keys(states) as (keyof typeof states)[];
const moveNames = Object.keys(moves) as (keyof typeof moves)[];
const cells = stateNames.flatMap((state) => moveNames.map((move) => [state, move, table[state][move]] as const));

describe('slot states, cell by cell', () => {
  test.each(cells)('%s — %s → %s', (state, move, expected) => {
    const outcome = moves[move](states[state]);
    expect(outcome.ok ? outcome.value.status : outcome.refusals[0].code).toBe(expected);
    if (outcome.ok && 'referralId' in outcome.value) expect(outcome.value.referralId).toBe('me');
  });
});

test('a hold lasts until the moment it ends, not through it', () => {
  expect(effectiveState(states['held by me'], now).status).toBe('held');
  expect(effectiveState(states['held by me, time up'], now).status).toBe('free');
  expect(effectiveState(states['booked by me'], now)).toBe(states['booked by me']);
});

test('holding again makes the own hold last longer', () => {
  expect(moves.hold(states['held by me'])).toEqual({ ok: true, value: { status: 'held', referralId: 'me', expiresAt: 2000 } });
});
