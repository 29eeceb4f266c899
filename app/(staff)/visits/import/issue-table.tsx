import { useMutation, useQuery } from '@tanstack/react-query';
import { sentenceOf } from '@/app/_copy/refusals';
import { labelOf } from '@/app/_copy/labels';
import { fieldNames, visit as copy } from '@/app/_copy/visit';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import { ExportButton } from '@/app/_ui/export-button';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import { saveRejectedRows } from './save-rejected-rows';

type Issue = RouterOutputs['visit']['batch']['issues']['rows'][number];

interface IssueTableProps {
  readonly batch: RouterOutputs['visit']['batch']['batch'];
  readonly page: number;
  readonly pageSize: number;
  readonly onPage: (page: number) => void;
}

/** The rows that were not taken: number, column, reason and what to do; and all of them as a file to be mended. */
export function IssueTable({ batch, page, pageSize, onPage }: IssueTableProps) {
  const trpc = useTRPC();
  // The same question as the progress above asks, so it is asked once.
  const query = useQuery(trpc.visit.batch.queryOptions({ batchId: batch.id, page, pageSize }, { select: (found) => found.issues }));
  const download = useMutation(trpc.visit.rejectedRows.mutationOptions({ onSuccess: saveRejectedRows }));
  const { issues } = copy.import;
  const some = batch.conflicting + batch.rejected > 0;
  return (
    <Section
      title={issues.title}
      actions={
        some && batch.status !== 'running' ? (
          <>
            <ExportButton name="rejected-rows" query={{ batchId: batch.id }} label={issues.downloadXlsx} />
            <Button loading={download.isPending} onClick={() => download.mutate({ batchId: batch.id })}>
              {download.isPending ? issues.downloading : issues.download}
            </Button>
          </>
        ) : null
      }
    >
      {some ? <p>{issues.downloadNote}</p> : null}
      <RefusalList error={download.error} />
      {download.data?.more ? <p role="status">{issues.more}</p> : null}
      <DataTable
        rowKey={(row) => String(row.rowNumber)}
        label={issues.title}
        query={query}
        page={page}
        pageSize={pageSize}
        onPage={onPage}
        emptyText={batch.status === 'running' ? issues.waiting : issues.none}
        columns={[
          { title: issues.columns.row, key: 'row', dataIndex: 'rowNumber' },
          { title: issues.columns.outcome, key: 'outcome', render: (_, row) => <StatusTag kind="row" value={row.outcome} /> },
          { title: issues.columns.reason, key: 'reason', render: (_, row) => <Reasons reasons={row.reasons} /> },
        ]}
      />
    </Section>
  );
}

function Reasons({ reasons }: Pick<Issue, 'reasons'>) {
  return (
    <ul style={{ margin: 0, paddingLeft: '1.2em' }}>
      {reasons.map((reason) => (
        <li key={`${reason.code}/${reason.column ?? ''}`}>
          <strong>{reason.column === null ? copy.import.issues.wholeRow : `${labelOf(fieldNames, reason.column)}（${reason.column}）`}</strong>
          {'　'}
          {sentenceOf({ code: reason.code, facts: reason.facts })}
        </li>
      ))}
    </ul>
  );
}
