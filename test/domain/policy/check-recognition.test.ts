import { describe, expect, test } from 'vitest';
import { checkPolicy } from '@/server/domain/policy/check/check-policy';
import { listPolicyFiles, packOf, readPolicyFile } from './packs';

interface Document {
  benefit: { plans: { insutype: string; medTypes: string[] }[]; recognition: Record<string, unknown> | null };
}

/** Lishui's document with another recognition section, or with other plans. */
function documentWith(change: (benefit: Document['benefit']) => void): unknown {
  const document = readPolicyFile('331100/2020-10-30.json') as Document;
  change(document.benefit);
  return document;
}

const problemsOf = (change: (benefit: Document['benefit']) => void) => {
  const outcome = checkPolicy(documentWith(change));
  return outcome.ok ? [] : outcome.refusals.map(({ code, facts }) => [code, 'path' in facts ? facts.path : '']);
};

/** Sets one value of the section, wherever it stands. */
const setting = (path: string, value: unknown) => (benefit: Document['benefit']) => {
  const keys = path.split('.');
  let node = benefit.recognition as Record<string, unknown>;
  for (const key of keys.slice(0, -1)) node = node[key] as Record<string, unknown>;
  node[keys[keys.length - 1] ?? ''] = value;
};

describe('the section on recognition', () => {
  test.each(listPolicyFiles())('%s lists diseases with their ICD prefixes and validity', (name) => {
    const terms = packOf(name.slice(0, 6)).benefit.recognition;
    expect(terms?.medTypes.value).toEqual(['14']);
    expect(terms?.diseases.map(({ code }) => code)).toEqual(expect.arrayContaining(['M03900', 'M01600', 'M04600', 'M07801', 'M08300']));
  });

  test('Qinghai’s own text asks for one list and one procedure', () => {
    expect(packOf('630000').benefit.recognition?.medTypes).toMatchObject({ confidence: 'official', clause: expect.stringContaining('（七）') });
  });

  test.each<[string, Parameters<typeof documentWith>[0], string[][]]>([
    ['null where care of every kind is paid by its plan', (benefit) => (benefit.recognition = null), []],
    ['something that is neither paid as ordinary nor uncovered', setting('otherwise.value', 'half'), [['policy.not_allowed', 'benefit.recognition.otherwise.value']]],
    ['no diseases', setting('diseases', []), [['policy.out_of_range', 'benefit.recognition.diseases']]],
    ['a disease without prefixes', setting('diseases.0.icdPrefixes', []), [['policy.out_of_range', 'benefit.recognition.diseases[0].icdPrefixes']]],
    ['a prefix that no code begins with', setting('diseases.0.icdPrefixes', ['高血压']), [['policy.wrong_kind', 'benefit.recognition.diseases[0].icdPrefixes[0]']]],
    ['a disease for no years', setting('diseases.0.validYears.value', 0), [['policy.out_of_range', 'benefit.recognition.diseases[0].validYears.value']]],
    ['a disease twice', setting('diseases.1.code', 'M03900'), [['policy.duplicate', 'benefit.recognition.diseases']]],
    ['a number without its clause', setting('renewalDays', { value: 60 }), [['policy.key_missing', 'benefit.recognition.renewalDays'], ['policy.key_missing', 'benefit.recognition.renewalDays']]],
    [
      'nothing to fall back to',
      ({ plans }) => {
        for (const plan of plans) if (plan.insutype === '390' && plan.medTypes.includes('11')) plan.medTypes = plan.medTypes.filter((medType) => medType !== '11');
      },
      [['policy.no_ordinary_plan', 'benefit.recognition']],
    ],
  ])('refuses or takes %s', (_, change, expected) => {
    expect(problemsOf(change)).toEqual(expected);
  });

  test('is missed when it is left out altogether', () => {
    const outcome = checkPolicy(
      documentWith((benefit) => {
        delete (benefit as Partial<Document['benefit']>).recognition;
      }),
    );
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'policy.key_missing', facts: { path: 'benefit', key: 'recognition' } }] });
  });
});
