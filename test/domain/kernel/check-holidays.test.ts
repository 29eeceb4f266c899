import { describe, expect, test } from 'vitest';
import shipped from '@/db/seed/holidays.json';
import { checkHolidays } from '@/server/domain/kernel/check-holidays';

const good = { '2027': { daysOff: ['2027-01-01', '2027-01-02'], workdays: ['2027-02-06'] } };
const refusalsOf = (document: unknown) => {
  const checked = checkHolidays(document);
  return checked.ok ? [] : checked.refusals;
};

describe('a file of holidays', () => {
  test('is a table a year', () => {
    const checked = checkHolidays(good);
    expect(checked.ok && checked.value).toEqual([{ year: 2027, daysOff: ['2027-01-01', '2027-01-02'], workdays: ['2027-02-06'] }]);
  });

  test('the ones that come with the program are sound', () => {
    expect(refusalsOf(shipped)).toEqual([]);
  });

  test.each([
    ['a list', [], ''],
    ['nothing', {}, ''],
    ['no object', null, ''],
    ['another key', { holidays: good['2027'] }, 'holidays'],
    ['a year without a table', { '2027': ['2027-01-01'] }, '2027'],
    ['days that are no list', { '2027': { daysOff: '2027-01-01', workdays: [] } }, '2027.daysOff'],
    ['workdays left out', { '2027': { daysOff: ['2027-01-01'] } }, '2027.workdays'],
    ['numbers', { '2027': { daysOff: [20_270_101], workdays: [] } }, '2027.daysOff'],
  ])('%s is refused, with the place', (_, document, path) => {
    expect(refusalsOf(document)).toEqual([{ code: 'calendar.not_a_table', facts: { path } }]);
  });

  test('tells everything that is wrong at once', () => {
    const daysOff = ['2027-02-30', '2028-01-01', '2027-02-06'];
    expect(refusalsOf({ '2027': { daysOff, workdays: ['2027-02-06', '2027-02-08'] } })).toEqual([
      { code: 'calendar.not_a_day', facts: { year: 2027, text: '2027-02-30' } },
      { code: 'calendar.other_year', facts: { year: 2027, day: '2028-01-01' } },
      { code: 'calendar.weekday_made_up', facts: { day: '2027-02-08' } },
      { code: 'calendar.off_and_worked', facts: { day: '2027-02-06' } },
    ]);
  });
});
