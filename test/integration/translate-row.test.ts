import { describe, expect, test } from 'vitest';
import { contractFileColumns, institutionFileColumns, residentFileColumns } from '@/server/domain/import/registry-columns';
import { type FileColumn, codeOfHeader } from '@/server/domain/import/file-column';
import { visitFileColumns } from '@/server/domain/import/visit-file-columns';
import { templateKinds, templateOf } from '@/server/domain/import/template';
import type { Words } from '@/server/domain/words';
import { readResidentRow } from '@/server/integration/his/registry-rows';
import { openImport } from '@/server/integration/sheets/open-import';
import { isExample, translateRow } from '@/server/integration/sheets/translate-row';
import { writeCsv } from '@/server/integration/sheets/write-csv';
import { writeXlsx } from '@/server/integration/sheets/write-xlsx';
import { handmadeParts, inPieces, packageOf, textRow } from '../factories/xlsx-files';

const words: Words = { label: (_, code) => code ?? '', step: () => ({ name: '', formula: '', operands: '', result: '', clause: '', confidence: '' }), sentence: ({ code }) => code };
const rowOf = (fields: Record<string, string>) => translateRow({ rowNumber: 2, fields, problems: [] }, residentFileColumns);
const codesOf = async (content: string | Uint8Array) => {
  const file = await openImport('x', inPieces(content), residentFileColumns, readResidentRow);
  return file.ok ? 'ok' : file.refusals.map(({ code }) => code);
};
const people = async (content: string | Uint8Array) => {
  const file = await openImport('x', inPieces(content), residentFileColumns, readResidentRow);
  if (!file.ok) throw new Error(JSON.stringify(file.refusals));
  return Array.fromAsync(file.value.rows);
};

