'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Alert, Space } from 'antd';
import { useState } from 'react';
import { identityClasses, labelOf } from '@/app/_copy/labels';
import { resident as copy } from '@/app/_copy/resident';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { formatInstant } from '@/app/_ui/moment';
import { Table } from '@/app/_ui/table';
import { EndIdentityDialog, WithdrawIdentityDialog } from './end-identity-dialog';
import { RecordIdentityDialog } from './record-identity-dialog';

type Person = RouterOutputs['resident']['get'];
type Identity = Person['identities'][number];
type Open = { readonly act: 'record' } | { readonly act: 'end' | 'withdraw'; readonly identity: Identity };

/** The classes a resident holds or held, and what the bureau does with them. */
export function Identities({ person, mayRecord }: { readonly person: Person; readonly mayRecord: boolean }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [open, setOpen] = useState<Open | null>(null);
  const [changedVisits, setChangedVisits] = useState<number | null>(null);
  const onDone = (change: { readonly changedVisits: number }) => {
    setOpen(null);
    setChangedVisits(change.changedVisits);
    void client.invalidateQueries({ queryKey: trpc.resident.get.queryKey({ residentId: person.id }) });
    void client.invalidateQueries({ queryKey: trpc.visit.pathKey() });
  };
  const onClose = () => setOpen(null);
  return (
    <>
      <p>{copy.identity.text}</p>
      {changedVisits === null ? null : <Alert type="success" role="status" title={copy.identity.changed(changedVisits)} />}
      <IdentityTable identities={person.identities} mayRecord={mayRecord} onOpen={setOpen} />
      {mayRecord ? <Button onClick={() => setOpen({ act: 'record' })}>{copy.identity.record.open}</Button> : null}
      {open?.act === 'record' ? <RecordIdentityDialog residentId={person.id} residentName={person.name} onDone={onDone} onClose={onClose} /> : null}
      {open?.act === 'end' ? <EndIdentityDialog identityId={open.identity.id} name={nameOf(open.identity)} onDone={onDone} onClose={onClose} /> : null}
      {open?.act === 'withdraw' ? <WithdrawIdentityDialog identityId={open.identity.id} name={nameOf(open.identity)} onDone={onDone} onClose={onClose} /> : null}
    </>
  );
}

interface IdentityTableProps {
  readonly identities: readonly Identity[];
  readonly mayRecord: boolean;
  readonly onOpen: (open: Open) => void;
}

function IdentityTable({ identities, mayRecord, onOpen }: IdentityTableProps) {
  const { columns, days } = copy.identity;
  if (identities.length === 0) return <p>{copy.identity.none}</p>;
  return (
    <Table<Identity>
      rowKey="id"
      rows={identities}
      columns={[
        { title: columns.name, key: 'name', render: (_, identity) => nameOf(identity) },
        { title: columns.days, key: 'days', render: (_, { from, to }) => days(from, to) },
        { title: columns.recorded, key: 'recorded', render: (_, { recordedByName, recordedAt }) => copy.identity.recorded(recordedByName, formatInstant(recordedAt)) },
        { title: columns.note, key: 'note', render: (_, identity) => noteOf(identity) },
        ...(mayRecord ? [{ title: columns.act, key: 'act', render: (_: unknown, identity: Identity) => <Acts identity={identity} onOpen={onOpen} /> }] : []),
      ]}
    />
  );
}

function Acts({ identity, onOpen }: { readonly identity: Identity; readonly onOpen: (open: Open) => void }) {
  if (identity.withdrawnReason !== null) return null;
  return (
    <Space>
      <Button size="small" onClick={() => onOpen({ act: 'end', identity })}>
        {copy.identity.end.open}
      </Button>
      <Button size="small" onClick={() => onOpen({ act: 'withdraw', identity })}>
        {copy.identity.withdraw.open}
      </Button>
    </Space>
  );
}

function nameOf({ identityClass }: Identity): string {
  return labelOf(identityClasses, identityClass);
}

function noteOf({ note, withdrawnReason, endedByName }: Identity): string {
  const { withdrawn, ended } = copy.identity;
  if (withdrawnReason !== null) return withdrawn(withdrawnReason);
  return [note, endedByName === null ? null : ended(endedByName)].filter((part) => part !== null).join('；') || copy.detail.none;
}
