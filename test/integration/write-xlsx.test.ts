import { inflateRawSync } from 'node:zlib';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import type { Workbook, WorkbookRow } from '@/server/domain/kernel/workbook';
import { writeXlsx } from '@/server/integration/sheets/write-xlsx';

const columns = [
  { title: '机构', kind: 'text' },
  { title: '基金支付', kind: 'yuan' },
  { title: '人次', kind: 'count' },
  { title: '点值', kind: 'decimal' },
  { title: '结算日', kind: 'day' },
  { title: '结算时间', kind: 'time' },
] as const;

const sheetOf = (...rows: readonly WorkbookRow[]): Workbook => ({ sheets: [{ name: '汇总', columns, rows }] });
const bytesOf = async (workbook: Workbook, rowsPerSheet?: number) => Buffer.concat(await Array.fromAsync(writeXlsx(workbook, rowsPerSheet === undefined ? {} : { rowsPerSheet })));

/** The parts of a package by the central directory, which is what spreadsheet programs go by. */
function partsOf(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = file.readUInt32LE(end + 16);
  const parts = new Map<string, string>();
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    expect(file.readUInt32LE(at)).toBe(0x0201_4b50);
    const [compressed, nameLength, offset] = [file.readUInt32LE(at + 20), file.readUInt16LE(at + 28), file.readUInt32LE(at + 42)];
    const name = file.subarray(at + 46, at + 46 + nameLength).toString('utf8');
    const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
    const plain = inflateRawSync(file.subarray(start, start + compressed));
    expect(plain.length).toBe(file.readUInt32LE(at + 24));
    parts.set(name, plain.toString('utf8'));
    at += 46 + nameLength;
  }
  return parts;
}

const sheetXml = async (...rows: readonly WorkbookRow[]) => partsOf(await bytesOf(sheetOf(...rows))).get('xl/worksheets/sheet1.xml') ?? '';

