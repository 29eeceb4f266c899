import { openStore } from '@/db';
import { visitColumns } from '@/server/domain/import/visit-columns';
import { readVisitRow } from '@/server/integration/his/visit-row';
import { ofFile } from '@/server/integration/sheets/file-bytes';
import { openImport } from '@/server/integration/sheets/open-import';
import { serviceContext } from '@/server/services/context';
import { importVisits } from '@/server/services/import/import-visits';

/** Reads a workbook to its end, then imports it, and says what each took at most. */
const [url = '', regionCode = '', path = ''] = process.argv.slice(2);
let mostBytes = 0;
const look = () => {
  mostBytes = Math.max(mostBytes, process.memoryUsage.rss());
};
setInterval(look, 20).unref();
const resident = () => {
  look();
  return `${megabytes(mostBytes)} MB resident at most, ${megabytes(mostBytes - begun)} MB on top of the program itself`;
};
const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(0);
const begun = process.memoryUsage.rss();
const open = async () => {
  const file = await openImport('visits.xlsx', ofFile(path), visitColumns, readVisitRow);
  if (!file.ok) throw new Error(JSON.stringify(file.refusals));
  return file.value;
};
console.log(`begun: ${resident()}`);
let rows = 0;
for await (const row of (await open()).rows) rows += row.rowNumber > 1 ? 1 : 0;
console.log(`read ${rows} rows: ${resident()}`);
const store = await openStore(url);
const started = performance.now();
const summary = await importVisits(serviceContext(store, { kind: 'system', job: 'import', regionCode }), await open());
console.log(`imported, ${summary.accepted} accepted, ${summary.rejected} rejected, ${((performance.now() - started) / 1000).toFixed(1)} s: ${resident()}`);
await store.close();
