import { writeXlsx as writeElsewhere } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import type { FileRefusal } from '@/server/domain/import/refusals';
import type { Workbook } from '@/server/domain/kernel/workbook';
import { type Sheet, openSheet } from '@/server/integration/sheets/open-sheet';
import type { SheetRow } from '@/server/integration/sheets/sheet-row';
import { writeXlsx } from '@/server/integration/sheets/write-xlsx';
import { FileProblem } from '@/server/services/import/incoming';
import { type HandmadeSheet, handmadeParts, inPieces, packageOf, textRow } from '../factories/xlsx-files';

const columns = ['certno', 'brdy', 'amount'];

async function sheetOf(content: Uint8Array, required: readonly string[] = columns, piece?: number): Promise<Sheet> {
  const sheet = await openSheet(inPieces(content, piece), required);
  if (!sheet.ok) throw new Error(JSON.stringify(sheet.refusals));
  return sheet.value;
}
async function rowsOf(content: Uint8Array, required?: readonly string[], piece?: number): Promise<SheetRow[]> {
  return Array.fromAsync((await sheetOf(content, required, piece)).rows);
}
async function refusalsOf(content: Uint8Array, required: readonly string[] = columns): Promise<readonly FileRefusal[]> {
  const sheet = await openSheet(inPieces(content), required);
  return sheet.ok ? [] : sheet.refusals;
}
/** What the rows break off at. */
async function breaksOff(content: Uint8Array): Promise<unknown> {
  try {
    await rowsOf(content);
    return null;
  } catch (error) {
    return error instanceof FileProblem ? error.refusal.code : error;
  }
}

const handmade = (sheets: readonly HandmadeSheet[], changes?: Record<string, string | null>) => packageOf(handmadeParts(sheets, changes));
const oneSheet = (rows: string, after?: string) => handmade([{ name: '数据', rows: textRow(1, columns) + rows, ...(after === undefined ? {} : { after }) }]);
/** One cell in column `at` of row 2. */
const cell = (at: number, attributes: string, inside: string) => oneSheet(`<row r="2"><c r="${'ABC'[at]}2" ${attributes}>${inside}</c></row>`);

