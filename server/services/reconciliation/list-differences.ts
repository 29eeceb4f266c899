import { type DifferenceCount, type DifferenceFilter, type DifferenceRow, countDifferences, listDifferences as listRows } from '@/db/queries/reconciliation';
import { type ComparisonClass, comparisonClasses, openClasses } from '@/server/domain/reconciliation/comparison';
import { type DifferenceStatus, differenceStatuses } from '@/server/domain/reconciliation/mark';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface ListDifferencesInput extends DifferenceFilter {
  readonly order: 'amount' | 'time';
  readonly page: number;
  readonly pageSize: number;
}

export interface DifferenceList {
  readonly rows: readonly DifferenceRow[];
  readonly total: number;
  /** Of each class, in the chosen status. */
  readonly classes: Readonly<Record<ComparisonClass, number>>;
  /** Of each status, in the chosen class. */
  readonly statuses: Readonly<Record<DifferenceStatus, number>>;
}

/** Records of a class with what was made of them, a page at a time, and how many there are of each class and status. */
export function listDifferences(context: ServiceContext, input: ListDifferencesInput): Promise<DifferenceList> {
  const reach = permit(context, 'reconciliation:read');
  const { page, pageSize, order, ...filter } = input;
  return context.store.snapshot(async (q) => {
    const rows = await listRows(q, reach, filter, order, { limit: pageSize, offset: (page - 1) * pageSize });
    return { rows, ...countsOf(await countDifferences(q, reach, filter), filter) };
  });
}

function countsOf(counts: readonly DifferenceCount[], { class: name, status }: DifferenceFilter): Omit<DifferenceList, 'rows'> {
  const inClass = (row: DifferenceCount) => (name === undefined ? openClasses.some((known) => known === row.class) : row.class === name);
  const inStatus = (row: DifferenceCount) => status === undefined || row.status === status;
  const sum = (rows: readonly DifferenceCount[]) => rows.reduce((total, row) => total + row.count, 0);
  const tally = <Key extends string>(keys: readonly Key[], of: (key: Key) => readonly DifferenceCount[]) =>
    Object.fromEntries(keys.map((key) => [key, sum(of(key))])) as Record<Key, number>;
  return {
    total: sum(counts.filter((row) => inClass(row) && inStatus(row))),
    classes: tally(comparisonClasses, (key) => counts.filter((row) => row.class === key && inStatus(row))),
    statuses: tally(differenceStatuses, (key) => counts.filter((row) => row.status === key && inClass(row))),
  };
}
