import { createHash } from 'node:crypto';
import { findDiagnosisList } from '@/db/queries/diagnosis';
import { commonDiagnoses, shippedListVersion } from '@/server/domain/referral/diagnoses';
import type { ServiceContext } from '../context';
import type { IncomingFile } from '../import/incoming';
import { permit } from '../permit';
import { type DiagnosisFacts, startDiagnosisImport } from './import-diagnoses';

/** Before anything was written here; a full list that is imported begins later and takes over. */
const shippedFrom = '2000-01-01';

/** Gives a region the short list that comes with the program, so that doctors find something from the first day; safe to repeat. */
export async function loadShippedDiagnoses(context: ServiceContext): Promise<void> {
  const { regionCode } = permit(context, 'diagnosis:import');
  const held = await findDiagnosisList(context.store.reads, regionCode, shippedListVersion);
  if (held?.status === 'ready') return;
  const started = await startDiagnosisImport(context, { version: shippedListVersion, inForceFrom: shippedFrom }, shippedFile());
  if (!started.ok) throw new Error(`the shipped list of diagnoses was refused: ${started.refusals[0].code}`);
  await started.value.run();
}

function shippedFile(): IncomingFile<DiagnosisFacts> {
  const rows = commonDiagnoses.map(({ code, name }, at) => ({ rowNumber: at + 2, facts: { code, name }, problems: [], original: () => ({ diag_code: code, diag_name: name }) }));
  const digest = createHash('sha256').update(JSON.stringify(commonDiagnoses)).digest('hex');
  return { fileName: `${shippedListVersion}.csv`, digest, rows: each(rows) };
}

async function* each<Row>(rows: readonly Row[]): AsyncGenerator<Row> {
  yield* rows;
}