describe('a workbook', () => {
  test('that WPS saved is read: texts in their cells, targets from the root', async () => {
    const file = await oneSheet(textRow(2, ['210102194906083721', '1949-06-08', '12.50']));
    expect(await rowsOf(file)).toEqual([{ rowNumber: 2, fields: { certno: '210102194906083721', brdy: '1949-06-08', amount: '12.50' }, problems: [] }]);
  });

  test('that another program saved is read: shared texts, numbers, days', async () => {
    const file = await writeElsewhere({ sheets: [{ name: 'Sheet1', rows: [columns, ['210102194906083721', new Date(Date.UTC(1949, 5, 8)), 12.5], ['11010519491231002X', new Date(Date.UTC(2024, 1, 29)), 0.1 + 0.2]] }] });
    expect((await rowsOf(file)).map(({ fields }) => fields)).toEqual([
      { certno: '210102194906083721', brdy: '1949-06-08', amount: '12.5' },
      { certno: '11010519491231002X', brdy: '2024-02-29', amount: '0.3' },
    ]);
  });

  test('that we wrote is read back, whatever the pieces its bytes come in', async () => {
    const book: Workbook = { sheets: [{ name: '行', columns: [{ title: 'certno', kind: 'text' }, { title: 'brdy', kind: 'day' }, { title: 'amount', kind: 'yuan' }, { title: '时间', kind: 'time' }], rows: [['=1+1\r\n_x0041_ 𠮷', '1949-06-08', 1250, '2025-03-09 23:59:59']] }] };
    const file = Buffer.concat(await Array.fromAsync(writeXlsx(book)));
    for (const piece of [1, 7, 100_000]) {
      expect((await rowsOf(file, columns, piece)).map(({ fields }) => fields)).toEqual([{ certno: '=1+1\r\n_x0041_ 𠮷', brdy: '1949-06-08', amount: '12.5', 时间: '2025-03-09 23:59:59' }]);
    }
  });

  test('keeps the row numbers that the spreadsheet shows, and passes over blank rows', async () => {
    const file = await oneSheet(`${textRow(4, ['a'])}<row r="5"/>${textRow(6, ['', '', ' '])}${textRow(9, ['b'])}<row><c t="inlineStr"><is><t>c</t></is></c></row>`);
    expect((await rowsOf(file)).map(({ rowNumber, fields }) => [rowNumber, fields.certno])).toEqual([[4, 'a'], [9, 'b'], [10, 'c']]);
  });

  test('may have a title above the header, merged or not', async () => {
    const rows = `${textRow(1, ['某医院结算明细'])}${textRow(3, columns)}${textRow(4, ['a', 'b', 'c'])}`;
    const file = await handmade([{ name: '数据', rows, after: '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>' }]);
    expect((await rowsOf(file)).map(({ rowNumber }) => rowNumber)).toEqual([4]);
  });

  test('is read from its first sheet that has the header and is shown; the others are named', async () => {
    const data = (value: string) => textRow(1, columns) + textRow(2, [value]);
    const sheets: HandmadeSheet[] = [
      { name: '说明', rows: textRow(1, ['填写说明']) },
      { name: '旧', rows: data('hidden'), hidden: true },
      { name: '三月', rows: data('here') },
      { name: '四月', rows: data('later') },
    ];
    const sheet = await sheetOf(await handmade(sheets));
    expect(sheet.workbook).toEqual({ sheetName: '三月', otherSheets: ['说明', '四月'] });
    expect((await Array.fromAsync(sheet.rows)).map(({ fields }) => fields.certno)).toEqual(['here']);
  });

  test('takes runs of a text together, without how it is pronounced', async () => {
    const file = await cell(0, 't="inlineStr"', '<is><r><rPr><b/></rPr><t>张</t></r><r><t xml:space="preserve"> 三</t></r><rPh sb="0" eb="1"><t>zhang</t></rPh></is>');
    expect((await rowsOf(file))[0]?.fields.certno).toBe('张 三');
  });

  test('has what its formulas came to', async () => {
    const file = await cell(2, 't="str"', '<f>A1&amp;B1</f><v>12.50</v>');
    expect((await rowsOf(file))[0]?.fields.amount).toBe('12.50');
  });
});

