import { describe, expect, test } from 'vitest';
import { checkPolicy } from '@/server/domain/policy/check/check-policy';
import { listParameters } from '@/server/domain/policy/list-parameters';
import { listPolicyFiles, packOf, readPolicyFile } from './packs';

type Json = Record<string, unknown>;

const rizhao = '371100/2016-01-01.json';

/** The Rizhao document with one thing of `benefit` changed. */
function changed(change: (benefit: Json & { ladders: Json[]; assistance: Json[] }) => void): unknown {
  const document = structuredClone(readPolicyFile(rizhao)) as { benefit: Json & { ladders: Json[]; assistance: Json[] } };
  change(document.benefit);
  return document;
}

function problemsOf(document: unknown): string[] {
  const checked = checkPolicy(document);
  return checked.ok ? [] : checked.refusals.map(({ code, facts }) => `${code} ${'path' in facts ? facts.path : ''}`);
}

const ladderOf = (benefit: { ladders: Json[] }, at = 0): Json => benefit.ladders[at] ?? {};

describe('the layers of a policy document', () => {
  test.each<[string, Parameters<typeof changed>[0], string[]]>([
    ['slices that do not begin at nothing', (benefit) => Object.assign(ladderOf(benefit).slices as Json, { value: [{ from: '12000.00', rate: '0.5' }] }), ['policy.out_of_range benefit.ladders[0].slices.value[0].from']],
    ['slices out of order', (benefit) => Object.assign(ladderOf(benefit).slices as Json, { value: [{ from: '0.00', rate: '0.5' }, { from: '5.00', rate: '0.6' }, { from: '5.00', rate: '0.7' }] }), ['policy.out_of_order benefit.ladders[0].slices.value[2].from']],
    ['a rate above one', (benefit) => Object.assign(ladderOf(benefit).slices as Json, { value: '1.2' }), ['policy.out_of_range benefit.ladders[0].slices.value']],
    ['two ladders of one insurance', (benefit) => Object.assign(ladderOf(benefit, 1), { insutypes: ['390'] }), ['policy.duplicate benefit.ladders']],
    ['an unknown class', (benefit) => Object.assign(benefit.assistance[0] ?? {}, { classes: ['rich'] }), ['policy.not_allowed benefit.assistance[0].classes[0]']],
    ['a rule of assistance twice', (benefit) => benefit.assistance.push(structuredClone(benefit.assistance[0] ?? {})), ['policy.duplicate benefit.assistance']],
    ['a variant with a lower limit', (benefit) => Object.assign(((ladderOf(benefit).variants as Json[])[0]?.maximum as Json) ?? {}, { value: '200000.00' }), ['policy.out_of_order benefit.ladders[0].variants[0].maximum']],
    ['a missing section', (benefit) => delete (benefit as Json).assistance, ['policy.key_missing benefit']],
  ])('%s', (_name, change, problems) => {
    expect(problemsOf(changed(change))).toEqual(problems);
  });

  test('a region may have none', () => {
    expect(problemsOf(changed((benefit) => Object.assign(benefit, { ladders: [], assistance: [] })))).toEqual([]);
  });

  test.each(listPolicyFiles())('%s says of every layer what it stands on', (file) => {
    const { benefit } = packOf(file.slice(0, 6));
    expect(benefit.ladders.map((ladder) => ladder.insutypes).flat().sort()).toEqual(['310', '390']);
    expect(benefit.assistance.length).toBeGreaterThan(0);
    expect(benefit.layeredMedTypes.value).toEqual(['14', '21']);
  });

  test('a screen of parameters shows start lines in yuan, rates by slice and a lifted limit', () => {
    const parameters = listParameters(packOf('371100'));
    const valuesAt = (path: string) => parameters.find((each) => each.path === path)?.values.map(({ fromFen, quantity }) => [fromFen, quantity]);
    expect(valuesAt('benefit.ladders[0].start')).toEqual([[null, { unit: 'fen', value: 1_200_000 }]]);
    expect(valuesAt('benefit.ladders[0].slices')?.[1]).toEqual([10_000_000, { unit: 'rate', value: '0.60' }]);
    expect(valuesAt('benefit.ladders[0].variants[0].maximum')).toEqual([[null, { unit: 'fen', value: 50_000_000 }]]);
    expect(valuesAt('benefit.ladders[1].variants[0].maximum')).toEqual([[null, { unit: 'text', value: 'unlimited' }]]);
  });
});
