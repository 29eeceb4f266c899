'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { feeLineKinds, labelOf, labelsOf } from '@/app/_copy/labels';
import { serviceFee } from '@/app/_copy/service-fee';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import { ExportButton } from '@/app/_ui/export-button';
import Link from '@/app/_ui/link';
import { formatDay, formatInstant } from '@/app/_ui/moment';
import { Money } from '@/app/_ui/money';
import { nowrap } from '@/app/_ui/nowrap';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { usePackageNames } from '@/app/_ui/use-package-names';
import { FeeSteps } from './fee-steps';

const copy = serviceFee.run;
const place = { month: '', institution: '', page: '1' };
const pageSize = 20;
type Run = RouterOutputs['serviceFee']['get'];

/** One month's service-fee run: by institution, and each institution's contracts. */
export default function ServiceFeeRunPage() {
  const trpc = useTRPC();
  const [at, setAt] = useUrlFilters(place);
  const found = useQuery(trpc.serviceFee.get.queryOptions({ month: at.month }));
  const run = found.data;
  return (
    <Page
      title={copy.title(at.month)}
      actions={
        <>
          <Link href={`/budgets?tab=fees&year=${at.month.slice(0, 4)}`}>
            <Button>{copy.back}</Button>
          </Link>
          {run ? <ExportButton name="service-fees" query={{ month: at.month }} /> : null}
        </>
      }
    >
      <RefusalList error={found.error} />
      {run ? null : found.error ? null : <p role="status">{shell.loading}</p>}
      {run ? (
        <>
          <Section title={copy.head} actions={<FeeSteps run={run} />}>
            <Facts items={factsOf(run)} />
          </Section>
          <Section title={copy.institutions}>
            <Institutions run={run} onOpen={(institution) => setAt({ institution })} />
          </Section>
          {at.institution === '' ? null : <Lines run={run} institutionCode={at.institution} page={Math.max(1, Number(at.page) || 1)} onPage={(page) => setAt({ page: String(page) })} />}
        </>
      ) : null}
    </Page>
  );
}

function factsOf(run: Run) {
  const { by, none } = copy;
  return [
    { name: copy.status, value: <StatusTag kind="fee_run" value={run.status} /> },
    { name: copy.attempt, value: String(run.attempt) },
    { name: copy.fund, value: <Money fen={run.fundFen} /> },
    { name: copy.publicHealth, value: <Money fen={run.publicHealthFen} /> },
    { name: copy.person, value: <Money fen={run.personFen} /> },
    { name: copy.held, value: <Money fen={run.heldFen} /> },
    { name: copy.proposed, value: by(run.proposedByName, formatInstant(run.proposedAt)) },
    { name: copy.decided, value: run.decidedByName === null ? none : by(run.decidedByName, formatInstant(run.decidedAt)) },
    ...(run.decisionReason === null ? [] : [{ name: copy.reason, value: run.decisionReason }]),
  ];
}

function Institutions({ run, onOpen }: { readonly run: Run; readonly onOpen: (institutionCode: string) => void }) {
  const { columns } = copy;
  return (
    <ScrollArea label={copy.institutionsLabel}>
      <Table<Run['institutions'][number]>
        rowKey={({ institutionCode, kind }) => `${institutionCode}/${kind}`}
        rows={run.institutions}
        emptyText={copy.empty}
        columns={[
          { title: columns.code, key: 'code', dataIndex: 'institutionCode' },
          { title: columns.name, key: 'name', dataIndex: 'institutionName' },
          { title: columns.kind, key: 'kind', ...nowrap, render: (_, { kind }) => labelOf(feeLineKinds, kind) },
          { title: columns.lines, key: 'lines', align: 'right', render: (_, { lines }) => lines.toLocaleString('zh-CN') },
          { title: columns.fund, key: 'fund', align: 'right', render: (_, { fundFen }) => <Money fen={fundFen} /> },
          { title: columns.publicHealth, key: 'publicHealth', align: 'right', render: (_, { publicHealthFen }) => <Money fen={publicHealthFen} /> },
          { title: columns.person, key: 'person', align: 'right', render: (_, { personFen }) => <Money fen={personFen} /> },
          { title: columns.held, key: 'held', align: 'right', render: (_, { heldFen }) => <Money fen={heldFen} /> },
          { title: columns.open, key: 'open', render: (_, { institutionCode }) => <Button onClick={() => onOpen(institutionCode)}>{copy.open}</Button> },
        ]}
      />
    </ScrollArea>
  );
}

interface LinesProps {
  readonly run: Run;
  readonly institutionCode: string;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

function Lines({ run, institutionCode, page, onPage }: LinesProps) {
  const trpc = useTRPC();
  const lines = useQuery(trpc.serviceFee.lines.queryOptions({ month: run.month, institutionCode, page, pageSize }, { placeholderData: keepPreviousData }));
  const names = usePackageNames();
  const name = run.institutions.find((row) => row.institutionCode === institutionCode)?.institutionName ?? institutionCode;
  const { columns, lineColumns } = copy;
  return (
    <Section title={copy.lines(name)}>
      <DataTable
        rowKey={({ contractId, yearStart, kind }) => `${contractId}/${yearStart}/${kind}`}
        label={copy.lines(name)}
        query={lines}
        page={page}
        pageSize={pageSize}
        onPage={onPage}
        emptyText={copy.linesEmpty}
        columns={[
          { title: lineColumns.number, dataIndex: 'contractNumber' },
          { title: lineColumns.team, dataIndex: 'teamName' },
          { title: lineColumns.package, key: 'package', render: (_, { packageCode }) => labelsOf(names, packageCode.split(';')) },
          { title: lineColumns.yearStart, key: 'yearStart', ...nowrap, render: (_, { yearStart }) => formatDay(yearStart) },
          { title: lineColumns.kind, key: 'kind', ...nowrap, render: (_, { kind }) => labelOf(feeLineKinds, kind) },
          { title: columns.fund, key: 'fund', align: 'right', render: (_, { fundFen }) => <Money fen={fundFen} /> },
          { title: columns.publicHealth, key: 'publicHealth', align: 'right', render: (_, { publicHealthFen }) => <Money fen={publicHealthFen} /> },
          { title: columns.person, key: 'person', align: 'right', render: (_, { personFen }) => <Money fen={personFen} /> },
          { title: columns.held, key: 'held', align: 'right', render: (_, { heldFen }) => <Money fen={heldFen} /> },
          { title: lineColumns.score, key: 'score', align: 'right', render: (_, { score }) => score ?? copy.none },
        ]}
      />
    </Section>
  );
}
