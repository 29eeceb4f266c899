import type { Queryable } from '@/db';
import type { StagedRow } from '@/db/queries/import-review';
import type { ReviewKind } from '@/server/domain/import/review';
import { type CloseMatch, type CloseMatchFacts, listCloseMatches } from '../duplicate/list-close-matches';
import type { ResidentRowFacts } from '../import/import-residents';
import type { ContractRowFacts } from '../import/judge-contracts';
import { signerOf } from './judge-contract-rows';
import { incomingOf } from './reviewing';

/** Who the person of a staged row may be, as things stand now; nobody for a row that is no close match. */
export function candidatesOf(q: Queryable, regionCode: string, kind: ReviewKind, row: StagedRow): Promise<CloseMatch[]> {
  const person = row.class === 'close' ? personOf(kind, row) : null;
  return person === null ? Promise.resolve([]) : listCloseMatches(q, { regionCode }, person);
}

function personOf(kind: ReviewKind, row: StagedRow): CloseMatchFacts | null {
  return kind === 'contracts' ? signerOf(incomingOf<ContractRowFacts>(row).facts) : incomingOf<ResidentRowFacts>(row).facts;
}
