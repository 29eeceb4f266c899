import { openStore } from '@/db';
import { settlementMethods } from '@/server/domain/policy/policy-version';
import { digestOfStatement, settleBookedYear } from '../factories/settle-by-method';

/** A process in another time zone, which books and settles years of its own in the same database. */
const [url = '', count = ''] = process.argv.slice(2);
const store = await openStore(url);
const digests: Record<string, string> = {};
for (const method of settlementMethods) digests[method] = digestOfStatement(await settleBookedYear(store, method, Number(count)));
process.stdout.write(JSON.stringify({ digests, hour: new Date('2024-06-30T12:00:00Z').getHours() }));
await store.close();
