'use client';

import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { capacityKinds as kindNames, labelOf } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { capacityKinds } from '@/server/domain/quota/slot';
import { CapacityFilters } from '../capacity-filters';
import styles from '../quotas.module.css';
import { type ShownResource, weekOf } from '../shown-resource';
import { CloseDialog } from './close-dialog';
import { ResourceDialog } from './resource-dialog';

const defaults = { kind: '', department: '', institution: '', ended: '' };
type Opened = { readonly act: 'add' } | { readonly act: 'change' | 'close'; readonly resource: ShownResource };

/** Specialists, devices and wards: what the hospital has capacity of. */
export default function ResourcesPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(defaults);
  const [opened, setOpened] = useState<Opened | null>(null);
  const wanted = { institutionCode: filters.institution || null, kind: capacityKinds.find((kind) => kind === filters.kind) ?? null, departmentCode: filters.department || null, withEnded: filters.ended === '1' };
  const plan = useQuery(trpc.capacity.plan.queryOptions(wanted));
  const mayKeep = can('quota:publish');
  const actions = (
    <>
      <Link href="/quotas">{copy.back}</Link>
      <Link href="/quotas/schedules">
        <Button>{copy.schedules.link}</Button>
      </Link>
      {mayKeep ? (
        <Button type="primary" onClick={() => setOpened({ act: 'add' })}>
          {copy.resources.add}
        </Button>
      ) : null}
    </>
  );
  return (
    <Page title={copy.resources.title} description={copy.resources.description} actions={actions}>
      <CapacityFilters filters={filters} onChange={setFilters}>
        <Checkbox checked={filters.ended === '1'} onChange={(event) => setFilters({ ended: event.target.checked ? '1' : '' })}>
          {copy.resources.withClosed}
        </Checkbox>
      </CapacityFilters>
      <RefusalList error={plan.error} />
      {plan.data ? <ResourceTable resources={plan.data.resources} mayKeep={mayKeep} onOpen={setOpened} /> : plan.error ? null : <p role="status">{shell.loading}</p>}
      {opened?.act === 'close' ? <CloseDialog resource={opened.resource} onClose={() => setOpened(null)} /> : null}
      {opened && opened.act !== 'close' ? <ResourceDialog resource={opened.act === 'change' ? opened.resource : null} onClose={() => setOpened(null)} /> : null}
    </Page>
  );
}

interface ResourceTableProps {
  readonly resources: readonly ShownResource[];
  readonly mayKeep: boolean;
  readonly onOpen: (opened: Opened) => void;
}

function ResourceTable({ resources, mayKeep, onOpen }: ResourceTableProps) {
  const words = copy.resources;
  const acts = (resource: ShownResource) => (
    <div className={styles.acts}>
      <Link href={`/quotas/schedules?resource=${resource.id}`} aria-label={words.scheduleLabel(resource.name)}>
        {words.schedule}
      </Link>
      {mayKeep && resource.closedOn === null ? (
        <>
          <Button size="small" aria-label={words.changeLabel(resource.name)} onClick={() => onOpen({ act: 'change', resource })}>
            {words.change}
          </Button>
          <Button size="small" danger aria-label={words.closeLabel(resource.name)} onClick={() => onOpen({ act: 'close', resource })}>
            {words.close}
          </Button>
        </>
      ) : null}
    </div>
  );
  return (
    <ScrollArea label={words.label}>
      <Table<ShownResource>
        rowKey="id"
        rows={resources}
        emptyText={words.empty}
        columns={[
          {
            title: words.columns.name,
            render: (_, { name, note }) => (
              <>
                <strong>{name}</strong> {note ? <span className={styles.note}>{note}</span> : null}
              </>
            ),
          },
          { title: words.columns.kind, render: (_, { kind }) => labelOf(kindNames, kind) },
          { title: words.columns.department, dataIndex: 'departmentName' },
          { title: words.columns.institution, dataIndex: 'institutionName' },
          { title: words.columns.week, render: (_, { schedules, kind }) => (schedules.length === 0 ? words.noWeek : schedules.map((schedule) => <div key={schedule.id}>{weekOf(schedule, kind)}</div>)) },
          { title: words.columns.state, render: (_, { closedOn }) => (closedOn === null ? words.inUse : words.closedOn(closedOn)) },
          { title: words.columns.acts, render: (_, resource) => acts(resource) },
        ]}
      />
    </ScrollArea>
  );
}
