'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Tabs, Tag } from 'antd';
import { useSearchParams } from 'next/navigation';
import { type ReactNode, useState } from 'react';
import { keyGroups, labelOf } from '@/app/_copy/labels';
import { resident as copy } from '@/app/_copy/resident';
import { record } from '@/app/_copy/resident-record';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useScopes } from '@/app/_ui/use-self';
import { ChangeMenu } from './change-menu';
import { Consents } from './consents';
import { Family } from './family';
import { History } from './history';
import { Overview } from './overview';
import type { Person } from './person';
import { ResidentServices } from './services';
import { Standing } from './standing';

/** Opening the page leaves a row that the resident sees, so it is not fetched again by itself. */
function useResident(residentId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.resident.get.queryOptions({ residentId }, { staleTime: 300_000, refetchOnWindowFocus: false, refetchOnReconnect: false }));
}

export default function ResidentPage() {
  const found = useResident(useSearchParams().get('id') ?? '');
  const person = found.data;
  if (!person) {
    return (
      <Page title={copy.detail.title}>
        {found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
      </Page>
    );
  }
  return <Record key={person.id} person={person} />;
}

/** One resident's record: who they are, what holds of them day by day, with whom they live, and how the record came about. */
function Record({ person }: { readonly person: Person }) {
  const can = useScopes();
  const trpc = useTRPC();
  const client = useQueryClient();
  const [changedVisits, setChangedVisits] = useState<number | null>(null);
  const onDone = (change: { readonly changedVisits: number }) => {
    setChangedVisits(change.changedVisits);
    void client.invalidateQueries({ queryKey: trpc.resident.pathKey() });
    void client.invalidateQueries({ queryKey: trpc.visit.pathKey() });
    void client.invalidateQueries({ queryKey: trpc.contract.pathKey() });
  };
  const refer =
    can('referral:create') && !person.deathDay ? (
      <Link href={`/referrals/new?resident=${person.id}`}>
        <Button>{copy.detail.refer}</Button>
      </Link>
    ) : null;
  const isMerged = person.mergedIntoId !== null;
  return (
    <Page title={copy.detail.titleOf(person.name)} description={copy.detail.description} actions={refer}>
      <p>
        <Standings person={person} />
      </p>
      {changedVisits === null ? null : <Alert type="success" role="status" title={record.saved(changedVisits)} />}
      {isMerged ? (
        <Link href={`/residents/detail?id=${person.mergedIntoId}`}>{record.openSurvivor}</Link>
      ) : (
        <Section title={record.change.menu}>
          <ChangeMenu person={person} can={can} onDone={onDone} />
        </Section>
      )}
      <Tabs
        items={[
          { key: 'overview', label: record.tabs.overview, children: <Overview person={person} can={can} /> },
          { key: 'standing', label: record.tabs.standing, children: <Standing person={person} mayCorrect={can('resident:correct') && !isMerged} onDone={onDone} /> },
          { key: 'family', label: record.tabs.family, children: <Family person={person} mayChange={can('resident:change') && !isMerged} onDone={onDone} /> },
          ...(can('service:read') ? [{ key: 'services', label: record.tabs.services, children: <ResidentServices residentId={person.id} /> }] : []),
          { key: 'consents', label: record.tabs.consents, children: <Consents residentId={person.id} /> },
          { key: 'history', label: record.tabs.history, children: <History person={person} /> },
        ].map(({ children, ...tab }) => ({ ...tab, children: <Part>{children}</Part> }))}
      />
    </Page>
  );
}

/** The sections of one tab, apart from each other as on a page of their own. */
function Part({ children }: { readonly children: ReactNode }) {
  return <div style={{ display: 'flex', flexDirection: 'column', gap: 20 }}>{children}</div>;
}

/** Alive or not, here or away, and today's key groups, at a glance. */
function Standings({ person }: { readonly person: Person }) {
  const { deathDay, movedOutOn, mergedIntoId } = person;
  const status = mergedIntoId ? record.status.merged : deathDay ? record.status.dead(deathDay) : movedOutOn ? record.status.away(movedOutOn) : record.status.alive;
  return (
    <>
      <Tag>{status}</Tag>
      <Tag>{copy.years(person.age)}</Tag>
      {person.groupsToday.map((group) => (
        <Tag key={group}>{labelOf(keyGroups, group)}</Tag>
      ))}
    </>
  );
}
