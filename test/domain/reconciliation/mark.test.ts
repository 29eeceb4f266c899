import { describe, expect, test } from 'vitest';
import { type HeldMark, type MarkFacts, decideMark, differenceStatusOf } from '@/server/domain/reconciliation/mark';

const facts: MarkFacts = { institutionCode: 'H1', settlementId: 'S1', class: 'wrong_rate', revision: 2, seen: 2, held: null, mark: 'verified', note: '' };
const asked: HeldMark = { mark: 'correction_asked', revision: 1 };

describe('a mark', () => {
  test.each<[string, Partial<MarkFacts>, string[]]>([
    ['verifies a difference', {}, []],
    ['takes one back', { mark: 'open' }, []],
    ['accepts the hospital’s figure for a reason', { mark: 'accepted', note: '医院按旧版本结算' }, []],
    ['does not accept it without', { mark: 'accepted', note: '  ' }, ['reconciliation.note_missing']],
    ['asks the hospital, and says for what', { mark: 'correction_asked', note: '' }, ['reconciliation.note_missing']],
    ['says corrected once a correction was asked for', { mark: 'corrected', held: asked }, []],
    ['does not say corrected before', { mark: 'corrected', held: { mark: 'verified', revision: 2 } }, ['reconciliation.not_asked']],
    ['has nothing to say of equal figures', { class: 'equal' }, ['reconciliation.nothing_to_mark']],
    ['has nothing to say without a figure', { class: 'not_reported' }, ['reconciliation.nothing_to_mark']],
    ['has nothing to say of what was taken back', { class: 'taken_back' }, ['reconciliation.nothing_to_mark']],
    ['is about what was seen', { seen: 1 }, ['reconciliation.adjudicated_again']],
    ['tells every reason at once', { class: 'equal', seen: 1, mark: 'corrected' }, ['reconciliation.nothing_to_mark', 'reconciliation.adjudicated_again', 'reconciliation.not_asked']],
  ])('%s', (_, changes, codes) => {
    const decided = decideMark({ ...facts, ...changes });
    expect(decided.ok ? [] : decided.refusals.map(({ code }) => code)).toEqual(codes);
    if (decided.ok) expect(decided.value).toEqual({ mark: changes.mark ?? 'verified', revision: 2 });
  });

  test.each<[HeldMark | null, string]>([
    [null, 'open'],
    [{ mark: 'open', revision: 2 }, 'open'],
    [{ mark: 'verified', revision: 2 }, 'verified'],
    [{ mark: 'verified', revision: 1 }, 'reopened'],
    [{ mark: 'open', revision: 1 }, 'open'],
  ])('%j leaves revision 2 %s', (held, status) => {
    expect(differenceStatusOf(held, 2)).toBe(status);
  });
});
