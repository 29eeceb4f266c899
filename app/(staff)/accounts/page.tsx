'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { accounts } from '@/app/_copy/audit';
import { labelOf, roles } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { DataTable } from '@/app/_ui/data-table';
import { Done, Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import type { Role } from '@/server/domain/permission/roles';
import styles from './accounts.module.css';

type Row = RouterOutputs['account']['list']['rows'][number];

const noFilter = { role: '', disabled: '', page: '1' };
const pageSize = 20;
const { resident: _, ...staffRoles } = roles;

export default function AccountsPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters(noFilter);
  const page = Number(filters.page) || 1;
  const query = useQuery(
    trpc.account.list.queryOptions(
      { role: filters.role in staffRoles ? (filters.role as Role) : null, disabled: filters.disabled ? filters.disabled === 'yes' : null, page, pageSize },
      { placeholderData: keepPreviousData },
    ),
  );
  const { act, error, done, dialog } = useAccountActs();
  const may = useScopes();
  const mayManage = may('account:manage');
  return (
    <Page title={accounts.title} description={accounts.description}>
      <div className={styles.filter}>
        <Choice label={accounts.role} value={filters.role} onChange={(role) => setFilters({ role })} options={[['', accounts.any], ...Object.entries(staffRoles)]} />
        <Choice
          label={accounts.state}
          value={filters.disabled}
          onChange={(disabled) => setFilters({ disabled })}
          options={[
            ['', accounts.any],
            ['no', accounts.active],
            ['yes', accounts.disabled],
          ]}
        />
      </div>
      <RefusalList error={error} />
      <Done said={done} />
      <DataTable<Row>
        rowKey="id"
        columns={mayManage ? [...columns, actColumn(act)] : columns}
        query={query}
        page={page}
        pageSize={pageSize}
        onPage={(next) => setFilters({ page: String(next) })}
        emptyText={accounts.empty}
        label={accounts.tableLabel}
      />
      {dialog}
    </Page>
  );
}

const columns = [
  { key: 'userName', title: accounts.columns.userName, render: (__: unknown, row: Row) => row.userName },
  { key: 'name', title: accounts.columns.name, render: (__: unknown, row: Row) => row.name },
  { key: 'role', title: accounts.columns.role, render: (__: unknown, row: Row) => labelOf(roles, row.role) },
  { key: 'workplace', title: accounts.columns.workplace, render: (__: unknown, row: Row) => row.workplace ?? accounts.bureau },
  { key: 'state', title: accounts.columns.state, render: (__: unknown, row: Row) => (row.disabled ? accounts.disabled : accounts.active) },
];

function actColumn(act: (row: Row) => void) {
  return {
    key: 'act',
    title: accounts.columns.act,
    render: (__: unknown, row: Row) => (
      <Button size="small" danger={!row.disabled} onClick={() => act(row)} aria-label={row.disabled ? accounts.enableNamed(row.name) : accounts.disableNamed(row.name)}>
        {row.disabled ? accounts.enable : accounts.disable}
      </Button>
    ),
  };
}

/** Disabling asks first, since it throws somebody out; enabling is its undo and asks nothing. */
function useAccountActs() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [done, setDone] = useState('');
  const [asked, setAsked] = useState<Row | null>(null);
  const refresh = () => client.invalidateQueries({ queryKey: trpc.account.list.queryKey() });
  const disable = useMutation(trpc.account.disable.mutationOptions({ onSuccess: refresh }));
  const enable = useMutation(trpc.account.enable.mutationOptions({ onSuccess: refresh }));
  const act = (row: Row) => {
    setDone('');
    disable.reset();
    enable.reset();
    if (row.disabled) enable.mutate({ accountId: row.id }, { onSuccess: () => setDone(accounts.enabledDone(row.name)) });
    else setAsked(row);
  };
  const disableAsked = ({ id, name }: Row) =>
    disable.mutate(
      { accountId: id },
      {
        onSuccess: ({ endedSessions }) => {
          setDone(accounts.disabledDone(name, endedSessions));
          setAsked(null);
        },
      },
    );
  const dialog = asked ? (
    <ConfirmDialog
      title={accounts.confirmTitle(asked.name)}
      text={accounts.confirmText}
      confirm={accounts.confirm}
      working={accounts.working}
      cancel={accounts.cancel}
      mutation={disable}
      onConfirm={() => disableAsked(asked)}
      onClose={() => setAsked(null)}
    />
  ) : null;
  return { act, error: enable.error, done, dialog };
}
