import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import shipped from '@/db/seed/holidays.json';
import { addDays } from '@/server/domain/kernel/calendar-day';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import { checkCharacterOf, checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import { deadlineAfter, holidayTablesOf, isWorkingDay } from '@/server/domain/kernel/working-days';

const seed = 20250301;
const tables = holidayTablesOf(shipped);

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
/** Any citizen's seventeen digits: an area, a birth day of 1900–2024, a serial. */
const body = fc
  .tuple(fc.integer({ min: 110000, max: 659999 }), fc.integer({ min: 0, max: 45_655 }), digits(3))
  .map(([area, offset, serial]) => `${area}${addDays('1900-01-01', offset).replaceAll('-', '')}${serial}`);

describe('identity numbers', () => {
  test('every single wrong character is found', () => {
    fc.assert(
      fc.property(body, fc.nat(17), fc.integer({ min: 1, max: 9 }), (seventeen, at, shift) => {
        const number = `${seventeen}${checkCharacterOf(seventeen)}`;
        const written = number[at] === 'X' ? shift : (Number(number[at]) + shift) % 10;
        const mistaken = `${number.slice(0, at)}${written}${number.slice(at + 1)}`;
        expect(checkIdentityNumber('01', number).ok).toBe(true);
        expect(checkIdentityNumber('01', mistaken).ok).toBe(false);
      }),
      { seed, numRuns: 2000 },
    );
  });

  test('two neighbours swapped are found', () => {
    fc.assert(
      fc.property(body, fc.nat(15), (seventeen, at) => {
        const number = `${seventeen}${checkCharacterOf(seventeen)}`;
        fc.pre(number[at] !== number[at + 1]);
        const swapped = `${number.slice(0, at)}${number.charAt(at + 1)}${number.charAt(at)}${number.slice(at + 2)}`;
        expect(checkIdentityNumber('01', swapped).ok).toBe(false);
      }),
      { seed, numRuns: 2000 },
    );
  });

  test('the old and the new form are one person, and normalising twice changes nothing', () => {
    const bornBefore2000 = body.filter((seventeen) => seventeen.slice(6, 8) === '19');
    fc.assert(
      fc.property(bornBefore2000, (seventeen) => {
        const number = `${seventeen}${checkCharacterOf(seventeen)}`;
        const old = `${number.slice(0, 6)}${number.slice(8, 17)}`;
        expect(checkIdentityNumber('01', old)).toEqual(checkIdentityNumber('01', number));
        expect(checkIdentityNumber('01', number)).toMatchObject({ value: { normalized: number } });
      }),
      { seed, numRuns: 500 },
    );
  });

  test('no text whatever makes the check throw', () => {
    const certType = fc.constantFrom('01', '02', '04', '07', '08', '99', 'x');
    fc.assert(
      fc.property(certType, fc.string({ unit: 'binary', maxLength: 25 }), (type, text) => {
        const outcome = checkIdentityNumber(type, text);
        expect(outcome.ok || outcome.refusals.length > 0).toBe(true);
      }),
      { seed, numRuns: 2000 },
    );
  });
});

describe('working days', () => {
  const day = fc.integer({ min: 0, max: 2100 }).map((offset) => addDays('2021-01-01', offset));

  test('the deadline is a working day, and so many working days lie after receipt up to it', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), (received, count) => {
        const deadline = deadlineAfter(received, count, tables);
        if (!deadline.ok) throw new Error('the tables of the tests end too early');
        const working: string[] = [];
        for (let next = addDays(received, 1); next <= deadline.value; next = addDays(next, 1)) {
          const open = isWorkingDay(next, tables);
          if (open.ok && open.value) working.push(next);
        }
        expect(working).toHaveLength(count);
        expect(working.at(-1)).toBe(deadline.value);
      }),
      { seed, numRuns: 500 },
    );
  });
});

describe('canonical JSON', () => {
  test('reads back as the same value and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON has no negative zero; parsing what JSON writes removes it.
        const plain: unknown = JSON.parse(JSON.stringify(value));
        fc.pre(!/[\ud800-\udfff]/.test(JSON.stringify(value)));
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
        expect(canonicalJson(reversed(plain))).toBe(canonicalJson(plain));
      }),
      { seed, numRuns: 1000 },
    );
  });
});

/** The same value with the keys of every record written in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, item]) => [key, reversed(item)]));
}
