'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { labelOf, professions } from '@/app/_copy/labels';
import { team as copy } from '@/app/_copy/team';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { PersonDialog } from './person-dialog';
import styles from './teams.module.css';

export type Person = RouterOutputs['team']['practitioners'][number];

interface PeopleTableProps {
  readonly doctorCapacity: number | null;
  readonly text: string;
  readonly mayManage: boolean;
}

/** Who works at the institutions within reach, with their residents over all teams. */
export function PeopleTable({ doctorCapacity, text, mayManage }: PeopleTableProps) {
  const trpc = useTRPC();
  const found = useQuery(trpc.team.practitioners.queryOptions());
  const [edited, setEdited] = useState<Person | 'new' | null>(null);
  const [leaving, setLeaving] = useState<Person | null>(null);
  const { columns } = copy.people;
  const rows = (found.data ?? []).filter(({ name, institutionName }) => text.trim() === '' || name.includes(text.trim()) || institutionName.includes(text.trim()));
  const act = (_: unknown, person: Person) =>
    person.leftOn !== null ? (
      copy.people.left(person.leftOn)
    ) : (
      <div className={styles.acts}>
        <Button size="small" aria-label={`${copy.people.edit}${person.name}`} onClick={() => setEdited(person)}>
          {copy.people.edit}
        </Button>
        <Button size="small" aria-label={`${copy.people.leave} ${person.name}`} onClick={() => setLeaving(person)}>
          {copy.people.leave}
        </Button>
      </div>
    );
  return (
    <>
      {mayManage ? (
        <div className={styles.acts}>
          <Button onClick={() => setEdited('new')}>{copy.people.add}</Button>
        </div>
      ) : null}
      <RefusalList error={found.error} />
      <ScrollArea label={copy.tabs.people}>
        <Table<Person>
          rowKey="id"
          rows={rows}
          isLoading={found.isPending}
          emptyText={copy.people.empty}
          columns={[
            { title: columns.name, dataIndex: 'name' },
            { title: columns.profession, key: 'profession', render: (_, { profession }) => labelOf(professions, profession) },
            { title: columns.title, dataIndex: 'title' },
            { title: columns.institution, dataIndex: 'institutionName' },
            { title: columns.signed, key: 'signed', render: (_, { signed, capacity }) => (signed === 0 && capacity === null ? copy.none : copy.load.text(signed, capacity ?? doctorCapacity ?? 0)) },
            ...(mayManage ? [{ title: columns.act, key: 'act', render: act }] : []),
          ]}
        />
      </ScrollArea>
      {edited ? <PersonDialog person={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
      {leaving ? <LeaveDialog person={leaving} onClose={() => setLeaving(null)} /> : null}
    </>
  );
}

function LeaveDialog({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const leave = useMutation(
    trpc.team.recordLeaving.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries({ queryKey: trpc.team.pathKey() });
        onClose();
      },
    }),
  );
  const { leaveTitle, leaveText, leaveConfirm } = copy.people;
  return <ConfirmDialog title={leaveTitle(person.name)} text={leaveText} confirm={leaveConfirm} working={copy.saving} cancel={copy.cancel} mutation={leave} onConfirm={() => leave.mutate({ practitionerId: person.id })} onClose={onClose} />;
}
