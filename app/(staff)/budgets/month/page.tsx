'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { budget as copy } from '@/app/_copy/budget';
import { correctionReasons, insutypes, labelOf, sexes } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Money } from '@/app/_ui/money';
import { ExportButton } from '@/app/_ui/export-button';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { WhyPanel } from '@/app/_ui/why-panel';

type View = RouterOutputs['month']['get'];

/** A closed month's members, by institution, team and cell. */
export default function MonthPage() {
  const month = useSearchParams().get('month') ?? '';
  const trpc = useTRPC();
  const found = useQuery(trpc.month.get.queryOptions({ month }));
  return (
    <Page
      title={copy.month.title(month)}
      actions={
        <>
          <Link href={`/budgets?tab=months&year=${month.slice(0, 4)}`}>
            <Button>{copy.month.back}</Button>
          </Link>
          {found.data ? <ExportButton name="member-months" query={{ month }} /> : null}
        </>
      }
    >
      {found.data ? <MonthView view={found.data} /> : found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
    </Page>
  );
}

function MonthView({ view }: { readonly view: View }) {
  const { columns } = copy.month;
  const heads = (count: number) => (count === 0 ? copy.month.noMembers : count.toLocaleString('zh-CN'));
  return (
    <>
      <Section title={copy.month.title(view.month)}>
        <Facts
          items={[
            { name: copy.month.heads, value: view.heads.toLocaleString('zh-CN') },
            { name: copy.month.income, value: <Money fen={view.incomeFen} /> },
            { name: copy.month.closedAt, value: formatInstant(view.closedAt) },
          ]}
        />
      </Section>
      {view.working.length > 0 ? <WhyPanel title={copy.month.why} steps={view.working} open={false} /> : null}
      <Corrections view={view} />
      <Section title={copy.month.institutions}>
        <ScrollArea label={copy.month.institutions}>
          <Table<View['institutions'][number]>
            rowKey="code"
            rows={view.institutions}
            size="small"
            columns={[
              { title: columns.code, key: 'code', dataIndex: 'code' },
              { title: columns.name, key: 'name', dataIndex: 'name' },
              { title: columns.heads, key: 'heads', align: 'right', render: (_, row) => heads(row.heads) },
              { title: columns.income, key: 'income', align: 'right', render: (_, row) => <Money fen={row.incomeFen} /> },
              { title: columns.feeForService, key: 'fee', align: 'right', render: (_, row) => <Money fen={row.feeForServiceFen} /> },
            ]}
          />
        </ScrollArea>
      </Section>
      <Section title={copy.month.teams}>
        <ScrollArea label={copy.month.teams}>
          <Table<View['teams'][number]>
            rowKey="code"
            rows={view.teams}
            size="small"
            emptyText={copy.month.noMembers}
            columns={[
              { title: columns.team, key: 'name', dataIndex: 'name' },
              { title: columns.heads, key: 'heads', align: 'right', render: (_, row) => heads(row.heads) },
              { title: columns.income, key: 'income', align: 'right', render: (_, row) => <Money fen={row.incomeFen} /> },
            ]}
          />
        </ScrollArea>
      </Section>
      <Section title={copy.month.cells}>
        <details>
          <summary>{copy.month.showCells(view.cells.length)}</summary>
          <CellTable view={view} />
        </details>
      </Section>
    </>
  );
}

/** What late news changed: booked here about earlier months, and booked later about this one. */
function Corrections({ view }: { readonly view: View }) {
  return (
    <>
      <Section title={copy.month.corrections}>
        <p>{copy.month.correctionsText}</p>
        {view.corrections.length === 0 ? <p>{copy.month.noCorrections}</p> : <CorrectionTable view={view} rows={view.corrections} />}
      </Section>
      {view.correctedLater.length === 0 ? null : (
        <Section title={copy.month.correctedLater}>
          <CorrectionTable view={view} rows={view.correctedLater} />
        </Section>
      )}
    </>
  );
}

function CorrectionTable({ view, rows }: { readonly view: View; readonly rows: View['corrections'] }) {
  const { correctionColumns: columns, cell } = copy.month;
  const names = new Map(view.institutions.map(({ code, name }) => [code, name]));
  return (
    <ScrollArea label={copy.month.corrections}>
      <Table<View['corrections'][number]>
        rowKey={(row) => [row.month, row.originMonth, row.institutionCode, row.teamId, row.insutype, row.ageBand, row.sex, row.inKeyGroup].join('/')}
        rows={rows}
        size="small"
        columns={[
          { title: columns.origin, key: 'origin', dataIndex: 'originMonth' },
          { title: columns.booked, key: 'booked', dataIndex: 'month' },
          { title: columns.institution, key: 'institution', render: (_, row) => names.get(row.institutionCode) ?? row.institutionCode },
          { title: columns.cell, key: 'cell', render: (_, row) => cell(labelOf(insutypes, row.insutype), row.ageBand, labelOf(sexes, row.sex), row.inKeyGroup) },
          { title: columns.heads, key: 'heads', align: 'right', dataIndex: 'heads' },
          { title: columns.days, key: 'days', align: 'right', dataIndex: 'memberDays' },
          { title: columns.income, key: 'income', align: 'right', render: (_, row) => <Money fen={row.incomeFen} /> },
          { title: columns.reasons, key: 'reasons', render: (_, row) => row.reasons.map((reason) => labelOf(correctionReasons, reason)).join('、') },
        ]}
      />
    </ScrollArea>
  );
}

function CellTable({ view }: { readonly view: View }) {
  const { columns } = copy.month;
  const names = new Map(view.institutions.map(({ code, name }) => [code, name]));
  const teams = new Map(view.teams.map(({ code, name }) => [code, name]));
  return (
    <ScrollArea label={copy.month.cells}>
      <Table<View['cells'][number]>
        rowKey={(cell) => [cell.institutionCode, cell.teamId, cell.insutype, cell.ageBand, cell.sex, cell.inKeyGroup].join('/')}
        rows={view.cells}
        size="small"
        emptyText={copy.month.noMembers}
        columns={[
          { title: columns.name, key: 'institution', render: (_, cell) => names.get(cell.institutionCode) ?? cell.institutionCode },
          { title: columns.team, key: 'team', render: (_, cell) => teams.get(cell.teamId) ?? cell.teamId },
          { title: columns.insutype, key: 'insutype', render: (_, cell) => labelOf(insutypes, cell.insutype) },
          { title: columns.ageBand, key: 'ageBand', render: (_, cell) => copy.month.ageBand(cell.ageBand) },
          { title: columns.sex, key: 'sex', render: (_, cell) => labelOf(sexes, cell.sex) },
          { title: columns.keyGroup, key: 'keyGroup', render: (_, cell) => (cell.inKeyGroup ? copy.month.yes : copy.month.no) },
          { title: columns.heads, key: 'heads', align: 'right', render: (_, cell) => cell.heads.toLocaleString('zh-CN') },
          { title: columns.income, key: 'income', align: 'right', render: (_, cell) => <Money fen={cell.incomeFen} /> },
        ]}
      />
    </ScrollArea>
  );
}
