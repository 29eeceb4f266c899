import { describe, expect, test } from 'vitest';
import { keyGroups, sexes, teamRoles } from '@/app/_copy/labels';
import { addTemplate, templateMostCharacters } from '@/server/domain/agreement/add-template';
import { parseClauses } from '@/server/domain/agreement/clauses';
import { agreementFacts } from '@/server/domain/agreement/facts';
import { fillAgreement } from '@/server/domain/agreement/fill-agreement';
import { shippedTexts } from '@/server/domain/agreement/shipped-texts';
import { judgeSignature } from '@/server/domain/agreement/signature';
import { slotNames, tableNames } from '@/server/domain/agreement/slots';
import { type AgreementTemplate, templateOn } from '@/server/domain/agreement/template';
import { keyGroupNames, sexNames, teamRoleNames } from '@/server/domain/agreement/wording';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { sourceOf } from '../../factories/agreement';

function textOf(body: string, changes: Partial<AgreementTemplate> = {}): AgreementTemplate {
  return { scene: 'family_contract', kind: 'agreement', version: '2026-01', title: '协议', body, inForceFrom: '2026-01-01', ...changes };
}

function codesOf(outcome: Outcome<unknown>): readonly string[] {
  return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
}

function filled(body: string, source = sourceOf()) {
  const outcome = fillAgreement(textOf(body), agreementFacts(source));
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value.blocks;
}

describe('the notation of a text', () => {
  test.each([
    ['# 一、服务内容', { kind: 'heading', text: '一、服务内容' }],
    ['乙方{居民姓名}，{居民性别}。', { kind: 'paragraph', text: '乙方刘桂兰，女。' }],
    ['  乙方 { 居民姓名 }  ', { kind: 'paragraph', text: '乙方 刘桂兰' }],
    ['自{开始日期}起，至{结束日期}止，共{签约年数}年。', { kind: 'paragraph', text: '自2026年3月1日起，至2027年2月28日止，共1年。' }],
    ['每年{年签约服务费}，个人{年个人负担}。', { kind: 'paragraph', text: '每年120.00 元，个人30.00 元。' }],
  ])('%s', (line, block) => {
    expect(filled(line)).toEqual([block]);
  });

  test('empty lines part nothing, and lines end as any system ends them', () => {
    expect(filled('甲方\r\n\r\n乙方\r丙方\n').map((block) => 'text' in block && block.text)).toEqual(['甲方', '乙方', '丙方']);
  });

  test('a table has a row for each service of each package, with how often', () => {
    expect(filled('[[服务项目]]')).toEqual([
      { kind: 'table', name: '服务项目', head: ['服务包', '服务项目', '次数'], rows: [['基础服务包', '健康咨询', '按需'], ['高血压服务包', '面对面随访', '每年 4 次']] },
    ]);
  });

  test('who bears a package stands beside its price', () => {
    expect(filled('[[服务包]]')[0]).toMatchObject({ rows: [['基础服务包', '0.00', '0.00', '0.00', '0.00'], ['高血压服务包', '120.00', '50.00', '40.00', '30.00']] });
  });

  test('a clause about a guardian stands there only with one', () => {
    const body = '甲方\n? 由监护人{监护人姓名}（{监护人关系}）代签。';
    expect(filled(body)).toHaveLength(1);
    expect(filled(body, sourceOf({ guardian: { name: '陈思远', relation: '父亲' } }))[1]).toEqual({ kind: 'paragraph', text: '由监护人陈思远（父亲）代签。' });
  });

  test.each<[string, string, string[]]>([
    ['nothing', ' \n\n', ['agreement.text_empty']],
    ['a slot that nobody knows', '乙方{居民名字}', ['agreement.slot_unknown']],
    ['an English slot', '乙方{residentName}', ['agreement.slot_unknown']],
    ['an object’s own property', '乙方{constructor}', ['agreement.slot_unknown']],
    ['a brace that is never closed', '乙方{居民姓名', ['agreement.brace_open']],
    ['a brace that was never opened', '乙方}', ['agreement.brace_open']],
    ['a table that nobody knows', '[[收费表]]', ['agreement.table_unknown']],
    ['several at once, in their order', '{甲}\n[[乙]]\n{丙', ['agreement.slot_unknown', 'agreement.table_unknown', 'agreement.brace_open']],
  ])('%s is refused', (_, body, codes) => {
    expect(codesOf(parseClauses(body))).toEqual(codes);
  });

  test('a fault names its line', () => {
    expect(parseClauses('一\n\n{二}')).toMatchObject({ refusals: [{ facts: { line: 3, name: '二' } }] });
  });
});

