import { describe, expect, test } from 'vitest';
import { packageNamesOf, packagesOf, priceOf, suggestPackages } from '@/server/domain/contract/packages';
import { contractFileColumns } from '@/server/domain/import/registry-columns';
import { checkPolicy } from '@/server/domain/policy/check/check-policy';
import { keyGroups } from '@/server/domain/registry/codes';
import { listPolicyFiles, packOf, readPolicyFile } from '../policy/packs';

const regions = ['130300', '210100', '331100', '371100', '630000'];

describe.each(regions)('the packages of %s', (regionCode) => {
  const { packages, followUps } = packOf(regionCode).contract;

  test('cost what their bearers pay, and each key group but the poor has one', () => {
    for (const each of packages) {
      const { priceFen, parts } = priceOf([each]);
      expect(parts.fund + parts.publicHealth + parts.person).toBe(priceFen);
    }
    const withOne = new Set(packages.flatMap((each) => each.keyGroups));
    expect(keyGroups.filter((group) => !withOne.has(group))).toEqual(['low_income']);
    expect(followUps.length).toBeGreaterThan(4);
  });

  test('are read from a file by the names that files say them with', () => {
    const column = contractFileColumns.find(({ code }) => code === 'package');
    expect(packages.map(({ name }) => column?.values?.[name])).toEqual(packages.map(({ code }) => code));
  });

  test('of one contract cost their sum', () => {
    expect(priceOf(packagesOf(packages, ['basic', 'elderly'])).parts).toEqual({ fund: 5000, publicHealth: 4000, person: 3000 });
  });
});

describe('what a code is called', () => {
  const { packages } = packOf('210100').contract;
  const [basic] = packages;
  const version = (inForceFrom: string, names: Readonly<Record<string, string>>) => ({ inForceFrom, contract: { packages: Object.entries(names).flatMap(([code, name]) => (basic ? [{ ...basic, code, name }] : [])) } });

  test('is the region’s own word, the latest that it had; what is no longer offered keeps its name', () => {
    const newer = version('2025-01-01', { basic: '基本包', sunset_care: '夕阳红包' });
    const older = version('2020-01-01', { basic: '基础包', winter: '过冬包' });
    expect(packageNamesOf([newer, older])).toEqual({ basic: '基本包', sunset_care: '夕阳红包', winter: '过冬包' });
  });
});

describe('what a contract is for', () => {
  const { packages } = packOf('210100').contract;
  const codesOf = (codes: readonly string[]) => packagesOf(packages, codes).map(({ code }) => code);

  test('holds the basic package whether or not it was written down, in the order of the catalogue', () => {
    expect(codesOf(['diabetes', 'basic'])).toEqual(['basic', 'diabetes']);
    expect(codesOf(['diabetes', 'elderly'])).toEqual(['basic', 'elderly', 'diabetes']);
    expect(codesOf(['gone'])).toEqual(['basic']);
  });

  test.each([
    ['nobody in particular', [], ['basic']],
    ['somebody old with high blood pressure', ['hypertension', 'elderly65'], ['basic', 'elderly', 'hypertension']],
    ['the poor', ['low_income'], ['basic']],
  ] as const)('is suggested to %s', (_, groups, expected) => expect(suggestPackages(packages, groups)).toEqual(expected));
});

describe('a policy is refused', () => {
  type Json = Record<string, never> & { contract: { packages: { code: string; kind: string; yearlyPrice: { value: string }; items: { code: string; followUp: string | null; perYear: { value: number } }[] }[]; followUps: { code: string; rhythm: { every: { value: number } } }[] } };
  const problems = (change: (document: Json) => void) => {
    const document = readPolicyFile(listPolicyFiles().find((file) => file.startsWith('210100')) ?? '') as Json;
    change(document);
    const checked = checkPolicy(document);
    return checked.ok ? [] : checked.refusals.map(({ code }) => code);
  };
  const first = <Value,>(list: readonly Value[]): Value => {
    const [value] = list;
    if (value === undefined) throw new Error('an empty list');
    return value;
  };

  test.each<[string, (document: Json) => void, string[]]>([
    ['whose parts are not the price', ({ contract }) => (first(contract.packages).yearlyPrice.value = '70.01'), ['policy.parts_not_the_price']],
    ['with one code for two packages', ({ contract }) => (first(contract.packages.slice(1)).code = 'basic'), ['policy.duplicate']],
    ['with one code for two items', ({ contract }) => (first(first(contract.packages.slice(2)).items).code = 'consult'), ['policy.duplicate']],
    ['without a package for everybody', ({ contract }) => (first(contract.packages).kind = 'personal'), ['policy.key_missing']],
    ['with an item never given', ({ contract }) => (first(first(contract.packages).items).perYear.value = 0), ['policy.out_of_range']],
    ['with a plan that nobody wrote', ({ contract }) => (first(first(contract.packages).items).followUp = 'moon'), ['policy.not_allowed']],
    ['with a plan for no item', ({ contract }) => (first(contract.followUps).code = 'moon'), ['policy.not_allowed', 'policy.key_missing']],
    ['with a rhythm that does not divide the year', ({ contract }) => (first(contract.followUps).rhythm.every.value = 5), ['policy.not_allowed']],
  ])('%s', (_, change, expected) => expect(problems(change)).toEqual(expected));
});