describe('a workbook', () => {
  test('has the parts that Excel and WPS ask for, each named once', async () => {
    const parts = partsOf(await bytesOf(sheetOf(['甲', 1, 2, '0.5', '2025-03-01', '2025-03-01 08:30:00'])));
    expect([...parts.keys()]).toEqual(['xl/worksheets/sheet1.xml', 'xl/styles.xml', 'xl/workbook.xml', 'xl/_rels/workbook.xml.rels', '_rels/.rels', '[Content_Types].xml']);
    for (const path of parts.keys()) {
      if (path.endsWith('.rels') || path.startsWith('[')) continue;
      expect(parts.get('[Content_Types].xml')).toContain(`PartName="/${path}"`);
    }
    expect(parts.get('xl/workbook.xml')).toContain('<sheet name="汇总" sheetId="1" r:id="rId1"/>');
    expect(parts.get('xl/_rels/workbook.xml.rels')).toContain('Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"');
  });

  test('says what each cell is; the header stays in view', async () => {
    expect(await sheetXml(['甲', 123_456, 7, '0.123456789012345678', '2025-03-01', '2025-03-01 12:00:00'])).toBe(
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>' +
        '<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="14" customWidth="1" style="1"/><col min="2" max="2" width="16" customWidth="1"/>' +
        '<col min="3" max="3" width="10" customWidth="1"/><col min="4" max="4" width="12" customWidth="1"/><col min="5" max="5" width="12" customWidth="1"/><col min="6" max="6" width="20" customWidth="1"/></cols>' +
        '<sheetData><row r="1">' +
        ['机构', '基金支付', '人次', '点值', '结算日', '结算时间'].map((title, at) => `<c r="${'ABCDEF'[at]}1" s="6" t="inlineStr"><is><t xml:space="preserve">${title}</t></is></c>`).join('') +
        '</row><row r="2"><c r="A2" s="1" t="inlineStr"><is><t xml:space="preserve">甲</t></is></c><c r="B2" s="2"><v>1234.56</v></c><c r="C2" s="3"><v>7</v></c>' +
        '<c r="D2" s="0"><v>0.123456789012345678</v></c><c r="E2" s="4"><v>45717</v></c><c r="F2" s="5"><v>45717.5</v></c></row></sheetData></worksheet>',
    );
  });

  test.each([
    [1, '0.01'],
    [-5, '-0.05'],
    [0, '0.00'],
    [110, '1.10'],
    [29, '0.29'],
    [9_007_199_254_740_991, '90071992547409.91'],
  ])('writes %i 分 as %s yuan, digit by digit', async (fen, yuan) => {
    expect(await sheetXml([null, fen])).toContain(`<c r="B2" s="2"><v>${yuan}</v></c>`);
  });

  test.each(['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])('keeps %j as text', async (text) => {
    const read = await readXlsx(await bytesOf(sheetOf([text])));
    expect(read.sheets[0]?.rows[1]?.[0]).toBe(text);
    const xml = await sheetXml([text]);
    expect(xml).toContain('<c r="A2" s="1" t="inlineStr">');
    expect(xml).not.toContain('<f>');
  });

  test.each([
    ['half a character', '甲\ud800乙', '甲\ufffd乙'],
    ['a whole one', '𠮷野', '𠮷野'],
    ['control characters', 'a\u0000b\u0001c', 'a\u0000b\u0001c'],
    ['what XML means something by', `<&">'`, `<&">'`],
    ['what the format means something by', '_x0041_', '_x0041_'],
    ['lines and spaces', ' 甲\n乙 ', ' 甲\n乙 '],
    ['a noncharacter', 'a\uffffb', 'a\ufffdb'],
    ['a number that is a name', '0012', '0012'],
  ])('carries %s', async (_, text, expected) => {
    const read = await readXlsx(await bytesOf(sheetOf([text])));
    expect(read.sheets[0]?.rows[1]?.[0]).toBe(expected);
  });

  test('is read by another program as it was meant', async () => {
    const read = await readXlsx(await bytesOf(sheetOf(['甲', 123_456, 7, '0.55', '2025-03-01', '2025-03-01 08:30:00'], ['乙', null, undefined, '', null, null])));
    expect(read.sheets.map((sheet) => sheet.name)).toEqual(['汇总']);
    const [, first, second] = read.sheets[0]?.rows ?? [];
    expect(first?.slice(0, 4)).toEqual(['甲', 1234.56, 7, 0.55]);
    expect((first?.[4] as Date).toISOString()).toBe('2025-03-01T00:00:00.000Z');
    expect((first?.[5] as Date).toISOString()).toBe('2025-03-01T08:30:00.000Z');
    expect(second?.[0]).toBe('乙');
    expect(second?.slice(1).every((value) => value === null)).toBe(true);
  });

  test('writes what does not fit its kind as the text it is', async () => {
    const read = await readXlsx(await bytesOf(sheetOf(['甲', 0.5, 1.5, '1/3', '1899-01-01', 'bald'])));
    expect(read.sheets[0]?.rows[1]).toEqual(['甲', '0.5', '1.5', '1/3', '1899-01-01', 'bald']);
  });

  test('has sheets with names that are allowed and unlike each other', async () => {
    const named = (name: string) => ({ name, columns: [{ title: 'a', kind: 'count' as const }], rows: [[1]] });
    const read = await readXlsx(await bytesOf({ sheets: [named('池'), named('a/b:c'), named('池'), named('x'.repeat(40)), named(`${'X'.repeat(40)}`), named(''), named("'甲'")] }));
    expect(read.sheets.map((sheet) => sheet.name)).toEqual(['池', 'a b c', '池 (2)', 'x'.repeat(31), `${'X'.repeat(27)} (2)`, 'Sheet', '甲']);
  });

  test('goes on in another sheet where one ends, and not a row further', async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, at) => [at]);
    const book = (count: number): Workbook => ({ sheets: [{ name: '明细', columns: [{ title: '序号', kind: 'count' }], rows: rows(count) }] });
    const sizes = async (count: number) => (await readXlsx(await bytesOf(book(count), 3))).sheets.map((sheet) => [sheet.name, sheet.rows.length]);
    expect(await sizes(0)).toEqual([['明细', 1]]);
    expect(await sizes(2)).toEqual([['明细', 3]]);
    expect(await sizes(3)).toEqual([['明细', 3], ['明细 (2)', 2]]);
    expect(await sizes(4)).toEqual([['明细', 3], ['明细 (2)', 3]]);
  });

  test('asks for rows no faster than they are written, and stops asking when nobody reads', async () => {
    let asked = 0;
    let closed = false;
    async function* rows(): AsyncGenerator<WorkbookRow> {
      try {
        for (;;) {
          asked += 1;
          yield ['某医院某科室的一次就诊', asked, asked];
        }
      } finally {
        closed = true;
      }
    }
    const bytes = writeXlsx({ sheets: [{ name: '明细', columns, rows: rows() }] });
    for (let at = 0; at < 5; at += 1) await bytes.next();
    const before = asked;
    await new Promise((later) => setTimeout(later, 50));
    expect(asked - before).toBeLessThan(20_000);
    await bytes.return();
    await new Promise((later) => setTimeout(later, 50));
    const stopped = asked;
    await new Promise((later) => setTimeout(later, 50));
    expect(asked).toBe(stopped);
    expect(closed).toBe(true);
  });

  test('fails as its rows fail', async () => {
    async function* rows(): AsyncGenerator<WorkbookRow> {
      yield ['甲'];
      await Promise.resolve();
      throw new Error('the database went away');
    }
    await expect(bytesOf({ sheets: [{ name: '明细', columns, rows: rows() }] })).rejects.toThrow('the database went away');
  });

  test('is the same file for the same content', async () => {
    expect((await bytesOf(sheetOf(['甲', 1]))).equals(await bytesOf(sheetOf(['甲', 1])))).toBe(true);
  });
});
