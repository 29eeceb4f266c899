import { labelOf, teamRoles } from '@/app/_copy/labels';
import { team as copy } from '@/app/_copy/team';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import Link from '@/app/_ui/link';
import { nowrap } from '@/app/_ui/nowrap';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { LoadBar } from './load-bar';
import styles from './teams.module.css';

type Overview = RouterOutputs['team']['overview'];
type Row = Overview['teams'][number];

interface TeamTableProps {
  readonly overview: Overview;
  readonly text: string;
  readonly withClosed: boolean;
}

export function TeamTable({ overview, text, withClosed }: TeamTableProps) {
  const rows = overview.teams.filter((team) => (withClosed || team.closedOn === null) && matches(team, text));
  const incomplete = overview.teams.filter(({ closedOn, missingRoles }) => closedOn === null && missingRoles.length > 0).length;
  const { columns } = copy;
  return (
    <>
      {incomplete > 0 ? <p className={styles.banner}>{copy.incomplete[overview.mustBeComplete ? 'required' : 'advised'](incomplete)}</p> : null}
      <ScrollArea label={copy.title}>
        <Table<Row>
          rowKey="id"
          rows={rows}
          emptyText={copy.empty}
          columns={[
            { title: columns.name, key: 'name', ...nowrap, render: (_, row) => <Name row={row} /> },
            { title: columns.institution, dataIndex: 'institutionName' },
            { title: columns.members, key: 'members', render: (_, row) => <Members row={row} /> },
            { title: columns.load, key: 'load', render: (_, row) => (row.closedOn === null ? <LoadBar name={row.name} load={row.load} /> : copy.none) },
            { title: columns.grid, key: 'grid', render: (_, row) => (row.grid.length > 0 ? row.grid.join('、') : copy.noGrid) },
          ]}
        />
      </ScrollArea>
    </>
  );
}

function Name({ row }: { readonly row: Row }) {
  return (
    <>
      <Link href={`/teams/detail?id=${row.id}`}>{row.name}</Link>
      {row.closedOn === null ? null : <span className={styles.state}>{copy.closedOn(row.closedOn)}</span>}
    </>
  );
}

function Members({ row }: { readonly row: Row }) {
  const missing = row.missingRoles.map((role) => labelOf(teamRoles, role)).join('、');
  return (
    <>
      {row.members.map(({ name, role }) => `${name}（${labelOf(teamRoles, role)}）`).join('、') || copy.none}
      {row.closedOn !== null ? null : <span className={missing === '' ? styles.state : `${styles.state} ${styles.warn}`}>{missing === '' ? copy.complete : copy.missing(missing)}</span>}
    </>
  );
}

function matches({ name, institutionName, members }: Row, text: string): boolean {
  const wanted = text.trim();
  return wanted === '' || [name, institutionName, ...members.map((member) => member.name)].some((word) => word.includes(wanted));
}
