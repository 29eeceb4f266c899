'use client';

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { contract } from '@/app/_copy/contract';
import { contractActs } from '@/app/_copy/contract-acts';
import { askers, labelOf, labelsOf, requestKinds, terminationReasons, transferReasons } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { nowrap } from '@/app/_ui/nowrap';
import { Page, Section } from '@/app/_ui/page';
import { Segments } from '@/app/_ui/segments';
import { StatusTag } from '@/app/_ui/status-tag';
import { usePackageNames } from '@/app/_ui/use-package-names';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { EndingAnswer } from '../detail/pending-ending';
import { RequestAnswer } from './request-answer';

const copy = contractActs.requests;
const tabs = ['awaiting_team', 'awaiting_resident', 'draft', 'closed'] as const;
const defaults = { tab: 'awaiting_team', team: '', page: '1' };
const pageSize = 20;

/** What residents ask their teams for and teams propose to residents, and who wants to end a contract. */
export default function ContractRequestsPage() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(defaults);
  const tab = tabs.find((known) => known === filters.tab) ?? 'awaiting_team';
  const page = Number(filters.page);
  const teams = useQuery(trpc.team.list.queryOptions(undefined, { enabled: can('team:read') }));
  const list = useQuery(trpc.contractRequest.list.queryOptions({ tab, teamId: filters.team || null, page, pageSize }, { placeholderData: keepPreviousData }));
  const reload = () => void Promise.all([queries.invalidateQueries(trpc.contractRequest.pathFilter()), queries.invalidateQueries(trpc.contract.pathFilter())]);
  const names = usePackageNames();
  const { columns } = copy;
  return (
    <Page title={copy.title} description={copy.description}>
      <Segments
        label={copy.tabsLabel}
        value={tab}
        onChange={(value) => setFilters({ tab: value })}
        options={tabs.map((value) => ({ value, label: copy.tab(copy.tabs[value], value === 'awaiting_team' ? (list.data?.waiting ?? null) : null) }))}
      />
      {can('team:read') ? <Choice label={copy.columns.team} value={filters.team} onChange={(team) => setFilters({ team })} options={[['', contract.list.allTeams], ...(teams.data ?? []).map(({ id, name }) => [id, name] as const)]} /> : null}
      <DataTable
        rowKey="requestId"
        label={copy.title}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={(next) => setFilters({ page: String(next) })}
        emptyText={copy.empty[tab]}
        columns={[
          { title: columns.resident, key: 'resident', ...nowrap, render: (_, row) => (can('resident:read') ? <Link href={`/residents/detail?id=${row.resident.id}`}>{row.resident.name}</Link> : row.resident.name) },
          { title: columns.kind, key: 'kind', ...nowrap, render: (_, row) => requestKinds[row.kind] },
          { title: columns.asks, key: 'asks', ...nowrap, render: (_, row) => askers[row.askedBy] },
          { title: columns.team, dataIndex: 'teamName' },
          { title: columns.package, key: 'package', render: (_, row) => labelsOf(names, row.packageCodes) },
          { title: columns.term, key: 'term', ...nowrap, render: (_, row) => contractActs.form.years(row.termYears) },
          { title: columns.note, key: 'note', render: (_, row) => notesOf(row) },
          { title: columns.at, key: 'at', ...nowrap, render: (_, row) => formatInstant(row.createdAt) },
          { title: columns.due, dataIndex: 'dueOn', ...nowrap },
          { title: columns.status, key: 'status', render: (_, row) => <StatusTag kind="contract_request" value={row.status} /> },
          {
            title: columns.act,
            key: 'act',
            ...nowrap,
            render: (_, row) =>
              row.signedContractId === null ? (
                can('contract:sign') && <RequestAnswer request={row} onDone={reload} />
              ) : (
                <Link href={`/contracts/detail?id=${row.signedContractId}`}>{copy.open}</Link>
              ),
          },
        ]}
      />
      {tab === 'awaiting_team' ? <Endings teamId={filters.team || null} canAnswer={can('contract:terminate')} onDone={reload} /> : null}
    </Page>
  );
}

function notesOf({ transferReason, note, closedReason }: { readonly transferReason: string | null; readonly note: string | null; readonly closedReason: string | null }): string {
  return [transferReason === null ? null : copy.transfer(labelOf(transferReasons, transferReason)), note, closedReason].filter(Boolean).join('；');
}

function Endings({ teamId, canAnswer, onDone }: { readonly teamId: string | null; readonly canAnswer: boolean; readonly onDone: () => void }) {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters({ endings: '1' });
  const page = Number(filters.endings);
  const list = useQuery(trpc.contractRequest.endings.queryOptions({ teamId, page, pageSize }, { placeholderData: keepPreviousData }));
  const { columns } = copy;
  return (
    <Section title={copy.endings}>
      <DataTable
        rowKey="requestId"
        label={copy.endings}
        query={list}
        page={page}
        pageSize={pageSize}
        onPage={(next) => setFilters({ endings: String(next) })}
        emptyText={copy.noEndings}
        columns={[
          { title: columns.resident, key: 'resident', ...nowrap, render: (_, row) => <Link href={`/contracts/detail?id=${row.contractId}`}>{row.resident.name}</Link> },
          { title: columns.reason, key: 'reason', render: (_, row) => contractActs.reasonNote(labelOf(terminationReasons, row.reason), row.note) },
          { title: columns.at, key: 'at', ...nowrap, render: (_, row) => formatInstant(row.createdAt) },
          { title: columns.act, key: 'act', ...nowrap, render: (_, row) => (canAnswer ? <EndingAnswer requestId={row.requestId} onDone={onDone} /> : null) },
        ]}
      />
    </Section>
  );
}