describe('headers', () => {
  test.each([
    ['证件号码*', 'certno'],
    [' 身份证号（必填） ', 'certno'],
    ['公民身份号码', 'certno'],
    ['CERTNO', 'certno'],
    ['姓 名', 'psn_name'],
    ['出生日期', 'brdy'],
    ['随便什么', '随便什么'],
  ])('%s is %s', (header, code) => expect(codeOfHeader(residentFileColumns, header)).toBe(code));

  test.each([['residents', residentFileColumns], ['contracts', contractFileColumns], ['institutions', institutionFileColumns], ['visits', visitFileColumns]] as const)('no two columns of %s go by one name', (_, columns: readonly FileColumn[]) => {
    const names = columns.flatMap(({ code, names: all }) => [code, ...all]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('what people write', () => {
  test.each([
    ['2025/3/1', '2025-03-01'],
    ['20250301', '2025-03-01'],
    ['2025年3月1日', '2025-03-01'],
    ['2025.03.01', '2025-03-01'],
    ['2025-03-01 00:00:00', '2025-03-01'],
    ['2025-02-30', '2025-02-30'],
  ])('the day %s is read as %s', (text, day) => expect(rowOf({ brdy: text }).fields.brdy).toBe(day));

  test('words of values become their codes', () => {
    expect(rowOf({ gend: '女', insutype: '城乡居民', psn_cert_type: '居民身份证', retired: '否', key_groups: '高血压、糖尿病' }).fields).toEqual({ gend: '2', insutype: '390', psn_cert_type: '01', retired: '0', key_groups: 'hypertension;diabetes' });
  });

  test.each([
    ['brdy', '45292', 'import.day_is_serial', { column: 'brdy', value: '45292', day: '2024-01-01' }],
    ['certno', '1.10101E+17', 'import.digits_lost', { column: 'certno' }],
    ['certno', '110101199003070000', 'import.digits_lost', { column: 'certno' }],
  ])('what a spreadsheet spoilt in %s, %s, is told', (column, text, code, facts) => expect(rowOf({ [column]: text }).problems).toEqual([{ code, column, facts }]));

  test('an apostrophe that keeps a number text is not a part of it', () => expect(rowOf({ certno: "'11010119900307003X" }).fields.certno).toBe('11010119900307003X'));
});

describe('files of every kind', () => {
  const header = '证件号码,姓名,险种';

  test('GB18030 and UTF-8 say the same', async () => {
    // 证件号码,姓名,险种 and a row of 张三, as an old spreadsheet saves it.
    const old = Buffer.from('d6a4bcfebac5c2eb2cd0d5c3fb2ccfd5d6d60d0a3131303130313139393030333037303033382cd5c5c8fd2cbed3c3f10d0a', 'hex');
    expect((await people(old)).map(({ facts }) => [facts.certNo, facts.name, facts.insutype])).toEqual([['110101199003070038', '张三', '390']]);
  });

  test('a workbook as WPS saves it, with a title above the header', async () => {
    const rows = [textRow(1, ['某镇居民名册']), textRow(3, ['证件号码*', '姓名*', '险种类型*', '性别']), textRow(4, ['110101199003070038', '张三', '居民医保', '男'])].join('');
    expect((await people(await packageOf(handmadeParts([{ name: '名册', rows }])))).map(({ rowNumber, facts }) => [rowNumber, facts.name, facts.sex])).toEqual([[4, '张三', 'male']]);
  });

  test('a number cell in a column of numbers is told to have lost its digits', async () => {
    const rows = [textRow(1, ['证件号码', '姓名', '险种']), textRow(2, ['<c r="A2"><v>1.1010119900307E+17</v></c>', '张三', '390'])].join('');
    const [row] = await people(await packageOf(handmadeParts([{ name: '名册', rows }])));
    expect(row?.problems.map(({ code, column }) => [column, code])).toEqual([['certno', 'import.digits_lost']]);
  });

  test.each([
    ['an empty file', '', ['import.file_empty']],
    ['a wrong header', '甲,乙\n1,2\n', ['import.column_missing', 'import.column_missing', 'import.column_missing']],
    ['a column that stands twice under two names', `${header},身份证号\n`, ['import.column_repeated']],
    ['a header alone', `${header}\n`, 'ok'],
  ])('%s gets its answer', async (_, content, codes) => expect(await codesOf(content)).toEqual(codes));

  test('merged cells are refused', async () => {
    const rows = [textRow(1, ['证件号码', '姓名', '险种']), textRow(2, ['110101199003070038', '张三', '390'])].join('');
    expect(await codesOf(await packageOf(handmadeParts([{ name: '名册', rows, after: '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>' }])))).toEqual(['import.cells_merged']);
  });

  test('a workbook that unfolds to far more than it is, and a line without an end, are given up early', async () => {
    async function* endless() {
      for (let at = 0; at < 300; at += 1) {
        await Promise.resolve();
        yield ' '.repeat(1024 * 1024);
      }
    }
    const parts = handmadeParts([{ name: '名册', rows: '' }]);
    expect(await codesOf(await packageOf({ ...parts, 'xl/worksheets/sheet1.xml': endless() }))).toEqual(['import.workbook_too_large']);
    let read = 0;
    const line = async function* () {
      yield Buffer.from(`${header}\n`);
      for (let at = 0; at < 1024; at += 1) {
        await Promise.resolve();
        read += 1;
        yield Buffer.alloc(1024 * 1024, 'a');
      }
    };
    const file = await openImport('x', () => line(), residentFileColumns, readResidentRow);
    expect(file).toMatchObject({ ok: false, refusals: [{ code: 'import.row_too_long' }] });
    expect(read).toBeLessThan(5);
  });

  test('half characters and zero characters are no part of what is kept', () => {
    expect(rowOf({ psn_name: '张\ud800三\0' }).fields.psn_name).toBe('张\ufffd三');
  });
});

describe('templates', () => {
  test.each(templateKinds)('of %s can be uploaded as they are: the example is passed over', async (kind) => {
    const columns = { residents: residentFileColumns, contracts: contractFileColumns, institutions: institutionFileColumns, visits: visitFileColumns }[kind];
    for (const write of [writeXlsx, writeCsv]) {
      const bytes = Buffer.concat(await Array.fromAsync(write(templateOf(kind, words)) as AsyncIterable<Uint8Array>));
      const file = await openImport('模板', inPieces(bytes), columns, (row) => ({ rowNumber: row.rowNumber, facts: row.fields, problems: row.problems, original: () => row.fields }));
      if (!file.ok) throw new Error(JSON.stringify(file.refusals));
      expect(await Array.fromAsync(file.value.rows)).toEqual([]);
    }
  });

  test('keep their columns text, also where nothing is written yet', async () => {
    const text = Buffer.concat(await Array.fromAsync(writeXlsx(templateOf('residents', words)))).length;
    expect(text).toBeGreaterThan(1000);
    expect(isExample({ rowNumber: 2, fields: { remark: '【示例】' }, problems: [] })).toBe(true);
    expect(isExample({ rowNumber: 2, fields: { remark: '不是示例' }, problems: [] })).toBe(false);
  });
});
