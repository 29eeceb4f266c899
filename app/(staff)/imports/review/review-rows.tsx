import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { imports as copy } from '@/app/_copy/imports';
import { rowClasses as classNames, rowDecisions, rowResults } from '@/app/_copy/labels';
import { sentenceOf } from '@/app/_copy/refusals';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import { Segments } from '@/app/_ui/segments';
import { StatusTag } from '@/app/_ui/status-tag';
import { usePackageNames } from '@/app/_ui/use-package-names';
import { useWalk } from '@/app/_ui/use-walk';
import { rowClasses } from '@/server/domain/import/review';
import styles from '../imports.module.css';
import { rowsWhere } from '../summary';
import { BulkDecisions } from './bulk-decisions';
import { differenceText } from './difference-text';
import { type Filters, type OnFilters, type Review, type ReviewRow, classOf, pageSize, rowsInput, standings } from './filters';
import { RowPanel } from './row-panel';

interface ReviewRowsProps {
  readonly review: Review;
  readonly filters: Filters;
  readonly onChange: OnFilters;
}

const busyMs = 1500;

/** The rows of a file by what they are, to be worked through one after another or many at once. */
export function ReviewRows({ review, filters, onChange }: ReviewRowsProps) {
  const trpc = useTRPC();
  const input = rowsInput(filters);
  const list = useQuery(trpc.importReview.rows.queryOptions(input, { placeholderData: keepPreviousData, refetchInterval: review.status === 'reading' || review.status === 'applying' ? busyMs : false }));
  const rows = list.data?.rows ?? [];
  const total = list.data?.total ?? 0;
  const go = (row: string, page: number) => onChange({ row, page: String(page) });
  const steps = useWalk({ keys: rows.map(keyOf), at: filters.row, page: input.page, pages: Math.ceil(total / pageSize), onGo: go });
  const open = filters.row === '' ? undefined : rows[steps.index];
  const { columns } = copy.review;
  return (
    <>
      <Tabs review={review} filters={filters} onChange={onChange} />
      <p>{copy.review.classNotes[input.class ?? '']}</p>
      {review.status === 'ready' && input.class ? <BulkDecisions review={review} rowClass={input.class} /> : null}
      {open ? (
        <RowPanel
          key={`${keyOf(open)}/${open.version}`}
          review={review}
          row={open}
          place={copy.review.detail.place((input.page - 1) * pageSize + steps.index + 1, total)}
          steps={steps}
          onClose={() => onChange({ row: '', page: filters.page })}
          // Where only open rows are listed, a decided one leaves the list and the next takes its place.
          onDecided={() => (filters.standing === 'open' ? go(keyOf(rows[steps.index + 1] ?? open), input.page) : steps.next?.())}
        />
      ) : null}
      <DataTable
        rowKey={(row) => keyOf(row)}
        label={copy.review.listLabel}
        query={list}
        page={input.page}
        pageSize={pageSize}
        onPage={(page) => onChange({ page: String(page), row: '' })}
        emptyText={copy.review.empty}
        columns={[
          { title: columns.row, dataIndex: 'rowNumber', align: 'right' },
          {
            title: columns.person,
            key: 'person',
            render: (_, row) => (
              <Button type="link" size="small" aria-expanded={keyOf(row) === filters.row} onClick={() => go(keyOf(row), input.page)}>
                {row.name ?? copy.review.open}
              </Button>
            ),
          },
          { title: columns.class, key: 'class', render: (_, row) => <StatusTag kind="review_row" value={row.class} /> },
          { title: columns.what, key: 'what', render: (_, row) => <What row={row} /> },
          { title: columns.decision, key: 'decision', render: (_, row) => (row.decision ? rowDecisions[row.decision] : row.options.length > 0 ? copy.review.undecided : null) },
          { title: columns.result, key: 'result', render: (_, row) => (row.result ? rowResults[row.result] : null) },
        ]}
      />
    </>
  );
}

function keyOf({ rowNumber }: ReviewRow): string {
  return String(rowNumber);
}

/** In a line: what would change, who it may be, or what is wrong. */
function What({ row }: { readonly row: ReviewRow }) {
  const names = usePackageNames();
  const { differences, candidates, reasons, resultReasons } = row;
  const lines = [
    ...differences.map((each) => differenceText(each, names)),
    ...candidates.slice(0, 1).map(({ reasons: found }) => found.map((reason) => copy.review.matchReasons[reason]).join('、')),
    ...[...reasons, ...(resultReasons ?? [])].map(({ code, facts }) => sentenceOf({ code, facts })),
  ];
  if (lines.length === 0) return null;
  return (
    <ul className={styles.reasons}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Classes and standings as tabs, each class with how many rows it has. */
function Tabs({ review, filters, onChange }: ReviewRowsProps) {
  const { summary } = review;
  const all = rowsWhere(summary, () => true);
  return (
    <div className={styles.tabs}>
      <Segments
        label={copy.review.classes}
        value={classOf(filters.class) ?? ''}
        onChange={(value) => onChange({ class: value, row: '' })}
        options={[
          { value: '', label: copy.review.tab(copy.review.all, all) },
          ...rowClasses.map((name) => ({ value: name, label: copy.review.tab(classNames[name], rowsWhere(summary, (group) => group.class === name)) })),
        ]}
      />
      <Segments
        label={copy.review.standings}
        value={standings.find((each) => each === filters.standing) ?? ''}
        onChange={(value) => onChange({ standing: value, row: '' })}
        options={(['', ...standings] as const).map((name) => ({ value: name, label: copy.review.standing[name] }))}
      />
    </div>
  );
}
