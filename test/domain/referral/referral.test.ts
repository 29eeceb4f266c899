import { describe, expect, test } from 'vitest';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs, hourMs } from '@/server/domain/kernel/instant';
import { acceptReferral, declineReferral } from '@/server/domain/referral/answer-referral';
import { noStamps } from '@/server/domain/referral/referral';
import { expectStatus } from '@/server/domain/referral/take-step';
import { arriveReferral, cancelReferral, completeReferral, expireReferral, missReferral, returnReferral } from '@/server/domain/referral/close-referral';
import { answerDueAt, referralRulesOf } from '@/server/domain/referral/clocks';
import { createReferral, directionFits, type CreationFacts } from '@/server/domain/referral/create-referral';
import { compareForWorklist, type WorklistEntry } from '@/server/domain/referral/worklist-order';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { SlotState } from '@/server/domain/quota/slot';
import { clock, creationFacts, doctor, now, office, order, referralIn, rules, slot, slotStartsAt } from './referral-facts';

const codesOf = (outcome: Outcome<unknown>) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));
const held = (referralId: string, expiresAt: number): SlotState => ({ status: 'held', referralId, expiresAt });
const booked: SlotState = { status: 'booked', referralId: 'f1' };

describe('sending', () => {
  test('starts the answer clock and makes the hold last until the slot begins', () => {
    expect(createReferral(creationFacts())).toEqual({
      ok: true,
      value: {
        referral: { ...order(), ...noStamps, status: 'sent', sentAt: now, answerDueAt: now + 24 * hourMs },
        slots: [{ slotId: 'slot1', state: held('f1', slotStartsAt) }],
      },
    });
  });

  test('a far slot is held no longer than the referral stands', () => {
    const far = { ...slot(), startsAt: now + 30 * dayMs };
    expect(createReferral(creationFacts({ places: [far] }))).toMatchObject({ value: { slots: [{ state: held('f1', now + 14 * dayMs) }] } });
  });

  test('without a slot leaves slots alone', () => {
    expect(createReferral(creationFacts({ order: order({ slotId: null, contractId: null }), wantsPlace: false, places: [] }))).toMatchObject({
      ok: true,
      value: { slots: [] },
    });
  });

  test.each<[string, Partial<CreationFacts>, string[]]>([
    ['the dead', { deathDay: '2025-03-01' }, ['referral.resident_deceased']],
    ['to the same place', { order: order({ toInstitutionCode: order().fromInstitutionCode }) }, ['referral.same_institution']],
    ['up to a lower level', { toLevel: 'village' }, ['referral.direction_wrong']],
    ['unsigned, onto a reserved slot', { order: order({ contractId: null }) }, ['referral.slot_needs_contract']],
    ['the hold ran out', { places: [slot(held('f1', now))] }, ['referral.hold_lost']],
    ['another’s hold', { places: [slot(held('f2', now + 1))] }, ['referral.hold_lost']],
    ['another slot than the one held', { places: [{ ...slot(), id: 'slot2' }] }, ['referral.hold_lost']],
    ['a slot that is not there', { places: [] }, ['referral.hold_lost']],
    ['a slot already over', { places: [{ ...slot(), startsAt: now }] }, ['referral.slot_passed']],
    ['no reason', { order: order({ reason: ' \n' }) }, ['referral.reason_missing']],
    ['a reason of 100 characters', { order: order({ reason: '因'.repeat(100) }) }, []],
    ['a reason of 101 characters', { order: order({ reason: '因'.repeat(101) }) }, ['referral.reason_too_long']],
    ['a reason of 100 rare characters', { order: order({ reason: '𠮷'.repeat(100) }) }, []],
    ['without consent', { consented: false }, ['referral.consent_missing']],
  ])('%s', (_, change, codes) => {
    expect(codesOf(createReferral(creationFacts(change)))).toEqual(codes);
  });

  test('a live referral to the same department is named', () => {
    const live = { number: 'ZZ2025000000', toInstitutionCode: order().toInstitutionCode, toInstitutionName: '市一院', departmentCode: '0303' };
    expect(createReferral(creationFacts({ live: [live] }))).toEqual({
      ok: false,
      refusals: [{ code: 'referral.already_live', facts: { number: 'ZZ2025000000', toInstitutionName: '市一院' } }],
    });
    expect(codesOf(createReferral(creationFacts({ live: [{ ...live, departmentCode: '0305' }] })))).toEqual([]);
  });

  test('gives every reason at once, in the documented order', () => {
    const live = [{ number: 'n', toInstitutionCode: order().fromInstitutionCode, toInstitutionName: 'x', departmentCode: '0303' }];
    const wrong = order({ toInstitutionCode: order().fromInstitutionCode, contractId: null, reason: '' });
    const facts = creationFacts({ order: wrong, live, deathDay: '2025-03-01', toLevel: 'township', places: [{ ...slot(booked), startsAt: now }], consented: false });
    expect(codesOf(createReferral(facts))).toEqual([
      'referral.resident_deceased',
      'referral.same_institution',
      'referral.direction_wrong',
      'referral.already_live',
      'referral.slot_needs_contract',
      'referral.hold_lost',
      'referral.slot_passed',
      'referral.reason_missing',
      'referral.consent_missing',
    ]);
  });

  test.each([
    ['up', 'village', 'township', true],
    ['up', 'township', 'level1', false],
    ['lateral', 'township', 'level1', true],
    ['lateral', 'level2', 'level3', false],
    ['down', 'level3', 'township', true],
    ['down', 'township', 'village', true],
    ['down', 'village', 'township', false],
    ['up', 'level3', 'out_of_region', true],
    ['up', 'township', 'pharmacy', false],
    ['down', 'pharmacy', 'village', false],
  ] as const)('%s from %s to %s: %s', (direction, from, to, fits) => {
    expect(directionFits(direction, from, to)).toBe(fits);
  });

  test.each([
    ['emergency', 2],
    ['urgent', 8],
    ['routine', 24],
  ] as const)('%s is answered within %i hours', (priority, hours) => {
    expect(answerDueAt({ priority, kind: 'outpatient' }, now, rules)).toBe(now + hours * hourMs);
  });

  test('a question has a clock of its own, unless it is an emergency', () => {
    const asked = { ...rules, consultHours: 36 };
    expect(answerDueAt({ priority: 'urgent', kind: 'e_consult' }, now, asked)).toBe(now + 36 * hourMs);
    expect(answerDueAt({ priority: 'emergency', kind: 'e_consult' }, now, asked)).toBe(now + 2 * hourMs);
  });

  test('the answer clocks are the policy’s', () => {
    const cited = (value: number) => ({ value, clause: '', confidence: 'assumed' as const });
    expect(referralRulesOf({ answerHours: { emergency: cited(2), urgent: cited(8), routine: cited(24) }, validDays: cited(14), consultHours: cited(24) })).toEqual(rules);
  });
});

