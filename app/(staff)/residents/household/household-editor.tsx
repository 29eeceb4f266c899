'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Form, Input } from 'antd';
import { useState } from 'react';
import { labelOf } from '@/app/_copy/labels';
import { householdRelations as relationNames } from '@/app/_copy/labels-family';
import { record } from '@/app/_copy/resident-record';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { Table } from '@/app/_ui/table';
import { type HouseholdRelation, householdRelations } from '@/server/domain/registry/household';
import { ResidentSearch } from '../resident-search';

const copy = record.household;
type Household = RouterOutputs['resident']['household'];

/** Somebody in the list; what is not known of whoever was only just added is null. */
interface Row {
  readonly id: string;
  readonly name: string;
  readonly relation: HouseholdRelation;
  readonly member: Household['members'][number] | null;
}

interface EditorProps {
  readonly residentId: string;
  readonly household: Household;
  readonly mayChange: boolean;
}

/** The household as it is to be; nothing is saved before the button says so. */
export function HouseholdEditor({ residentId, household, mayChange }: EditorProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const before = household.members.map((member): Row => ({ id: member.id, name: member.name, relation: member.relation ?? 'head', member }));
  const [rows, setRows] = useState(before);
  const [address, setAddress] = useState(household.address ?? '');
  const [note, setNote] = useState<string | null>(null);
  const save = useMutation(
    trpc.residentChange.household.mutationOptions({
      onSuccess: () => void client.invalidateQueries({ queryKey: trpc.resident.pathKey() }),
    }),
  );
  const isChanged = household.householdId === null || address !== (household.address ?? '') || rows.length !== before.length || rows.some((row, at) => row.id !== before[at]?.id || row.relation !== before[at].relation);
  const add = (id: string, name: string) => {
    if (rows.some((row) => row.id === id)) return setNote(copy.already(name));
    setRows([...rows, { id, name, relation: 'other', member: null }]);
    setNote(copy.added(name));
  };
  const confirm = () =>
    save.mutate({
      residentId,
      members: rows.map(({ id, relation }) => ({ residentId: id, relation })),
      address: address.trim() || null,
      seen: household.householdId === null ? [] : household.members.map(({ id }) => id),
    });
  return (
    <>
      {save.data ? <Alert type="success" role="status" title={copy.saved(save.data.changed)} /> : null}
      <Section title={copy.members}>
        <MemberTable rows={rows} mayChange={mayChange} onRows={setRows} />
        {rows.some(({ relation }) => relation === 'head') ? null : <p>{copy.headMissing}</p>}
        <Form layout="vertical">
          <Form.Item label={copy.address} htmlFor="household-address">
            <Input id="household-address" autoComplete="off" maxLength={100} style={{ maxWidth: 480 }} disabled={!mayChange} value={address} onChange={(event) => setAddress(event.target.value)} />
          </Form.Item>
        </Form>
        <RefusalList error={save.error} />
        {mayChange ? (
          <p>
            <Button type="primary" disabled={!isChanged || save.isPending} onClick={confirm}>
              {save.isPending ? copy.saving : copy.save}
            </Button>{' '}
            {isChanged && household.householdId !== null ? copy.unsaved : null}
          </p>
        ) : null}
      </Section>
      {mayChange ? (
        <Section title={copy.add}>
          <p>{copy.addText}</p>
          <p role="status">{note}</p>
          <ResidentSearch idPrefix="household" outside={null} onChoose={add} />
        </Section>
      ) : null}
    </>
  );
}

function MemberTable({ rows, mayChange, onRows }: { readonly rows: readonly Row[]; readonly mayChange: boolean; readonly onRows: (rows: Row[]) => void }) {
  const { columns } = copy;
  const relate = (id: string, value: string) => {
    const relation = householdRelations.find((each) => each === value);
    if (relation) onRows(rows.map((row) => (row.id === id ? { ...row, relation } : row)));
  };
  return (
    <Table<Row>
      rowKey="id"
      rows={rows}
      columns={[
        { title: columns.name, key: 'name', render: (_, row) => (row.member?.inReach ? <Link href={`/residents/detail?id=${row.id}`}>{row.name}</Link> : row.name) },
        { title: columns.age, key: 'age', render: (_, row) => row.member?.age },
        { title: columns.number, key: 'number', render: (_, row) => row.member?.maskedNumber },
        {
          title: columns.relation,
          key: 'relation',
          render: (_, row) =>
            mayChange ? (
              <select aria-label={copy.relationOf(row.name)} value={row.relation} onChange={(event) => relate(row.id, event.target.value)}>
                {householdRelations.map((relation) => (
                  <option key={relation} value={relation}>
                    {relationNames[relation]}
                  </option>
                ))}
              </select>
            ) : (
              labelOf(relationNames, row.relation)
            ),
        },
        { title: columns.signed, key: 'signed', render: (_, row) => signedText(row) },
        ...(mayChange
          ? [
              {
                title: columns.act,
                key: 'act',
                render: (_: unknown, row: Row) => (
                  <Button size="small" aria-label={copy.removeOf(row.name)} onClick={() => onRows(rows.filter(({ id }) => id !== row.id))}>
                    {copy.remove}
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function signedText({ member }: Row): string {
  if (member === null) return '';
  if (member.deathDay) return record.status.dead(member.deathDay);
  return member.signed ? record.family.signed(member.signed.institutionName, member.signed.to) : record.family.unsigned;
}
