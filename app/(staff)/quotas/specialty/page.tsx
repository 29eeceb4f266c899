'use client';

import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { shell } from '@/app/_copy/shell';
import { specialty as copy } from '@/app/_copy/specialty';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { EndDialog, JoinDialog, LeaveDialog } from './member-dialogs';
import { SpecialtyDialog } from './specialty-dialog';
import { type Specialty, type SpecialtyAct, SpecialtyTable } from './specialty-table';
import styles from './specialty.module.css';

const defaults = { text: '', ended: '' };

/** Which hospitals share which departments with whom beyond their alliance, and the acts of those who may change it. */
export default function SpecialtyPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(defaults);
  const [isFounding, setFounding] = useState(false);
  const [act, setAct] = useState<SpecialtyAct | null>(null);
  const [today] = useState(() => dayOfInstant(Date.now()));
  const found = useQuery(trpc.specialty.list.queryOptions());
  const mayManage = can('specialty:manage');
  const rows = (found.data ?? []).filter((row) => matches(row, filters.text.trim()) && (filters.ended === '1' || row.toDay === null || row.toDay >= today));
  const isFiltered = (found.data ?? []).length > 0;
  return (
    <Page
      title={copy.title}
      description={copy.description}
      actions={
        mayManage ? (
          <Button type="primary" onClick={() => setFounding(true)}>
            {copy.found}
          </Button>
        ) : null
      }
    >
      <form role="search" className={styles.filters} onSubmit={(event) => event.preventDefault()}>
        <Input.Search aria-label={copy.search} placeholder={copy.search} defaultValue={filters.text} allowClear style={{ maxWidth: 320 }} onSearch={(text) => setFilters({ text })} />
        <Checkbox checked={filters.ended === '1'} onChange={(event) => setFilters({ ended: event.target.checked ? '1' : '' })}>
          {copy.showEnded}
        </Checkbox>
      </form>
      <RefusalList error={found.error} />
      {found.data ? (
        <SpecialtyTable rows={rows} today={today} onAct={setAct} emptyText={isFiltered ? copy.emptyFiltered : copy.empty(mayManage)} />
      ) : found.error ? (
        <Button onClick={() => found.refetch()}>{shell.retry}</Button>
      ) : (
        <p role="status">{shell.loading}</p>
      )}
      {isFounding ? <SpecialtyDialog specialty={null} today={today} onClose={() => setFounding(false)} /> : null}
      {act ? <ActDialog act={act} today={today} onClose={() => setAct(null)} /> : null}
    </Page>
  );
}

function ActDialog({ act, today, onClose }: { readonly act: SpecialtyAct; readonly today: string; readonly onClose: () => void }) {
  switch (act.kind) {
    case 'change':
      return <SpecialtyDialog specialty={act.specialty} today={today} onClose={onClose} />;
    case 'join':
      return <JoinDialog specialty={act.specialty} today={today} onClose={onClose} />;
    case 'leave':
      return <LeaveDialog specialty={act.specialty} member={act.member} today={today} onClose={onClose} />;
    case 'end':
      return <EndDialog specialty={act.specialty} today={today} onClose={onClose} />;
  }
}

function matches({ name, hospitalName, departments, members }: Specialty, text: string): boolean {
  if (text === '') return true;
  return [name, hospitalName, ...departments.map(({ departmentName }) => departmentName), ...members.map(({ memberName }) => memberName)].some((word) => word.includes(text));
}
