'use client';

import { Fragment, type ReactNode, useState } from 'react';
import { shell } from '@/app/_copy/shell';
import { Pager } from './pager';
import styles from './table.module.css';

interface ColumnLook {
  readonly title: ReactNode;
  /** What tells a column from the others when their number changes; the field's name otherwise. */
  readonly key?: string;
  readonly align?: 'right';
  /** In pixels. */
  readonly width?: number;
  /** Of the column's cells, its heading among them. */
  readonly className?: string | undefined;
}

/** Shows a field of the row as it is, or what `render` makes of it. */
type FieldColumn<Row> = {
  readonly [Field in keyof Row & string]: ColumnLook & { readonly dataIndex: Field; readonly render?: (value: Row[Field], row: Row) => ReactNode };
}[keyof Row & string];

/** Made of the whole row. */
interface MadeColumn<Row> extends ColumnLook {
  readonly dataIndex?: undefined;
  readonly render: (nothing: undefined, row: Row) => ReactNode;
}

export type Column<Row> = FieldColumn<Row> | MadeColumn<Row>;
export type Columns<Row> = readonly Column<Row>[];

/** Either kind, for whoever lays it out: what its render takes is known only to the column itself. */
interface EitherColumn<Row> extends ColumnLook {
  readonly dataIndex?: (keyof Row & string) | undefined;
  readonly render?: (value: never, row: Row) => ReactNode;
}

interface TableProps<Row extends object> {
  readonly rowKey: (keyof Row & string) | ((row: Row) => string);
  readonly columns: Columns<Row>;
  readonly rows: readonly Row[];
  readonly size?: 'middle' | 'small';
  /** Why there is nothing here. */
  readonly emptyText?: ReactNode;
  readonly isLoading?: boolean;
  /** What is shown beneath a row, over all columns; null leaves the row alone. */
  readonly below?: (row: Row) => ReactNode;
  /** So many rows at a time, when all of them are here already; without it all are shown. */
  readonly pageSize?: number;
}

/**
 * The browser's own table. The component kit's knows filter menus, trees and virtual rows, which no screen of ours uses and every
 * screen with a list would have to load. A wide one belongs into a ScrollArea.
 */
export function Table<Row extends object>({ rows, pageSize, ...rest }: TableProps<Row>) {
  const [page, setPage] = useState(1);
  if (pageSize === undefined || rows.length <= pageSize) return <WholeTable rows={rows} {...rest} />;
  const shown = Math.min(page, Math.ceil(rows.length / pageSize));
  return (
    <>
      <WholeTable rows={rows.slice((shown - 1) * pageSize, shown * pageSize)} {...rest} />
      <Pager page={shown} pageSize={pageSize} total={rows.length} onPage={setPage} />
    </>
  );
}

function WholeTable<Row extends object>({ rowKey, columns, rows, size = 'middle', emptyText = shell.empty, isLoading = false, below }: Omit<TableProps<Row>, 'pageSize'>) {
  const keyOf = (row: Row) => (typeof rowKey === 'function' ? rowKey(row) : String(row[rowKey]));
  return (
    <div aria-busy={isLoading}>
      <table className={`${styles.table} ${styles[size]}`}>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={column.key ?? column.dataIndex ?? at} scope="col" className={column.className} style={styleOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 ? (
            <tr>
              <td colSpan={columns.length} className={styles.empty}>
                {isLoading ? shell.loading : emptyText}
              </td>
            </tr>
          ) : null}
          {rows.map((row) => (
            <Fragment key={keyOf(row)}>
              <tr className={styles.row}>
                {columns.map((column, at) => (
                  <td key={column.key ?? column.dataIndex ?? at} className={column.className} style={styleOf(column)}>
                    {cellOf(column, row)}
                  </td>
                ))}
              </tr>
              <Below columns={columns.length} content={below?.(row)} />
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Below({ columns, content }: { readonly columns: number; readonly content: ReactNode }) {
  if (content === undefined || content === null) return null;
  return (
    <tr>
      <td colSpan={columns} className={styles.below}>
        {content}
      </td>
    </tr>
  );
}

function styleOf<Row>({ align, width }: EitherColumn<Row>) {
  return align === undefined && width === undefined ? undefined : { textAlign: align, width };
}

function cellOf<Row>({ dataIndex, render }: EitherColumn<Row>, row: Row): ReactNode {
  const value = dataIndex === undefined ? undefined : row[dataIndex];
  return render ? render(value as never, row) : String(value ?? '');
}
