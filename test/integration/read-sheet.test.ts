import { describe, expect, test } from 'vitest';
import type { FileRefusal } from '@/server/domain/import/refusals';
import { fromStart } from '@/server/integration/sheets/file-bytes';
import { openSheet } from '@/server/integration/sheets/open-sheet';
import type { SheetRow } from '@/server/integration/sheets/sheet-row';
import { FileProblem } from '@/server/services/import/incoming';
import { inPieces } from '../factories/xlsx-files';

async function rowsOf(content: string | Uint8Array, columns: readonly string[] = ['a', 'b']): Promise<SheetRow[]> {
  const sheet = await openSheet(inPieces(content, 7), columns);
  if (!sheet.ok) throw new Error(JSON.stringify(sheet.refusals));
  return Array.fromAsync(sheet.value.rows);
}

async function opened(content: Uint8Array, piece: number) {
  const sheet = await openSheet(inPieces(content, piece), ['a', 'b']);
  if (!sheet.ok) throw new Error(JSON.stringify(sheet.refusals));
  return sheet.value;
}

async function refusalsOf(content: string | Uint8Array, columns: readonly string[] = ['a', 'b']): Promise<readonly FileRefusal[]> {
  const sheet = await openSheet(inPieces(content, 7), columns);
  return sheet.ok ? [] : sheet.refusals;
}

describe('the text of a file', () => {
  // "姓名,张伟" in GB18030.
  const gb = Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xd5, 0xc5, 0xce, 0xb0, 0x0a])]);

  test.each([
    ['UTF-8', 'a,b\n姓名,张伟\n'],
    ['UTF-8 with a byte order mark', '\uFEFFa,b\r\n姓名,张伟\r\n'],
    ['GB18030', gb],
  ])('is read as %s', async (_, content) => {
    expect((await rowsOf(content)).map((row) => row.fields)).toEqual([{ a: '姓名', b: '张伟' }]);
  });

  test('that is neither is refused', async () => {
    expect(await refusalsOf(Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0xff, 0xff]))).toEqual([{ code: 'import.file_not_text', facts: {} }]);
  });

  test.each([1, 2, 3, 5, 8])('may be cut in the middle of a character: pieces of %i bytes', async (piece) => {
    // 㐀 is four bytes in GB18030, 姓 two.
    const [row] = await Array.fromAsync((await opened(Buffer.concat([gb, Buffer.from([0x81, 0x39, 0xee, 0x39, 0x2c, 0xd0, 0xd5, 0x0a])]), piece)).rows);
    expect(row?.fields).toEqual({ a: '姓名', b: '张伟' });
    const [, last] = await Array.fromAsync((await opened(Buffer.concat([gb, Buffer.from([0x81, 0x39, 0xee, 0x39, 0x2c, 0xd0, 0xd5, 0x0a])]), piece)).rows);
    expect(last?.fields).toEqual({ a: '㐀', b: '姓' });
    const [only] = await Array.fromAsync((await opened(Buffer.from('\uFEFFa,b\n𠮷,é\n'), piece)).rows);
    expect(only?.fields).toEqual({ a: '𠮷', b: 'é' });
  });

  test('that ends in the middle of a character is refused, in either encoding', async () => {
    for (const piece of [1, 3, 4096]) {
      for (const cut of [Buffer.concat([gb, Buffer.from([0x81, 0x39, 0xee])]), Buffer.concat([gb, Buffer.from([0xd0])]), Buffer.from('a,b\n姓').subarray(0, 5)]) {
        const sheet = await openSheet(inPieces(cut, piece), ['a', 'b']);
        expect(sheet.ok ? [] : sheet.refusals).toEqual([{ code: 'import.file_not_text', facts: {} }]);
      }
    }
  });

  test('is UTF-8 throughout or not at all: one bad byte far down makes it GB18030 or nothing', async () => {
    const late = Buffer.concat([Buffer.from(`a,b\n${'x,y\n'.repeat(200)}`), Buffer.from([0xd5, 0xc5, 0x2c, 0x31, 0x0a])]);
    expect((await rowsOf(late)).at(-1)?.fields).toEqual({ a: '张', b: '1' });
  });

  test.each(['', '\uFEFF', '   \n\n'])('that is empty is refused: %j', async (content) => {
    expect(await refusalsOf(content)).toEqual([{ code: 'import.file_empty', facts: {} }]);
  });
});