describe('a cell', () => {
  test.each([
    ['a built-in day', 's="1"', '45717', '2025-03-01'],
    ['a built-in day and time', 's="2"', '45717.354166666664', '2025-03-01 08:30:00'],
    ['a Chinese day', 's="3"', '18057', '1949-06-08'],
    ['a time of day alone, which is no day', 's="4"', '0.5', '0.5'],
    ['a number whose format speaks of days', 's="5"', '45717', '45717'],
    ['a written day and time', 's="6"', '45717.99998842593', '2025-03-01 23:59:59'],
    ['midnight', 's="6"', '45717', '2025-03-01 00:00:00'],
    ['a day whose format hides the time', 's="1"', '45717.5', '2025-03-01 12:00:00'],
    ['the last of February 1900, which never was, counts', 's="1"', '61', '1900-03-01'],
    ['before it', 's="1"', '59', '1900-02-28'],
    ['a day as ISO text', 't="d"', '2025-03-01T08:30:00', '2025-03-01 08:30:00'],
    ['a number', '', '12.340000000000002', '12.34'],
    ['a large one with an exponent', '', '1.2E+3', '1200'],
    ['a small one', '', '1E-2', '0.01'],
    ['yes', 't="b"', '1', '1'],
  ])('with %s', async (_, attributes, value, expected) => {
    expect((await rowsOf(await cell(1, attributes, `<v>${value}</v>`)))[0]?.fields.brdy).toBe(expected);
  });

  test('of a workbook that counts from 1904', async () => {
    const rows = textRow(1, columns) + '<row r="2"><c r="B2" s="1"><v>44255</v></c></row>';
    const parts = handmadeParts([{ name: '数据', rows }]);
    parts['xl/workbook.xml'] = (parts['xl/workbook.xml'] ?? '').replace('<workbookPr/>', '<workbookPr date1904="1"/>');
    expect((await rowsOf(await packageOf(parts)))[0]?.fields.brdy).toBe('2025-03-01');
  });

  test('with a certificate’s number as a number has lost what it was, and says so alone', async () => {
    for (const value of ['210102194906083000', '2.10102194906083E+17', '1234']) {
      expect((await rowsOf(await cell(0, '', `<v>${value}</v>`)))[0]?.problems).toEqual([{ code: 'import.digits_lost', column: 'certno', facts: { column: 'certno' } }]);
    }
    expect((await rowsOf(await cell(2, '', '<v>1234567890123456789</v>')))[0]?.problems).toMatchObject([{ code: 'import.digits_lost', column: 'amount' }]);
  });

  test('with a formula’s error is told', async () => {
    expect((await rowsOf(await cell(2, 't="e"', '<v>#N/A</v>')))[0]?.problems).toEqual([{ code: 'import.cell_in_error', column: 'amount', facts: { column: 'amount', value: '#N/A' } }]);
  });

  test('beyond the columns has shifted', async () => {
    expect((await rowsOf(await oneSheet(textRow(2, ['1', '2', '3', '4']))))[0]?.problems).toEqual([{ code: 'import.row_width_differs', column: null, facts: { expected: 3, found: 4 } }]);
  });
});

describe('a file is refused, in words of its own,', () => {
  const code = async (content: Promise<Uint8Array> | Uint8Array) => (await refusalsOf(await content)).map((refusal) => refusal.code);
  const sound = () => oneSheet(textRow(2, ['a', 'b', 'c']));

  test('when its header lacks columns, by the sheet that comes nearest', async () => {
    const file = await handmade([{ name: '甲', rows: textRow(1, ['x', 'y']) }, { name: '乙', rows: textRow(1, ['certno', 'amount']) }]);
    expect(await refusalsOf(file)).toEqual([{ code: 'import.column_missing', facts: { column: 'brdy' } }]);
  });

  test('when a column stands twice', async () => {
    expect(await code(handmade([{ name: '甲', rows: textRow(1, [...columns, 'certno']) }]))).toEqual(['import.column_repeated']);
  });

  test('when its sheets are empty', async () => {
    expect(await code(handmade([{ name: '甲', rows: '' }]))).toEqual(['import.file_empty']);
  });

  test('when cells are merged among the rows', async () => {
    const after = '<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="B2:C2"/></mergeCells>';
    expect(await refusalsOf(await oneSheet(textRow(2, ['a']), after))).toEqual([{ code: 'import.cells_merged', facts: { sheet: '数据', range: 'A2:A3', count: 2 } }]);
  });

  test('when it is of before 2007, or has a password', async () => {
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4096)]);
    expect(await code(old)).toEqual(['import.workbook_old']);
    expect(await code(Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(512)]))).toEqual(['import.workbook_encrypted']);
  });

  test('when it is another kind of package', async () => {
    expect(await code(packageOf({ 'visits.csv': 'certno,brdy,amount\n' }))).toEqual(['import.not_a_workbook']);
    const document = handmadeParts([], { 'xl/workbook.xml': null, 'word/document.xml': '<document/>', '_rels/.rels': '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>' });
    expect(await code(packageOf(document))).toEqual(['import.not_a_workbook']);
    expect(await code(packageOf({ 'xl/workbook.bin': 'x' }))).toEqual(['import.not_a_workbook']);
  });

  test.each([
    ['before its directory', (file: Buffer) => file.subarray(0, file.length - 200)],
    ['in the middle', (file: Buffer) => file.subarray(0, 400)],
    ['after four bytes', (file: Buffer) => file.subarray(0, 4)],
    ['in front', (file: Buffer) => Buffer.concat([Buffer.from('PK\x03\x04'), file.subarray(300)])],
  ])('when it broke off %s', async (_, cut) => {
    expect(await code(cut(await sound()))).toEqual(['import.workbook_damaged']);
  });

  test('when a part does not come to its sum', async () => {
    const file = await sound();
    const directory = file.lastIndexOf('PK\x01\x02', undefined, 'latin1');
    file.writeUInt32LE((file.readUInt32LE(directory + 16) ^ 1) >>> 0, directory + 16);
    expect(await code(file)).toEqual(['import.workbook_damaged']);
  });

  test('when it declares entities', async () => {
    const sheet = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>`;
    const parts = handmadeParts([{ name: '数据', rows: '' }]);
    expect(await refusalsOf(await packageOf({ ...parts, 'xl/worksheets/sheet1.xml': sheet }))).toEqual([{ code: 'import.workbook_entities', facts: { part: 'xl/worksheets/sheet1.xml' } }]);
  });

  test('when its XML has no end', async () => {
    const parts = handmadeParts([{ name: '数据', rows: '' }]);
    expect(await code(packageOf({ ...parts, 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r="A1"' }))).toEqual(['import.workbook_damaged']);
    expect(await code(packageOf({ ...parts, 'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row r="1" x="${'a'.repeat(300_000)}` }))).toEqual(['import.workbook_damaged']);
  });
});

