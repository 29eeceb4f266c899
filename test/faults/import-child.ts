import { openStore } from '@/db';
import { serviceContext } from '@/server/services/context';
import { importVisits } from '@/server/services/import/import-visits';
import { type ManyVisits, manyVisits } from '../factories/many-visits';

/** A process that imports and is killed: says how far it has come, a line each time. */
const [url = '', of = ''] = process.argv.slice(2);
const many = JSON.parse(of) as ManyVisits;
const store = await openStore(url);
const context = serviceContext(store, { kind: 'system', job: 'import', regionCode: many.regionCode });
await importVisits(context, { fileName: 'many.csv', digest: 'many', rows: manyVisits(many) }, ({ rowsRead }) => process.stdout.write(`${rowsRead}\n`));
process.stdout.write('done\n');
await store.close();
