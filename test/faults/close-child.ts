import { openStore } from '@/db';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { serviceContext } from '@/server/services/context';
import { closeMonth } from '@/server/services/month/close-month';

/** A process that closes a month and is killed: says when it begins and when it has done. */
const [url = '', regionCode = '', month = '', now = ''] = process.argv.slice(2);
const store = await openStore(url);
const context = { ...serviceContext(store, { kind: 'system', job: 'close', regionCode }), now: () => instantOf(now) };
process.stdout.write('begins\n');
const closed = await closeMonth(context, month);
process.stdout.write(closed.ok ? 'done\n' : `refused ${JSON.stringify(closed.refusals)}\n`);
await store.close();