describe('a CSV', () => {
  test('counts rows as a spreadsheet does, passing over blank ones', async () => {
    const rows = await rowsOf('a,b\n1,2\n\n,\n3,"four\nlines"\n');
    expect(rows.map(({ rowNumber, fields }) => [rowNumber, fields])).toEqual([
      [2, { a: '1', b: '2' }],
      [5, { a: '3', b: 'four\nlines' }],
    ]);
  });

  test('must have its columns, each once: all that is wrong is told', async () => {
    expect(await refusalsOf('a,a,c\n1,2,3\n', ['a', 'b', 'd'])).toEqual([
      { code: 'import.column_missing', facts: { column: 'b' } },
      { code: 'import.column_missing', facts: { column: 'd' } },
      { code: 'import.column_repeated', facts: { column: 'a' } },
    ]);
  });

  test('may lack cells at the end of a row, and a row with too many has shifted', async () => {
    const [short, long, trailing] = await rowsOf('a,b\n1\n1,2,3\n1,2,,\n');
    expect(short).toMatchObject({ fields: { a: '1', b: '' }, problems: [] });
    expect(long?.problems).toEqual([{ code: 'import.row_width_differs', column: null, facts: { expected: 2, found: 3 } }]);
    expect(trailing?.problems).toEqual([]);
  });

  test('loses the apostrophe that our own export puts before a formula', async () => {
    expect((await rowsOf("a,b\n'=1+1,'quoted\n"))[0]?.fields).toEqual({ a: '=1+1', b: "'quoted" });
  });

  test.each([
    ['quotes that do not match', 'a,b\n1,"2"x\n', 'import.file_malformed'],
    ['a row without an end', `a,b\n1,"${'x'.repeat(70_000)}`, 'import.row_too_long'],
  ])('breaks off at %s', async (_, content, code) => {
    const sheet = await openSheet(inPieces(content), ['a', 'b']);
    if (!sheet.ok) throw new Error('the header is sound');
    const reading = Array.fromAsync(sheet.value.rows);
    await expect(reading).rejects.toBeInstanceOf(FileProblem);
    await expect(reading).rejects.toMatchObject({ refusal: { code } });
  });
});

describe('a file that never ends', () => {
  /** A gigabyte, a megabyte at a time, and how much of it was asked for. */
  function endless(piece: Buffer) {
    const asked = { megabytes: 0 };
    const bytes = fromStart(async function* () {
      yield Buffer.from('a,b\n');
      for (; asked.megabytes < 1024; asked.megabytes += 1) yield piece;
    });
    return { asked, bytes };
  }

  test('in a single line is refused before a megabyte or two are read', async () => {
    const { asked, bytes } = endless(Buffer.alloc(1024 * 1024, 'x'));
    const sheet = await openSheet(bytes, ['a', 'b']);
    expect(sheet.ok ? [] : sheet.refusals).toMatchObject([{ code: 'import.row_too_long', facts: { line: 2 } }]);
    expect(asked.megabytes).toBeLessThan(3);
  });

  test('in many lines is refused at the limit, in flat memory', async () => {
    const { asked, bytes } = endless(Buffer.alloc(1024 * 1024, 'x,y\n'));
    const before = process.memoryUsage().rss;
    const sheet = await openSheet(bytes, ['a', 'b'], { fileBytes: 64 * 1024 * 1024 });
    expect(sheet.ok ? [] : sheet.refusals).toMatchObject([{ code: 'import.file_too_large' }]);
    expect(asked.megabytes).toBeLessThan(70);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  test('has more rows than are taken', async () => {
    const sheet = await openSheet(inPieces(`a,b\n${'x,y\n'.repeat(50)}`), ['a', 'b'], { rows: 20 });
    if (!sheet.ok) throw new Error('the header is sound');
    await expect(Array.fromAsync(sheet.value.rows)).rejects.toMatchObject({ refusal: { code: 'import.too_many_rows', facts: { limit: 20 } } });
  });

  test('may have lines that end as on an old Macintosh', async () => {
    expect(await rowsOf(`a,b\r${'x,y\r'.repeat(100_000)}`)).toHaveLength(100_000);
  });
});

describe('NDJSON', () => {
  test('has one object a line; numbers and empty values become text', async () => {
    const rows = await rowsOf('{"a":12.5,"b":null}\n\n{"a":"张","b":true}');
    expect(rows.map(({ rowNumber, fields }) => [rowNumber, fields])).toEqual([
      [1, { a: '12.5', b: '' }],
      [3, { a: '张', b: 'true' }],
    ]);
  });

  test('keeps a line that is no object, with what is wrong with it', async () => {
    const [, row] = await rowsOf('{"a":1}\n{"a":\n');
    expect(row).toMatchObject({ rowNumber: 2, fields: { row: '{"a":' }, problems: [{ code: 'import.row_not_an_object' }] });
  });

  test('has no half characters and no null bytes in its texts', async () => {
    expect((await rowsOf('{"a":"x\\ud800y","b":"\\u0000z"}'))[0]?.fields).toEqual({ a: 'x\uFFFDy', b: 'z' });
  });
});
