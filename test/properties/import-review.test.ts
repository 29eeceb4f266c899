import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differencesOf } from '@/server/domain/import/compare-resident';
import { classOfContract, classOfResident, decisionsFor, openClasses, reviewKinds, rowClasses } from '@/server/domain/import/review';

const seed = 20260301;
const onFile = fc.option(fc.record({ outOfReach: fc.boolean(), differences: fc.nat(9) }), { nil: null });

describe('what a row is', () => {
  test('is exactly one thing, and only what waits can be decided about', () => {
    const residents = fc.record({ isWrong: fc.boolean(), onFile, closeMatches: fc.nat(5) });
    const contracts = fc.record({ isWrong: fc.boolean(), isKnown: fc.boolean(), closeMatches: fc.nat(5), onFile: fc.option(fc.record({ differences: fc.nat(3) }), { nil: null }), isSigned: fc.boolean(), isRefused: fc.boolean() });
    fc.assert(fc.property(residents, contracts, (resident, contract) => {
      for (const [kind, found] of [['residents', classOfResident(resident)], ['contracts', classOfContract(contract)]] as const) {
        expect(rowClasses).toContain(found);
        expect(decisionsFor(kind, found).length > 0).toBe(openClasses.includes(found));
      }
      // What is wrong is never taken, and who is on file is never registered again.
      if (resident.isWrong) expect(classOfResident(resident)).toBe('rejected');
      else if (resident.onFile) expect(['held', 'changed', 'elsewhere']).toContain(classOfResident(resident));
    }), { seed });
  });

  test('can always be thrown away where anything can be decided', () => {
    for (const kind of reviewKinds) for (const name of openClasses) expect(decisionsFor(kind, name)).toContain('discard');
  });
});

test('a person told as they are on file differs in nothing, and what is not told never differs', () => {
  const person = fc.record({
    certificate: fc.record({ certType: fc.constantFrom('01', '08'), number: fc.string({ minLength: 4, maxLength: 18 }) }),
    name: fc.string({ minLength: 1, maxLength: 10 }),
    sex: fc.constantFrom('male' as const, 'female' as const),
    birthDay: fc.constantFrom('1980-01-01', '1950-12-31'),
    deathDay: fc.constantFrom(null, '2020-01-01'),
    insutype: fc.constantFrom('310' as const, '390' as const),
    retired: fc.boolean(),
    phone: fc.constantFrom(null, '13800000000'),
    address: fc.constantFrom(null, '某村 1 组'),
    keyGroups: fc.subarray(['hypertension', 'diabetes', 'disabled'] as const),
    homeInstitution: fc.constantFrom(null, 'H21010000001'),
  });
  fc.assert(fc.property(person, person, (before, other) => {
    expect(differencesOf(before, before)).toEqual([]);
    expect(differencesOf(before, {})).toEqual([]);
    for (const { before: was, after } of differencesOf(before, other)) expect(was).not.toEqual(after);
  }), { seed });
});
