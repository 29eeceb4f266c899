import { expect, test } from 'vitest';
import { rejectedCsv } from '@/app/(staff)/visits/import/save-rejected-rows';
import { openSheet } from '@/server/integration/sheets/open-sheet';

const reason = { code: 'import.value_missing', column: 'b', facts: { column: 'setl_time' } };
const original = { a: '=cmd()', b: '-12.50', c: 'he said "no",\nthen left', d: '@home', e: '张伟' };

test('rows that were not taken come back with their reasons, read by the import as they were sent', async () => {
  const csv = rejectedCsv({ columns: Object.keys(original), rows: [{ rowNumber: 2, outcome: 'rejected', original, reasons: [reason] }] });
  expect(csv).toMatch(/^\uFEFFa,b,c,d,e,原因\r\n/);
  expect(csv).toContain('没有填写结算时间（setl_time）。');
  const sheet = await openSheet(async function* () {
    yield await Promise.resolve(Buffer.from(csv));
  }, ['a', 'b']);
  if (!sheet.ok) throw new Error('the header is sound');
  const [row] = await Array.fromAsync(sheet.value.rows);
  expect(row?.fields).toMatchObject(original);
});

test('a cell that a spreadsheet would run is made harmless; a negative amount stays a number', () => {
  const csv = rejectedCsv({ columns: ['a', 'b', 'd'], rows: [{ rowNumber: 2, outcome: 'rejected', original, reasons: [] }] });
  expect(csv.split('\r\n')[1]).toBe("'=cmd(),-12.50,'@home,");
});
