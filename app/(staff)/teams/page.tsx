'use client';

import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { shell } from '@/app/_copy/shell';
import { team as copy } from '@/app/_copy/team';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { ExportButton } from '@/app/_ui/export-button';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { GridTable } from './grid-table';
import { OpenDialog } from './open-dialog';
import { PeopleTable } from './people-table';
import { TeamTable } from './team-table';
import styles from './teams.module.css';

const tabs = ['teams', 'grid', 'people'] as const;
const defaults = { tab: 'teams', text: '', closed: '' };

/** The teams within reach, their service grid and their people. */
export default function TeamsPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(defaults);
  const [isOpening, setOpening] = useState(false);
  const found = useQuery(trpc.team.overview.queryOptions());
  const tab = tabs.find((known) => known === filters.tab) ?? 'teams';
  return (
    <Page title={copy.title} description={copy.description} actions={<Actions mayManage={can('team:manage')} onOpen={() => setOpening(true)} />}>
      <div role="group" aria-label={copy.tabs.label} className={styles.tabs}>
        {tabs.map((each) => (
          <Button key={each} type={each === tab ? 'primary' : 'default'} aria-pressed={each === tab} onClick={() => setFilters({ tab: each })}>
            {copy.tabs[each]}
          </Button>
        ))}
      </div>
      <form role="search" className={styles.filters} onSubmit={(event) => event.preventDefault()}>
        <Input.Search aria-label={copy.search} placeholder={copy.search} defaultValue={filters.text} allowClear style={{ maxWidth: 320 }} onSearch={(text) => setFilters({ text })} />
        {tab === 'teams' ? (
          <Checkbox checked={filters.closed === '1'} onChange={(event) => setFilters({ closed: event.target.checked ? '1' : '' })}>
            {copy.showClosed}
          </Checkbox>
        ) : null}
      </form>
      <RefusalList error={found.error} />
      {!found.data ? (
        found.error ? null : <p role="status">{shell.loading}</p>
      ) : tab === 'teams' ? (
        <TeamTable overview={found.data} text={filters.text} withClosed={filters.closed === '1'} />
      ) : tab === 'grid' ? (
        <GridTable overview={found.data} text={filters.text} mayManage={can('team:manage')} />
      ) : (
        <PeopleTable doctorCapacity={found.data.doctorCapacity} text={filters.text} mayManage={can('team:manage')} />
      )}
      {isOpening ? <OpenDialog onClose={() => setOpening(false)} /> : null}
    </Page>
  );
}

function Actions({ mayManage, onOpen }: { readonly mayManage: boolean; readonly onOpen: () => void }) {
  return (
    <>
      <ExportButton name="teams" query={{}} />
      {mayManage ? (
        <>
          <Link href="/teams/handover">
            <Button>{copy.handover.action}</Button>
          </Link>
          <Button type="primary" onClick={onOpen}>
            {copy.open.action}
          </Button>
        </>
      ) : null}
    </>
  );
}