describe('filling', () => {
  test('what is missing refuses the whole, once for each slot', () => {
    const facts = agreementFacts(sourceOf());
    const outcome = fillAgreement(textOf('{监护人姓名}与{监护人姓名}、{监护人关系}'), facts);
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: 'agreement.fact_missing', facts: { name: '监护人姓名' } }, { facts: { name: '监护人关系' } }] });
  });

  test('a resident without phone, address and group has words for it, not gaps', () => {
    const source = sourceOf();
    const resident = { ...source.resident, maskedPhone: null, address: null, keyGroups: [] };
    expect(filled('{居民电话}、{居民住址}、{重点人群}', { ...source, resident })).toEqual([{ kind: 'paragraph', text: '未登记、未登记、一般人群' }]);
  });

  test('a value with braces is a value, not a slot', () => {
    const source = sourceOf();
    expect(filled('{居民姓名}', { ...source, resident: { ...source.resident, name: '{机构名称}' } })).toEqual([{ kind: 'paragraph', text: '{机构名称}' }]);
  });

  test('half a character cannot break the digest', () => {
    const source = sourceOf();
    const blocks = filled('{居民姓名}', { ...source, resident: { ...source.resident, name: '王\ud842\u0000' } });
    expect(() => canonicalJson(blocks)).not.toThrow();
  });

  test.each(shippedTexts.map((text) => [`${text.kind} ${text.version}`, text] as const))('the shipped %s is filled with what every contract has', (_, text) => {
    for (const source of [sourceOf(), sourceOf({ guardian: { name: '陈思远', relation: '' } })]) {
      const outcome = fillAgreement(text, agreementFacts(source));
      expect(codesOf(outcome)).toEqual([]);
      expect(JSON.stringify(outcome)).not.toMatch(/\{\p{Script=Han}|\[\[\p{Script=Han}/u);
    }
  });

  test('the same facts give the same text, whatever the order they were told in', () => {
    const [text] = shippedTexts;
    if (!text) throw new Error('no text');
    const source = sourceOf();
    const reversed = Object.fromEntries(Object.entries(source).reverse()) as unknown as typeof source;
    expect(canonicalJson(fillAgreement(text, agreementFacts(reversed)))).toBe(canonicalJson(fillAgreement(text, agreementFacts(source))));
  });
});

describe('versions', () => {
  const known = [textOf('一', { version: '2025-01', inForceFrom: '2025-01-01' }), textOf('二', { version: '2026-01', inForceFrom: '2026-01-01' }), textOf('三', { version: '2026-07', inForceFrom: '2026-07-01' })];

  test.each([
    ['2024-12-31', null],
    ['2025-01-01', '2025-01'],
    ['2025-12-31', '2025-01'],
    ['2026-01-01', '2026-01'],
    ['2030-01-01', '2026-07'],
  ])('on %s the text shown is %s', (day, version) => {
    expect(templateOn(known, day)?.version ?? null).toBe(version);
  });

  const added = textOf('乙方{居民姓名}', { version: '2026-08', inForceFrom: '2026-08-01' });
  test.each<[string, Partial<AgreementTemplate>, string[]]>([
    ['as it should be', {}, []],
    ['today', { inForceFrom: '2026-03-10' }, ['agreement.begins_too_early']],
    ['tomorrow', { inForceFrom: '2026-03-11' }, []],
    ['the day of another', { inForceFrom: '2026-07-01' }, ['agreement.begins_with_another']],
    ['a version there is', { version: '2026-07' }, ['agreement.version_taken']],
    ['a version of no shape', { version: '新版' }, ['agreement.version_malformed']],
    ['no title', { title: ' ' }, ['agreement.title_missing']],
    ['too much of it', { body: '字'.repeat(templateMostCharacters + 1) }, ['agreement.text_too_long']],
    ['everything at once', { version: '', inForceFrom: '2026-01-01', title: '', body: '' }, ['agreement.version_malformed', 'agreement.begins_too_early', 'agreement.begins_with_another', 'agreement.title_missing', 'agreement.text_empty']],
    ['the version of another kind', { kind: 'consent', version: '2026-07', inForceFrom: '2026-07-01' }, []],
  ])('a new text: %s', (_, changes, codes) => {
    expect(codesOf(addTemplate({ ...added, ...changes }, known, '2026-03-10'))).toEqual(codes);
  });
});

test.each([
  [{ width: 1200, height: 400, inkedPixels: 5000 }, null],
  [{ width: 1200, height: 400, inkedPixels: 60 }, null],
  [{ width: 1200, height: 400, inkedPixels: 59 }, 'signature.blank'],
  [{ width: 0, height: 400, inkedPixels: 0 }, 'signature.wrong_size'],
  [{ width: 1601, height: 400, inkedPixels: 5000 }, 'signature.wrong_size'],
])('a signature of %j', (image, code) => {
  expect(judgeSignature(image)?.code ?? null).toBe(code);
});

test('an agreement names codes as the screens do', () => {
  expect(keyGroupNames).toEqual(keyGroups);
  expect(sexNames).toEqual(sexes);
  expect(teamRoleNames).toEqual(teamRoles);
});

test('no two slots or tables have one name', () => {
  expect(new Set(Object.values(slotNames)).size).toBe(Object.keys(slotNames).length);
  expect(new Set(Object.values(tableNames)).size).toBe(Object.keys(tableNames).length);
});
