import { type FindingFilter, type FindingListRow, countFindings, listFindings as listRows } from '@/db/queries/warning';
import { type FindingState, findingStates } from '@/server/domain/warning/finding';
import { type WarningKind, warningKinds } from '@/server/domain/warning/warning';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface ListFindingsInput extends FindingFilter {
  readonly page: number;
  readonly pageSize: number;
}

export interface FindingList {
  readonly rows: readonly Omit<FindingListRow, 'regionCode' | 'key' | 'decidedBy'>[];
  readonly total: number;
  /** Of each kind, in the chosen state. */
  readonly kinds: Readonly<Record<WarningKind, number>>;
  /** Of each state, in the chosen kind. */
  readonly states: Readonly<Record<FindingState, number>>;
}

/** Findings within reach, a page at a time, and how many there are of each kind and in each state. */
export function listFindings(context: ServiceContext, input: ListFindingsInput): Promise<FindingList> {
  const reach = permit(context, 'warning:read');
  const { page, pageSize, ...filter } = input;
  return context.store.snapshot(async (q) => {
    const rows = await listRows(q, reach, filter, { limit: pageSize, offset: (page - 1) * pageSize });
    const counts = await countFindings(q, reach, filter);
    const sum = (of: (row: (typeof counts)[number]) => boolean) => counts.filter(of).reduce((total, row) => total + row.count, 0);
    const ofKind = (row: (typeof counts)[number]) => filter.kind === undefined || row.kind === filter.kind;
    const inState = (row: (typeof counts)[number]) => filter.state === undefined || row.state === filter.state;
    return {
      rows: rows.map(({ regionCode: _region, key: _key, decidedBy: _by, ...row }) => row),
      total: sum((row) => ofKind(row) && inState(row)),
      kinds: Object.fromEntries(warningKinds.map((kind) => [kind, sum((row) => row.kind === kind && inState(row))])) as Record<WarningKind, number>,
      states: Object.fromEntries(findingStates.map((state) => [state, sum((row) => row.state === state && ofKind(row))])) as Record<FindingState, number>,
    };
  });
}