describe('accepting', () => {
  const facts = { referral: referralIn('sent'), actor: office, now: now + hourMs, places: [slot(held('f1', slotStartsAt))], rules };

  test('books the referral’s own hold', () => {
    expect(acceptReferral(facts)).toEqual({
      ok: true,
      value: {
        referral: { ...referralIn('sent'), status: 'accepted', answeredAt: now + hourMs, decidedAt: now + hourMs },
        slots: [{ slotId: 'slot1', state: booked }],
      },
    });
  });

  test('late is late and counts', () => {
    expect(codesOf(acceptReferral({ ...facts, now: now + 72 * hourMs }))).toEqual([]);
  });

  test('without a slot books none', () => {
    expect(acceptReferral({ ...facts, referral: referralIn('sent', { slotId: null }), places: [] })).toMatchObject({ value: { slots: [] } });
  });

  test.each<[string, Partial<typeof facts>, string[]]>([
    ['at the wrong hospital', { actor: doctor }, ['referral.wrong_side']],
    ['a second time', { referral: referralIn('accepted'), places: [slot(booked)] }, ['referral.wrong_status']],
    ['after it was called off', { referral: referralIn('cancelled'), places: [slot({ status: 'free' })] }, ['referral.wrong_status']],
    ['after the hold ran out', { places: [slot(held('f1', now))] }, ['referral.hold_lost']],
    ['after the slot went to another', { places: [slot({ status: 'booked', referralId: 'f2' })] }, ['referral.hold_lost']],
    ['as the slot begins', { now: slotStartsAt }, ['referral.hold_lost', 'referral.slot_passed']],
    ['after fourteen days, at the wrong hospital', { now: now + 14 * dayMs, actor: doctor }, ['referral.wrong_side', 'referral.expired', 'referral.hold_lost', 'referral.slot_passed']],
  ])('is refused %s', (_, change, codes) => {
    expect(codesOf(acceptReferral({ ...facts, ...change }))).toEqual(codes);
  });
});

