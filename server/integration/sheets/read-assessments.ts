import { assessedKinds } from '@/server/domain/assessment/assessment';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { AssessmentEntry } from '@/server/services/assessment/enter-assessments';
import { FileProblem } from '@/server/services/import/incoming';
import { fromStart } from './file-bytes';
import { openSheet } from './open-sheet';
import { RowReader } from './row-reader';

export const assessmentColumns = ['kind', 'code', 'score'] as const;

/** The scores of a small file (.xlsx, CSV or NDJSON); `note` is optional. Every wrong cell is named, not the first alone. */
export async function readAssessments(bytes: Uint8Array): Promise<Outcome<AssessmentEntry[], AnyRefusal>> {
  const sheet = await openSheet(fromStart(() => once(bytes)), assessmentColumns, { fileBytes: 512 * 1024, rows: 10_000 });
  if (!sheet.ok) return sheet;
  const entries: AssessmentEntry[] = [];
  const problems: AnyRefusal[] = [];
  try {
    for await (const row of sheet.value.rows) {
      const reader = new RowReader(row);
      entries.push({ kind: reader.oneOf('kind', assessedKinds), code: reader.text('code', 64), score: reader.text('score', 10), note: reader.optionalText('note', 200) });
      problems.push(...reader.problems);
    }
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    problems.push(error.refusal);
  }
  const [first, ...others] = problems;
  return first === undefined ? accept(entries) : refuse(first, ...others);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
