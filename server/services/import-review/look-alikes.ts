import type { Tx } from '@/db';
import { type ArrivingRow, findRowsAlike } from '@/db/queries/import-review';
import { type ComparedPerson, candidateScore, compareRecords } from '@/server/domain/registry/near-duplicates';
import { describedPerson } from '../duplicate/list-close-matches';
import type { ResidentRowFacts } from '../import/import-residents';
import { asReasons } from './reviewing';

/**
 * People of one file who have the name and the birth day of somebody further up in it, under another number, and are alike by the rule that
 * near-duplicates are found by: each is a close match for a person to decide about. Nobody on file is like them yet.
 *
 * @param rows those that arrive, in the order of the file; rows without a likeIndex, as those of contracts, are left alone.
 */
export async function markLookAlikes(tx: Tx, regionCode: string, reviewId: string, rows: readonly ArrivingRow[]): Promise<ArrivingRow[]> {
  const indexes = [...new Set(rows.flatMap((row) => (isOpen(row) ? (row.likeIndex ?? []) : [])))];
  const above = new Map<string, Pick<ArrivingRow, 'rowNumber' | 'content'>[]>();
  for (const row of await findRowsAlike(tx, regionCode, reviewId, indexes)) above.set(row.likeIndex ?? '', [...(above.get(row.likeIndex ?? '') ?? []), row]);
  return rows.map((row) => {
    if (row.likeIndex === null || !isOpen(row)) return row;
    const others = above.get(row.likeIndex) ?? [];
    above.set(row.likeIndex, [...others, row]);
    if (others.length === 0) return row;
    const person = personOf(row.content);
    const alike = others.find(({ content }) => compareRecords(person, personOf(content)).score >= candidateScore);
    return alike ? { ...row, class: 'close', reasons: [...row.reasons, ...asReasons([{ code: 'import.row_looks_alike', column: 'certno', facts: { row: alike.rowNumber } }])] } : row;
  });
}

function isOpen({ class: rowClass }: ArrivingRow): boolean {
  return rowClass === 'new' || rowClass === 'close';
}

/** What has a likeIndex is a row of residents. */
function personOf({ facts }: ArrivingRow['content']): ComparedPerson {
  return describedPerson(facts as ResidentRowFacts);
}