describe('declining', () => {
  const facts = { referral: referralIn('sent'), actor: office, now: now + 1, places: [slot()], code: 'no_capacity' as const, reason: ' 设备检修 ' };

  test('keeps the reason and gives the hold back', () => {
    expect(declineReferral(facts)).toMatchObject({
      ok: true,
      value: { referral: { status: 'declined', declineReason: '设备检修' }, slots: [{ slotId: 'slot1', state: { status: 'free' } }] },
    });
  });

  test('leaves a slot that went to another alone', () => {
    expect(declineReferral({ ...facts, places: [slot(held('f2', now + 9))] })).toMatchObject({ value: { slots: [] } });
  });

  test.each<[string, Partial<typeof facts>, string[]]>([
    ['without a reason', { reason: '' }, ['referral.reason_missing']],
    ['with 101 characters', { reason: '无'.repeat(101) }, ['referral.reason_too_long']],
    ['by the sender, too late, without a reason', { actor: doctor, referral: referralIn('arrived'), reason: '' }, ['referral.wrong_side', 'referral.wrong_status', 'referral.reason_missing']],
  ])('is refused %s', (_, change, codes) => {
    expect(codesOf(declineReferral({ ...facts, ...change }))).toEqual(codes);
  });
});

describe('calling off', () => {
  test.each(['sender', 'receiver'])('by the %s gives a booking back', (side) => {
    const actor = side === 'sender' ? doctor : office;
    expect(cancelReferral({ referral: referralIn('accepted'), actor, now, places: [slot(booked)], reason: '患者改期' })).toMatchObject({
      ok: true,
      value: { referral: { status: 'cancelled', decidedAt: now }, slots: [{ state: { status: 'free' } }] },
    });
  });

  test('needs a reason', () => {
    expect(codesOf(cancelReferral({ referral: referralIn('sent'), actor: doctor, now, places: [], reason: '' }))).toEqual(['referral.reason_missing']);
  });
});

describe('arriving, completing, returning', () => {
  test('arrival uses the booking', () => {
    expect(arriveReferral({ referral: referralIn('accepted'), actor: office, now: slotStartsAt, places: [slot(booked)] })).toMatchObject({
      ok: true,
      value: { referral: { status: 'arrived', arrivedAt: slotStartsAt }, slots: [{ state: { status: 'used', referralId: 'f1' } }] },
    });
    expect(codesOf(arriveReferral({ referral: referralIn('sent'), actor: office, now, places: [] }))).toEqual(['referral.wrong_status']);
  });

  test('completion tells the team at home how to go on', () => {
    const facts = { referral: referralIn('arrived'), actor: office, now, places: [], opinion: ' 加用氨氯地平 ', followUpDay: '2025-03-24' };
    expect(completeReferral(facts)).toMatchObject({
      ok: true,
      value: { referral: { status: 'completed', completedAt: now, opinion: '加用氨氯地平', followUpDay: '2025-03-24' }, slots: [] },
    });
    expect(codesOf(completeReferral({ ...facts, opinion: '' }))).toEqual(['referral.opinion_missing']);
    expect(codesOf(completeReferral({ ...facts, opinion: '见'.repeat(200) }))).toEqual([]);
    expect(codesOf(completeReferral({ ...facts, actor: doctor, opinion: '见'.repeat(201) }))).toEqual(['referral.wrong_side', 'referral.opinion_too_long']);
  });

  test.each(['2025-03-09', '2026-03-13', '2205-03-24'])('nobody is told to come back on %s', (followUpDay) => {
    const facts = { referral: referralIn('arrived'), actor: office, now: instantOf('2025-03-10 09:00:00'), places: [], opinion: '加用氨氯地平', followUpDay };
    expect(codesOf(completeReferral(facts))).toEqual(['referral.follow_up_day']);
  });

  test('a completed one goes back home', () => {
    expect(returnReferral({ referral: referralIn('completed'), actor: office, now, places: [] })).toMatchObject({ value: { referral: { status: 'returned' } } });
    expect(codesOf(returnReferral({ referral: referralIn('arrived'), actor: office, now, places: [] }))).toEqual(['referral.wrong_status']);
  });
});