describe('a file that would fill the memory', () => {
  async function* repeated(before: string, text: string, times: number, after: string): AsyncGenerator<string> {
    yield before;
    for (let left = times; left > 0; left -= 1) yield text;
    yield after;
  }

  test('by unfolding is refused early', async () => {
    const parts = handmadeParts([{ name: '数据', rows: '' }]);
    const [before = '', after = ''] = (parts['xl/worksheets/sheet1.xml'] ?? '').split('</sheetData>');
    const bomb = await packageOf({ ...parts, 'xl/worksheets/sheet1.xml': repeated(`${before}${textRow(1, columns)}`, ' '.repeat(1024 * 1024), 64, `</sheetData>${after}`) });
    expect(bomb.length).toBeLessThan(200_000);
    const started = performance.now();
    expect((await refusalsOf(bomb)).map((refusal) => refusal.code)).toEqual(['import.workbook_too_large']);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('with a single row is refused', async () => {
    const long = `<c r="A2" t="inlineStr"><is><t>${'x'.repeat(60_000)}</t></is></c><c r="B2" t="inlineStr"><is><t>${'y'.repeat(60_000)}</t></is></c>`;
    expect(await breaksOff(await oneSheet(`<row r="2">${long}</row>`))).toBe('import.row_too_long');
  });

  test('is read piece by piece: rows are made no faster than they are asked for', async () => {
    const parts = handmadeParts([{ name: '数据', rows: '' }]);
    const [before = '', after = ''] = (parts['xl/worksheets/sheet1.xml'] ?? '').split('</sheetData>');
    const file = await packageOf({
      ...parts,
      'xl/worksheets/sheet1.xml': repeated(`${before}${textRow(1, columns)}`, `<row><c t="inlineStr"><is><t>${Math.PI}</t></is></c><c><v>1</v></c></row>`, 50_000, `</sheetData>${after}`),
    });
    const rows = (await sheetOf(file)).rows[Symbol.asyncIterator]();
    expect((await rows.next()).value).toMatchObject({ rowNumber: 2 });
    await rows.return?.(undefined);
    expect(await Array.fromAsync((await sheetOf(file)).rows)).toHaveLength(50_000);
  });
});
