import { describe, expect, test } from 'vitest';
import { keepFilter, mostSavedFilters } from '@/server/domain/saved-filter/saved-filter';

const full = Array.from({ length: mostSavedFilters }, (_, index) => `条件${index}`);

describe('a filter that is kept', () => {
  test('loses its page and what is not set, and the blanks around its name', () =>
    expect(keepFilter({ name: ' 心内科加急 ', query: '?box=received&tab=&priority=urgent&page=3' }, [])).toEqual({ ok: true, value: { name: '心内科加急', query: 'box=received&priority=urgent' } }));

  test.each([
    ['without a name', { name: '  ', query: 'a=b' }, [], ['saved_filter.name_missing']],
    ['with a name of 21 characters', { name: '心'.repeat(21), query: 'a=b' }, [], ['saved_filter.name_too_long']],
    ['longer than an address', { name: '长', query: `text=${'心'.repeat(200)}` }, [], ['saved_filter.query_too_long']],
    ['beyond the twentieth', { name: '又一个', query: 'a=b' }, full, ['saved_filter.too_many']],
    ['with everything wrong at once', { name: '', query: `text=${'心'.repeat(200)}` }, full, ['saved_filter.name_missing', 'saved_filter.query_too_long', 'saved_filter.too_many']],
  ])('is refused %s', (_, wish, others, codes) => {
    const outcome = keepFilter(wish, others);
    expect(outcome.ok ? [] : outcome.refusals.map(({ code }) => code)).toEqual(codes);
  });

  test('of a name that is there takes its place, even where no other has one', () => expect(keepFilter({ name: '条件0', query: 'a=b' }, full).ok).toBe(true));
});
