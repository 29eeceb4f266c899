import { describe, expect, test } from 'vitest';
import type { Outcome, Refusal } from '@/server/domain/kernel/outcome';
import type { SettlementCourse } from '@/server/domain/settlement/course';
import { type Objection, type ObjectionState, type VersionedObjection, decideAnswer, decideObjection, decideWithdrawal, tallyObjections } from '@/server/domain/settlement/objection';

const delivered: SettlementCourse = { status: 'delivered', version: 1, newestVersion: 1, computedBy: 'account:clerk', reviewedBy: null, objectionsUntil: '2024-02-20' };
const codes = (outcome: Outcome<unknown, Refusal>) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));

const raised: ObjectionState = { status: 'raised' };
const withdrawn: ObjectionState = { status: 'withdrawn', at: 5 };
const accepted: ObjectionState = { status: 'accepted', answer: '是少算了', answeredBy: 'account:reviewer', answeredAt: 10 };
const refused: ObjectionState = { status: 'refused', answer: '依据第七条', answeredBy: 'account:reviewer', answeredAt: 10 };
const states = { raised, withdrawn, accepted, refused } as const;

describe('an objection is raised', () => {
  const objection = { today: '2024-02-20', text: '十二月少算一笔', amountFen: 100, openOnLine: null };

  test.each([
    ['on the last day of the time limit', {}, []],
    ['a day late', { today: '2024-02-21' }, ['objection.too_late']],
    ['while another waits for its answer', { openOnLine: { number: 3 } }, ['objection.already_raised']],
    ['without saying why', { text: ' \n　' }, ['objection.text_missing']],
    ['over nothing', { amountFen: 0 }, ['objection.amount_missing']],
    ['over less than nothing', { amountFen: -1 }, ['objection.amount_missing']],
    ['over half a fen', { amountFen: 0.5 }, ['objection.amount_missing']],
    ['with everything wrong at once', { today: '2024-03-01', openOnLine: { number: 1 }, text: '', amountFen: 0 }, ['objection.too_late', 'objection.already_raised', 'objection.text_missing', 'objection.amount_missing']],
  ])('%s', (_when, more, expected) => {
    expect(codes(decideObjection(delivered, { ...objection, ...more }))).toEqual(expected);
  });

  test('never against a version that a newer one replaces', () => {
    expect(codes(decideObjection({ ...delivered, newestVersion: 2 }, objection))).toEqual(['settlement.superseded']);
  });
});

describe('an objection that is raised, withdrawn, accepted or refused', () => {
  const cells = (Object.keys(states) as (keyof typeof states)[]).flatMap((status) => ['clerk', 'reviewer', 'author'].map((who) => [status, who] as const));
  const of = (status: keyof typeof states): Objection => ({ id: 'O', settlementId: 'S', number: 2, poolId: '310-ordinary', code: 'H1', text: '…', amountFen: 1, raisedBy: 'account:author', raisedAt: 1, state: states[status] });

  test.each(cells)('%s: the %s accepts, refuses, withdraws', (status, who) => {
    const ended = status === 'raised' ? [] : ['objection.not_open'];
    const by = `account:${who}`;
    const answer = { by, computedBy: 'account:clerk', answer: '依据' };
    expect(codes(decideAnswer(of(status), { ...answer, decision: 'accepted' }))).toEqual(ended);
    expect(codes(decideAnswer(of(status), { ...answer, decision: 'refused' }))).toEqual([...ended, ...(who === 'clerk' ? ['objection.own_computation'] : [])]);
    expect(codes(decideWithdrawal(of(status), by))).toEqual([...ended, ...(who === 'author' ? [] : ['objection.not_author'])]);
  });

  test('is answered in words, whichever way', () => {
    for (const decision of ['accepted', 'refused'] as const) {
      expect(codes(decideAnswer(of('raised'), { by: 'account:reviewer', computedBy: 'account:clerk', decision, answer: '  ' }))).toEqual(['objection.text_missing']);
    }
  });
});

describe('what keeps a version from being reviewed', () => {
  const on = (version: number, state: ObjectionState): VersionedObjection => ({ version, state });

  test.each<[string, { version: number; computedAt: number }, VersionedObjection[], [number, number]]>([
    ['nothing', { version: 1, computedAt: 0 }, [], [0, 0]],
    ['what is withdrawn or refused does not', { version: 1, computedAt: 0 }, [on(1, withdrawn), on(1, refused)], [0, 0]],
    ['what waits for its answer', { version: 1, computedAt: 0 }, [on(1, raised), on(1, refused), on(1, raised)], [2, 0]],
    ['what waits on an earlier version', { version: 2, computedAt: 20 }, [on(1, raised)], [1, 0]],
    ['an accepted one, on its own version', { version: 1, computedAt: 0 }, [on(1, accepted)], [0, 1]],
    ['an accepted one no more, once a version was computed after it', { version: 2, computedAt: 10 }, [on(1, accepted)], [0, 0]],
    ['an accepted one still, when the newer version was computed before the answer', { version: 2, computedAt: 9 }, [on(1, accepted)], [0, 1]],
    ['not what was said of a version to come', { version: 1, computedAt: 0 }, [on(2, raised)], [0, 0]],
  ])('%s', (_what, of, objections, [unanswered, awaitingVersion]) => {
    expect(tallyObjections(of, objections)).toEqual({ unanswered, awaitingVersion });
  });
});
