import { openStore } from '@/db';
import { contractFileColumns, residentFileColumns } from '@/server/domain/import/registry-columns';
import { readContractRow, readResidentRow } from '@/server/integration/his/registry-rows';
import { ofFile } from '@/server/integration/sheets/file-bytes';
import { openImport } from '@/server/integration/sheets/open-import';
import { serviceContext } from '@/server/services/context';
import { reviewedContracts, reviewedResidents } from '@/server/services/import-review/kinds';
import { startApplying } from '@/server/services/import-review/apply-review';
import { decideRows } from '@/server/services/import-review/decide-rows';
import { startReview } from '@/server/services/import-review/start-review';

/** A process that stages a file, decides to take what is new in it and takes it: says how far it is, a line each time, and its peak at the end. */
const [url = '', regionCode = '', kind = '', path = '', until = 'applied'] = process.argv.slice(2);
const store = await openStore(url);
const context = serviceContext(store, { kind: 'system', job: 'import', regionCode });
const tell = (line: string) => process.stdout.write(`${line}\n`);

async function stage(): Promise<string> {
  if (kind === 'residents') {
    const file = await openImport(path, ofFile(path), residentFileColumns, readResidentRow);
    if (!file.ok) throw new Error(JSON.stringify(file.refusals));
    const started = await startReview(context, reviewedResidents, file.value);
    await started.run((rows) => tell(`staged ${rows}`));
    return started.reviewId;
  }
  const file = await openImport(path, ofFile(path), contractFileColumns, readContractRow);
  if (!file.ok) throw new Error(JSON.stringify(file.refusals));
  const started = await startReview(context, reviewedContracts, file.value);
  await started.run((rows) => tell(`staged ${rows}`));
  return started.reviewId;
}

const reviewId = await stage();
tell(`review ${reviewId}`);
if (until === 'applied') {
  await decideRows(context, { reviewId, rowClass: 'new', decision: 'take' });
  const applying = await startApplying(context, { reviewId });
  if (!applying.ok) throw new Error(JSON.stringify(applying.refusals));
  await applying.value.run((rows) => tell(`applied ${rows}`));
}
await store.close();
// In kilobytes, of the whole process since it began.
tell(`peak ${process.resourceUsage().maxRSS}`);
