import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { visitColumns } from '@/server/domain/import/visit-columns';
import { zipOf } from '@/server/integration/sheets/zip-writer';
import { mintDistrict } from '../factories/district';
import { type TestResident, addResident } from '../factories/residents';
import { freshStore } from '../factories/store';
import { handmadeParts } from '../factories/xlsx-files';

/**
 * How much memory and time an import of a workbook takes: `node --import tsx test/bench/xlsx-import.ts [rows]`. The texts are shared ones,
 * as Excel saves them, which is what grows with the file.
 */
const rows = Number(process.argv[2] ?? 100_000);
const textColumns = 8;
const folder = await mkdtemp(join(tmpdir(), 'gatekeeper-bench-'));
const { store, url, drop } = await freshStore();
try {
  const district = await mintDistrict(store);
  const { regionCode, township } = district;
  const options = (at: number) => ({ name: `居民${at}`, birthDay: `19${50 + (at % 40)}-0${1 + (at % 9)}-1${at % 10}`, insutype: '310' as const });
  const people = await store.transaction(async (tx) => {
    const added: TestResident[] = [];
    for (let at = 0; at < rows / 5; at += 1) added.push(await addResident(tx, regionCode, options(at)));
    return added;
  });
  const path = join(folder, 'visits.xlsx');
  await pipeline(zipOf(partsOf(people, township.code)), createWriteStream(path));
  console.log(`${rows} rows of ${people.length} people, ${((await stat(path)).size / 1e6).toFixed(1)} MB`);
  const child = join(import.meta.dirname, 'xlsx-import-child.ts');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', child, url, regionCode, path], { stdio: 'inherit' });
  if (status !== 0) throw new Error(`the import ended with ${status}`);
} finally {
  await drop();
  await rm(folder, { recursive: true });
}

function* partsOf(people: readonly TestResident[], institutionCode: string) {
  const parts = handmadeParts([{ name: '结算', rows: '' }]);
  const { 'xl/worksheets/sheet1.xml': sheet = '', 'xl/_rels/workbook.xml.rels': relations = '', ...others } = parts;
  for (const [path, text] of Object.entries(others)) yield { path, text: [text] };
  const shared = '<Relationship Id="rId98" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>';
  yield { path: 'xl/_rels/workbook.xml.rels', text: [relations.replace('</Relationships>', `${shared}</Relationships>`)] };
  const [before = '', after = ''] = sheet.split('</sheetData>');
  yield { path: 'xl/sharedStrings.xml', text: sharedStrings(people, institutionCode) };
  yield { path: 'xl/worksheets/sheet1.xml', text: sheetRows(before, `</sheetData>${after}`) };
}

function* sharedStrings(people: readonly TestResident[], institutionCode: string) {
  yield '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
  for (const column of visitColumns) yield `<si><t>${column}</t></si>`;
  for (let at = 0; at < rows; at += 1) {
    const person = people[at % people.length];
    const day = new Date(Date.UTC(2024, 0, 1) + Math.floor((at * 425 * 86_400) / rows) * 1000).toISOString().slice(0, 19).replace('T', ' ');
    const texts = [institutionCode, `BENCH-${at}`, '01', person?.certNo ?? '', person?.name ?? '', '310', '11', day];
    yield texts.map((text) => `<si><t>${text}</t></si>`).join('');
  }
  yield '</sst>';
}

function* sheetRows(before: string, after: string) {
  yield `${before}<row r="1">${visitColumns.map((_, at) => `<c t="s"><v>${at}</v></c>`).join('')}</row>`;
  for (let at = 0; at < rows; at += 1) {
    const texts = Array.from({ length: textColumns }, (_, column) => `<c t="s"><v>${visitColumns.length + at * textColumns + column}</v></c>`);
    const yuan = ((100 + (at % 40_000)) / 100).toFixed(2);
    yield `<row r="${at + 2}">${texts.join('')}<c><v>${yuan}</v></c><c><v>0</v></c><c><v>0</v></c><c><v>0</v></c><c><v>${yuan}</v></c></row>`;
  }
  yield after;
}
