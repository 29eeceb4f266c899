'use client';

import { specialty as copy } from '@/app/_copy/specialty';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import styles from './specialty.module.css';

export type Specialty = RouterOutputs['specialty']['list'][number];
export type Member = Specialty['members'][number];

export type SpecialtyAct =
  | { readonly kind: 'change' | 'join' | 'end'; readonly specialty: Specialty }
  | { readonly kind: 'leave'; readonly specialty: Specialty; readonly member: Member };

interface SpecialtyTableProps {
  readonly rows: readonly Specialty[];
  readonly today: string;
  readonly emptyText: string;
  readonly onAct: (act: SpecialtyAct) => void;
}

export function SpecialtyTable({ rows, today, emptyText, onAct }: SpecialtyTableProps) {
  const { columns } = copy;
  const mayAct = rows.some(({ mine }) => mine);
  return (
    <ScrollArea label={copy.table}>
      <Table<Specialty>
        rowKey="id"
        rows={rows}
        emptyText={<p className={styles.empty}>{emptyText}</p>}
        columns={[
          { title: columns.name, key: 'name', render: (_, row) => <strong>{row.name}</strong> },
          { title: columns.hospital, dataIndex: 'hospitalName' },
          { title: columns.departments, key: 'departments', render: (_, { departments }) => departments.map(({ departmentName }) => departmentName).join('、') },
          { title: columns.members, key: 'members', render: (_, row) => <Members row={row} today={today} onAct={onAct} /> },
          { title: columns.days, key: 'days', render: (_, row) => <Days row={row} today={today} /> },
          ...(mayAct ? [{ title: columns.act, key: 'act', render: (_: unknown, row: Specialty) => (row.mine && !isEnded(row, today) ? <Acts row={row} onAct={onAct} /> : null) }] : []),
        ]}
      />
    </ScrollArea>
  );
}

function isEnded({ toDay }: { readonly toDay: string | null }, today: string): boolean {
  return toDay !== null && toDay < today;
}

function Days({ row, today }: { readonly row: Specialty; readonly today: string }) {
  const state = row.current ? 'current' : isEnded(row, today) ? 'ended' : 'upcoming';
  return (
    <>
      {copy.days(row.fromDay, row.toDay)}
      <span className={styles.state}>{copy.states[state]}</span>
    </>
  );
}

function Members({ row, today, onAct }: { readonly row: Specialty; readonly today: string; readonly onAct: SpecialtyTableProps['onAct'] }) {
  if (row.members.length === 0) return <span className={styles.state}>{copy.members.none}</span>;
  return (
    <ul className={styles.members}>
      {row.members.map((member) => {
        const name = member.kind === 'alliance' ? copy.members.wholeAlliance(member.memberName) : member.memberName;
        const hasLeft = isEnded(member, today);
        return (
          <li key={member.id}>
            <span>{name}</span>
            <span className={styles.state}>
              {copy.days(member.fromDay, member.toDay)}
              {hasLeft ? ` ${copy.members.left}` : ''}
            </span>
            {row.mine && !hasLeft ? (
              <Button size="small" aria-label={copy.actLabel(copy.acts.leave, name)} onClick={() => onAct({ kind: 'leave', specialty: row, member })}>
                {copy.acts.leave}
              </Button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

function Acts({ row, onAct }: { readonly row: Specialty; readonly onAct: SpecialtyTableProps['onAct'] }) {
  return (
    <div className={styles.acts}>
      {(['join', 'change', 'end'] as const).map((kind) => (
        <Button key={kind} size="small" aria-label={copy.actLabel(copy.acts[kind], row.name)} onClick={() => onAct({ kind, specialty: row })}>
          {copy.acts[kind]}
        </Button>
      ))}
    </div>
  );
}
