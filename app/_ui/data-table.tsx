'use client';

import type { ReactNode } from 'react';
import { shell } from '@/app/_copy/shell';
import { Button } from './button';
import { Pager } from './pager';
import { RefusalList } from './refusal-list';
import { ScrollArea } from './scroll-area';
import { type Columns, Table } from './table';
import styles from './ui.module.css';

interface DataTableProps<Row extends object> {
  readonly rowKey: Extract<keyof Row, string> | ((row: Row) => string);
  readonly columns: Columns<Row>;
  readonly query: {
    readonly data: { readonly rows: readonly Row[]; readonly total: number; readonly isMore?: boolean } | undefined;
    readonly error: unknown;
    readonly isPending: boolean;
    readonly isFetching: boolean;
    readonly refetch: () => unknown;
  };
  /** The first page is 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly onPage: (page: number) => void;
  /** Why there is nothing here, and what to do next. */
  readonly emptyText?: ReactNode;
  /** What the table is, for those who do not see it. */
  readonly label?: string;
}

/** One page of a list that the server pages: loading, failure and emptiness are told in the table's own place. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { rowKey, columns, query, page, pageSize, onPage, emptyText, label } = props;
  if (query.error) {
    return (
      <div>
        <RefusalList error={query.error} />
        <Button onClick={() => query.refetch()}>{shell.retry}</Button>
      </div>
    );
  }
  const total = query.data?.total ?? 0;
  return (
    <div aria-busy={query.isFetching}>
      <ScrollArea label={label ?? shell.tableLabel}>
        <Table<Row>
          rowKey={rowKey}
          columns={columns}
          rows={query.data?.rows ?? []}
          isLoading={query.isPending}
          emptyText={<p className={styles.empty}>{emptyText ?? shell.empty}</p>}
        />
      </ScrollArea>
      {total > 0 ? <Pager page={page} pageSize={pageSize} total={total} isMore={query.data?.isMore} onPage={onPage} /> : null}
    </div>
  );
}