describe('lapsing', () => {
  const facts = { referral: referralIn('sent'), actor: clock, now: slotStartsAt, places: [slot(held('f1', slotStartsAt))], rules };

  test('unanswered as its slot begins: the hold goes back', () => {
    expect(expireReferral(facts)).toMatchObject({ ok: true, value: { referral: { status: 'expired', decidedAt: slotStartsAt }, slots: [{ state: { status: 'free' } }] } });
    expect(expireReferral({ ...facts, now: slotStartsAt - 1 })).toEqual({
      ok: false,
      refusals: [{ code: 'referral.not_expired', facts: { expiresAt: slotStartsAt } }],
    });
  });

  test('accepted and nobody came: the slot is a no-show a day later', () => {
    const accepted = { ...facts, referral: referralIn('accepted'), places: [slot(booked)] };
    expect(codesOf(expireReferral({ ...accepted, now: slotStartsAt + dayMs - 1 }))).toEqual(['referral.not_expired']);
    expect(expireReferral({ ...accepted, now: slotStartsAt + dayMs })).toMatchObject({
      value: { referral: { status: 'expired' }, slots: [{ state: { status: 'no_show', referralId: 'f1' } }] },
    });
  });

  test('without a slot after fourteen days, from sending or from acceptance', () => {
    const bare = { ...facts, places: [] };
    const sent = referralIn('sent', { slotId: null });
    expect(codesOf(expireReferral({ ...bare, referral: sent, now: now + 14 * dayMs - 1 }))).toEqual(['referral.not_expired']);
    expect(codesOf(expireReferral({ ...bare, referral: sent, now: now + 14 * dayMs }))).toEqual([]);
    const accepted = referralIn('accepted', { slotId: null });
    expect(codesOf(expireReferral({ ...bare, referral: accepted, now: now + 14 * dayMs }))).toEqual(['referral.not_expired']);
    expect(codesOf(expireReferral({ ...bare, referral: accepted, now: now + 14 * dayMs + 1 }))).toEqual([]);
  });

  test('is the clock’s, and only before arrival', () => {
    expect(codesOf(expireReferral({ ...facts, actor: office }))).toEqual(['referral.wrong_side']);
    expect(codesOf(expireReferral({ ...facts, referral: referralIn('arrived') }))).toEqual(['referral.wrong_status']);
  });
});

describe('the hospital sees that nobody came', () => {
  const facts = { referral: referralIn('accepted'), actor: office, now: slotStartsAt, places: [slot(booked)], rules };

  test('from the slot’s time on, without waiting for the clock', () => {
    expect(missReferral(facts)).toMatchObject({
      ok: true,
      value: { referral: { status: 'expired', decidedAt: slotStartsAt }, slots: [{ state: { status: 'no_show', referralId: 'f1' } }] },
    });
    expect(missReferral({ ...facts, now: slotStartsAt - 1 })).toEqual({
      ok: false,
      refusals: [{ code: 'referral.not_expired', facts: { expiresAt: slotStartsAt } }],
    });
  });

  test('without a slot when its validity is over', () => {
    const bare = { ...facts, referral: referralIn('accepted', { slotId: null }), places: [] };
    expect(codesOf(missReferral({ ...bare, now: now + 14 * dayMs }))).toEqual(['referral.not_expired']);
    expect(codesOf(missReferral({ ...bare, now: now + 14 * dayMs + 1 }))).toEqual([]);
  });

  test('is the hospital’s to say, and only of who was awaited', () => {
    expect(codesOf(missReferral({ ...facts, actor: doctor }))).toEqual(['referral.wrong_side']);
    expect(codesOf(missReferral({ ...facts, referral: referralIn('arrived') }))).toEqual(['referral.wrong_status']);
  });
});

describe('the order of a hospital’s worklist', () => {
  const entry = (number: string, change: Partial<WorklistEntry> = {}): WorklistEntry => ({
    number,
    priority: 'routine',
    signed: true,
    waitingSince: 1000,
    ...change,
  });

  test('priority, then signed, then the longest wait, then number', () => {
    const inOrder = [
      entry('5', { priority: 'emergency', signed: false, waitingSince: 9000 }),
      entry('9', { priority: 'urgent' }),
      entry('8', { waitingSince: 500 }),
      entry('1'),
      entry('2'),
      entry('0', { signed: false, waitingSince: 1 }),
    ];
    expect(inOrder.toReversed().sort(compareForWorklist)).toEqual(inOrder);
  });
});

test('a referral of another status than the table judged is a defect, not a refusal', () => {
  expect(() => expectStatus(referralIn('draft'), 'sent')).toThrow('draft');
});
