'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { policyScreen as copy } from '@/app/_copy/policy-screen';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Done, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { ImportDialog } from './import-dialog';
import { PolicyParameters } from './policy-parameters';
import styles from './policies.module.css';

type Row = RouterOutputs['policy']['list'][number];

const noFilter = { id: '', only: '' };

/** The region's policy versions; the one in force is open unless the address names another. */
export default function PoliciesPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(noFilter);
  const [isImporting, setImporting] = useState(false);
  const [done, setDone] = useState('');
  const list = useQuery(trpc.policy.list.queryOptions());
  const shown = filters.id || list.data?.find((row) => row.inForceToday)?.id || list.data?.[0]?.id;
  return (
    <Page
      title={copy.title}
      description={copy.description}
      actions={
        <>
          {can('policy:try') ? (
            <Link href="/policies/trial">
              <Button>{copy.trialLink}</Button>
            </Link>
          ) : null}
          {can('policy:import') ? (
            <Button type="primary" onClick={() => setImporting(true)}>
              {copy.import.title}
            </Button>
          ) : null}
        </>
      }
    >
      <Done said={done} />
      <RefusalList error={list.error} />
      {list.data ? (
        <Section title={copy.versions} actions={<Link href={compareHref(list.data)}>{copy.compare.link}</Link>}>
          <VersionTable rows={list.data} onOpen={(id) => setFilters({ id })} />
        </Section>
      ) : list.error ? null : (
        <p role="status">{shell.loading}</p>
      )}
      {shown === undefined ? null : <PolicyParameters key={shown} id={shown} onlyAssumed={filters.only === 'assumed'} onOnly={(only) => setFilters({ only: only ? 'assumed' : '' })} />}
      {isImporting ? <ImportDialog onEnd={() => setImporting(false)} onDone={setDone} /> : null}
    </Page>
  );
}

/** The two latest versions, to begin with. */
function compareHref([latest, before]: readonly Row[]): string {
  const chosen = new URLSearchParams({ ...(before ? { before: before.id } : {}), ...(latest ? { after: latest.id } : {}) });
  return `/policies/compare?${chosen.toString()}`;
}

function VersionTable({ rows, onOpen }: { readonly rows: readonly Row[]; readonly onOpen: (id: string) => void }) {
  return (
    <ScrollArea label={copy.label}>
      <Table<Row>
        rowKey="id"
        rows={rows}
        emptyText={copy.empty}
        columns={[
          {
            title: copy.columns.title,
            key: 'title',
            render: (_, row) => (
              <>
                <Button type="link" size="small" onClick={() => onOpen(row.id)}>
                  {row.title}
                </Button>
                {row.inForceToday ? <span className={styles.inForce}>{copy.inForce}</span> : null}
              </>
            ),
          },
          { title: copy.columns.days, key: 'days', render: (_, row) => copy.days(row.inForceFrom, row.inForceTo) },
          { title: copy.columns.id, key: 'id', dataIndex: 'id' },
          { title: copy.columns.imported, key: 'imported', render: (_, row) => formatInstant(row.importedAt) },
        ]}
      />
    </ScrollArea>
  );
}
