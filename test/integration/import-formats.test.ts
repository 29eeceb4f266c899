import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { visitColumns } from '@/server/domain/import/visit-columns';
import { parseYuan } from '@/server/domain/kernel/money';
import type { CellKind, WorkbookCell } from '@/server/domain/kernel/workbook';
import { contractColumns, institutionColumns, readContractRow, readInstitutionRow, readResidentRow, residentColumns } from '@/server/integration/his/registry-rows';
import { readVisitRow } from '@/server/integration/his/visit-row';
import { openImport } from '@/server/integration/sheets/open-import';
import type { SheetRow } from '@/server/integration/sheets/sheet-row';
import { writeXlsx } from '@/server/integration/sheets/write-xlsx';
import type { IncomingRow } from '@/server/services/import/incoming';
import { inPieces } from '../factories/xlsx-files';

type Records = readonly Record<string, string>[];

/** As somebody keeps it in a spreadsheet: days as days, amounts as numbers, numbers of people and things as text. */
const kinds: Readonly<Record<string, CellKind>> = {
  ...Object.fromEntries(['brdy', 'dead_date', 'begndate'].map((column) => [column, 'day'])),
  setl_time: 'time',
  term_years: 'count',
  ...Object.fromEntries(['medfee_sumamt', 'fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt'].map((column) => [column, 'yuan'])),
};

function cellOf(column: string, value: string): WorkbookCell {
  const kind = kinds[column];
  return kind === 'yuan' ? parseYuan(value) : kind === 'count' ? Number(value) : value;
}

const formats: Readonly<Record<string, (records: Records) => Promise<Uint8Array>>> = {
  NDJSON: async (records) => Promise.resolve(Buffer.from(records.map((record) => JSON.stringify(record)).join('\n'))),
  'a workbook': async (records) => {
    const names = Object.keys(records[0] ?? {});
    const columns = names.map((title) => ({ title, kind: kinds[title] ?? ('text' as const) }));
    const rows = records.map((record) => names.map((name) => cellOf(name, record[name] ?? '')));
    return Buffer.concat(await Array.fromAsync(writeXlsx({ sheets: [{ name: '数据', columns, rows }] })));
  },
};

async function factsOf<Facts>(bytes: Uint8Array, columns: readonly string[], read: (row: SheetRow) => IncomingRow<Facts>): Promise<{ facts: Facts; problems: readonly unknown[] }[]> {
  const file = await openImport('x', inPieces(bytes, 10_000), columns, read);
  if (!file.ok) throw new Error(JSON.stringify(file.refusals));
  return (await Array.fromAsync(file.value.rows)).map(({ facts, problems }) => ({ facts, problems }));
}

const imports = {
  institutions: [institutionColumns, readInstitutionRow],
  residents: [residentColumns, readResidentRow],
  contracts: [contractColumns, readContractRow],
  visits: [visitColumns, readVisitRow],
} as const;

describe.each(Object.keys(imports) as (keyof typeof imports)[])('a file of %s', (name) => {
  const bytes = readFileSync(join(import.meta.dirname, `../examples/${name}.csv`));
  const records = parse(bytes, { columns: true, bom: true }) as unknown as Records;
  const [columns, read] = imports[name] as readonly [readonly string[], (row: SheetRow) => IncomingRow<unknown>];

  test.each(Object.keys(formats))('says the same as %s', async (format) => {
    const expected = await factsOf(bytes, columns, read);
    expect(expected.length).toBe(records.length);
    expect(await factsOf(await (formats[format] as (typeof formats)[string])(records), columns, read)).toEqual(expected);
  });
});
