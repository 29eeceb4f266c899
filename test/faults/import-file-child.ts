import { openStore } from '@/db';
import { visitColumns } from '@/server/domain/import/visit-columns';
import { readVisitRow } from '@/server/integration/his/visit-row';
import { ofFile } from '@/server/integration/sheets/file-bytes';
import { openImport } from '@/server/integration/sheets/open-import';
import { serviceContext } from '@/server/services/context';
import { importVisits } from '@/server/services/import/import-visits';

/** A process that imports a file and is killed: says how far it has come, a line each time. */
const [url = '', regionCode = '', path = ''] = process.argv.slice(2);
const store = await openStore(url);
const file = await openImport(path, ofFile(path), visitColumns, readVisitRow);
if (!file.ok) throw new Error(JSON.stringify(file.refusals));
await importVisits(serviceContext(store, { kind: 'system', job: 'import', regionCode }), file.value, ({ rowsRead }) => process.stdout.write(`${rowsRead}\n`));
process.stdout.write('done\n');
await store.close();
