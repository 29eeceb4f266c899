'use client';

import { Alert } from 'antd';
import { useState } from 'react';
import { labelOf } from '@/app/_copy/labels';
import { guardianRelations, householdRelations } from '@/app/_copy/labels-family';
import { record } from '@/app/_copy/resident-record';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Section } from '@/app/_ui/page';
import { Table } from '@/app/_ui/table';
import { EndGuardianDialog, GuardianDialog } from './guardian-dialogs';
import type { Person } from './person';

const copy = record.family;

interface FamilyProps {
  readonly person: Person;
  readonly mayChange: boolean;
  readonly onDone: (change: { readonly changedVisits: number }) => void;
}

type Open = { readonly act: 'record' } | { readonly act: 'end'; readonly guardian: Person['guardians'][number] };

/** Whom a resident lives with, and who stands for them. */
export function Family({ person, mayChange, onDone }: FamilyProps) {
  const [open, setOpen] = useState<Open | null>(null);
  const { household, guardians } = person;
  const self = household.members.find(({ id }) => id === person.id);
  const close = () => setOpen(null);
  const done = (change: { readonly changedVisits: number }) => {
    close();
    onDone(change);
  };
  return (
    <>
      <Section
        title={copy.household}
        actions={
          <Link href={`/residents/household?id=${person.id}`}>
            <Button>{copy.edit}</Button>
          </Link>
        }
      >
        {household.address ? <p>{copy.address(household.address)}</p> : null}
        {household.householdId === null ? <p>{copy.alone}</p> : <HouseholdTable person={person} />}
      </Section>
      <Section title={copy.guardians} actions={mayChange && !person.deathDay ? <Button onClick={() => setOpen({ act: 'record' })}>{record.guardian.open}</Button> : null}>
        <p>{copy.guardianText}</p>
        {self?.needsGuardian && self.guardians.length === 0 ? <Alert type="warning" showIcon title={copy.guardianNeeded} /> : null}
        {guardians.length === 0 ? (
          <p>{copy.noGuardians}</p>
        ) : (
          <Table
            rowKey="id"
            rows={guardians}
            columns={[
              { title: copy.guardianColumns.name, key: 'name', render: (_, row) => (row.residentId === null ? row.name : <Link href={`/residents/detail?id=${row.residentId}`}>{row.name}</Link>) },
              { title: copy.guardianColumns.relation, key: 'relation', render: (_, row) => labelOf(guardianRelations, row.relation) },
              { title: copy.guardianColumns.number, key: 'number', render: (_, row) => row.maskedNumber ?? record.none },
              { title: copy.guardianColumns.phone, key: 'phone', render: (_, row) => row.maskedPhone ?? record.none },
              { title: copy.guardianColumns.days, key: 'days', render: (_, row) => record.days(row.from, row.to) },
              {
                title: copy.guardianColumns.act,
                key: 'act',
                render: (_, row) =>
                  mayChange && row.to === null ? (
                    <Button size="small" aria-label={`${record.guardian.end} ${row.name}`} onClick={() => setOpen({ act: 'end', guardian: row })}>
                      {record.guardian.end}
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </Section>
      {open?.act === 'record' ? <GuardianDialog person={person} onDone={done} onClose={close} /> : null}
      {open?.act === 'end' ? <EndGuardianDialog person={person} guardianId={open.guardian.id} name={open.guardian.name} onDone={done} onClose={close} /> : null}
    </>
  );
}

function HouseholdTable({ person }: { readonly person: Person }) {
  const { columns } = copy;
  return (
    <Table
      rowKey="id"
      rows={person.household.members}
      columns={[
        { title: columns.name, key: 'name', render: (_, row) => (row.inReach && row.id !== person.id ? <Link href={`/residents/detail?id=${row.id}`}>{row.name}</Link> : row.name) },
        { title: columns.relation, key: 'relation', render: (_, row) => (row.relation === null ? record.none : labelOf(householdRelations, row.relation)) },
        { title: columns.age, dataIndex: 'age' },
        { title: columns.signed, key: 'signed', render: (_, { signed, deathDay }) => (deathDay ? record.status.dead(deathDay) : signed ? copy.signed(signed.institutionName, signed.to) : copy.unsigned) },
        { title: columns.guardian, key: 'guardian', render: (_, row) => row.guardians.map(({ name }) => name).join('、') || record.none },
      ]}
    />
  );
}
