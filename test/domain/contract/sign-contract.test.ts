import { describe, expect, test } from 'vitest';
import { inForceOn, lastDayOf } from '@/server/domain/contract/contract';
import { contractRulesOf } from '@/server/domain/contract/rules';
import { signContract, type SigningFacts } from '@/server/domain/contract/sign-contract';
import { consent, heldContract, signingFacts } from './signing-facts';

const codesOf = (change: Partial<SigningFacts>) => {
  const outcome = signContract(signingFacts(change));
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
};

describe('signing', () => {
  test('gives a contract in force for the term', () => {
    expect(signContract(signingFacts())).toEqual({
      ok: true,
      value: {
        consent,
        doctorCapacity: 2000,
        contract: {
          status: 'in_force',
          id: 'c1',
          number: 'QY2025000001',
          regionCode: '210100',
          residentId: 'r1',
          teamId: 't1',
          institutionCode: 'H21010200001',
          practitionerId: 'p1',
          packageCodes: ['basic'],
          startDay: '2025-06-01',
          endDay: '2026-05-31',
          termYears: 1,
          previousContractId: null,
          channel: 'desk',
          signedAt: 1_748_736_000_000,
        },
      },
    });
  });

  test('a second contract is refused with the team and the day it ends', () => {
    expect(signContract(signingFacts({ contracts: [heldContract()] }))).toEqual({
      ok: false,
      refusals: [
        { code: 'contract.already_active', facts: { teamName: '沈河三队', until: '2025-08-31', sameTeam: false } },
      ],
    });
  });

  test('of several that overlap, the one that ends last is named', () => {
    const contracts = [
      heldContract({ startDay: '2025-07-01', endDay: '2026-06-30', teamName: '沈河四队' }),
      heldContract({ endDay: '2025-06-30' }),
    ];
    for (const order of [contracts, contracts.toReversed()]) {
      expect(signContract(signingFacts({ contracts: order }))).toMatchObject({
        refusals: [{ facts: { teamName: '沈河四队', until: '2026-06-30' } }],
      });
    }
  });

  test.each<[string, Partial<SigningFacts>, string[]]>([
    ['the last place of the team', { signedCount: 1999 }, []],
    ['a full team', { signedCount: 2000 }, ['contract.team_full']],
    ['a team over its capacity', { signedCount: 2001 }, ['contract.team_full']],
    ['a doctor of another team', { practitionerId: 'p9' }, ['contract.practitioner_not_in_team']],
    ['a package that is not on offer', { packageCodes: ['gold'] }, ['contract.package_unknown']],
    ['four years', { termYears: 4 }, ['contract.term_not_allowed']],
    ['three years', { termYears: 3 }, []],
    ['from yesterday', { startDay: '2025-05-31' }, ['contract.start_in_past']],
    ['in thirty days', { startDay: '2025-07-01' }, []],
    ['in thirty-one days', { startDay: '2025-07-02' }, ['contract.start_too_far']],
    ['without consent', { consent: null }, ['contract.consent_missing']],
    ['the dead', { resident: { ...signingFacts().resident, deathDay: '2025-05-30' } }, ['contract.resident_deceased']],
    ['a day after a terminated contract', { contracts: [heldContract({ status: 'terminated', endDay: '2025-05-31' })] }, []],
    ['on the last day of a terminated contract', { contracts: [heldContract({ status: 'terminated', endDay: '2025-06-01' })] }, ['contract.already_active']],
    ['before a contract that begins within the term', { contracts: [heldContract({ startDay: '2026-05-31', endDay: '2027-05-30' })] }, ['contract.already_active']],
    ['before a contract that begins after the term', { contracts: [heldContract({ startDay: '2026-06-01', endDay: '2027-05-31' })] }, []],
  ])('%s', (_, change, codes) => {
    expect(codesOf(change)).toEqual(codes);
  });

  test('renewing with the own team takes no new place in it', () => {
    const own = heldContract({ teamId: 't1', endDay: '2025-06-10' });
    const renewal = { contracts: [own], signedCount: 2000, startDay: '2025-06-11' };
    expect(codesOf(renewal)).toEqual([]);
    expect(codesOf({ ...renewal, contracts: [{ ...own, teamId: 't2' }] })).toEqual(['contract.team_full']);
    // A contract that has run out has given its place away.
    expect(codesOf({ ...renewal, contracts: [{ ...own, endDay: '2025-05-31' }] })).toEqual(['contract.team_full']);
  });

  test('gives every reason at once, in the documented order', () => {
    expect(
      codesOf({
        resident: { id: 'r1', regionCode: '210100', birthDay: '2015-01-01', deathDay: '2025-05-30' },
        contracts: [heldContract()],
        signedCount: 2000,
        practitionerId: 'p9',
        packageCodes: ['gold'],
        termYears: 4,
        startDay: '2025-05-31',
        consent: null,
      }),
    ).toEqual([
      'contract.resident_deceased',
      'contract.already_active',
      'contract.team_full',
      'contract.practitioner_not_in_team',
      'contract.package_unknown',
      'contract.term_not_allowed',
      'contract.start_in_past',
      'contract.consent_missing',
      'contract.guardian_required',
    ]);
  });
});

describe('a child', () => {
  const child = (birthDay: string) => ({ resident: { ...signingFacts().resident, birthDay } });
  const guardian = { name: '李四', relation: '母亲' };

  test('signs through a guardian until the fourteenth birthday', () => {
    expect(codesOf(child('2011-06-02'))).toEqual(['contract.guardian_required']);
    expect(codesOf(child('2011-06-01'))).toEqual([]);
    expect(codesOf({ ...child('2011-06-02'), consent: { ...consent, guardian } })).toEqual([]);
  });

  test('the refusal tells the age', () => {
    expect(signContract(signingFacts(child('2020-01-01')))).toMatchObject({
      refusals: [{ code: 'contract.guardian_required', facts: { age: 5, under: 14 } }],
    });
  });
});

describe('the last day of a term', () => {
  test.each([
    ['2025-03-01', 1, '2026-02-28'],
    ['2023-03-01', 1, '2024-02-29'],
    ['2024-02-29', 1, '2025-02-27'],
    ['2024-02-29', 4, '2028-02-28'],
    ['2025-01-01', 3, '2027-12-31'],
  ])('%s for %i years → %s', (start, years, last) => {
    expect(lastDayOf(start, years)).toBe(last);
  });
});

describe('in force on a day', () => {
  const contract = { startDay: '2025-06-01', endDay: '2026-05-31' };

  test.each([
    ['2025-05-31', false],
    ['2025-06-01', true],
    ['2026-05-31', true],
    ['2026-06-01', false],
  ])('%s: %s', (day, inForce) => {
    expect(inForceOn(contract, day)).toBe(inForce);
  });
});

test('the terms on offer come from policy, the guardian’s age from the law', () => {
  const termYears = { value: [1, 2], clause: '第三条', confidence: 'official' } as const;
  const doctorCapacity = { value: 1800, clause: '第四条', confidence: 'official' } as const;
  const teamComposition = { value: 'required', clause: '第五条', confidence: 'official' } as const;
  expect(contractRulesOf({ termYears, doctorCapacity, teamComposition })).toEqual({ termYears: [1, 2], startDaysAhead: 30, guardianUnderAge: 14, doctorCapacity: 1800, teamMustBeComplete: true });
});
