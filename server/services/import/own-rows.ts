import type { Reach } from '@/db';
import { reaches } from '@/db/reach';
import type { VisitFacts } from './import-visits';
import type { IncomingRow } from './incoming';
import { inColumn } from './visit-problems';

/** The row, with a reason against it when it is of an institution that its sender does not speak for. */
export function ownRow(row: IncomingRow<VisitFacts>, reach: Reach): IncomingRow<VisitFacts> {
  const { institutionCode } = row.facts.report;
  const isUnread = row.problems.some((problem) => problem.column === null || problem.column === 'fixmedins_code');
  if (isUnread || reaches(reach, reach.regionCode, institutionCode)) return row;
  const expected = reach.institutionCodes === 'all' ? '' : reach.institutionCodes.join('、');
  const problem = inColumn({ code: 'import.other_institution', facts: { institutionCode, expected } }, 'fixmedins_code');
  return { ...row, problems: [...row.problems, problem] };
}
