import { labelOf, sexes } from '@/app/_copy/labels';
import { desk as copy } from '@/app/_copy/referral-desk';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import Link from '@/app/_ui/link';
import { formatDay, formatInstant, formatSince } from '@/app/_ui/moment';
import { StatusTag } from '@/app/_ui/status-tag';
import type { Columns } from '@/app/_ui/table';
import type { WorklistSide, WorklistTab } from '@/server/domain/referral/worklists';
import { AnswerClock } from './answer-clock';
import styles from './worklist.module.css';

export type WorklistRow = RouterOutputs['referral']['list']['rows'][number];

interface ColumnsWish {
  readonly side: WorklistSide;
  readonly tab: WorklistTab;
  readonly now: number;
  /** Null where nothing is to be chosen. */
  readonly choice: { readonly chosen: ReadonlySet<string>; readonly onChoose: (ids: readonly string[], isChosen: boolean) => void; readonly rows: readonly WorklistRow[] } | null;
}

/** The columns of a worklist: who and what first, then what this stage of the work turns on. */
export function columnsOf({ side, tab, now, choice }: ColumnsWish): Columns<WorklistRow> {
  const { columns } = copy;
  const partner: Columns<WorklistRow>[number] =
    side === 'received'
      ? { title: columns.from, key: 'from', render: (_, row) => stack(row.fromInstitutionName, row.departmentName) }
      : { title: columns.to, key: 'to', render: (_, row) => stack(row.toInstitutionName, row.departmentName) };
  return [
    ...(choice ? [choiceColumn(choice)] : []),
    { title: columns.priority, key: 'priority', render: (_, row) => <StatusTag kind="priority" value={row.priority} /> },
    { title: columns.resident, key: 'resident', render: (_, row) => <Person row={row} /> },
    { title: columns.diagnosis, dataIndex: 'diagnosisName' },
    partner,
    ...stageColumns(tab, now),
    ...(side === 'received' ? [{ title: columns.assignee, key: 'assignee', render: (_: unknown, row: WorklistRow) => row.assignee?.name ?? copy.nobody }] : []),
    { title: columns.status, key: 'status', render: (_, row) => <StatusTag kind="referral" value={row.status} /> },
  ];
}

function stageColumns(tab: WorklistTab, now: number): Columns<WorklistRow> {
  const { columns } = copy;
  const place: Columns<WorklistRow>[number] = { title: columns.place, key: 'place', render: (_, row) => <Place row={row} /> };
  const clock: Columns<WorklistRow>[number] = { title: columns.clock, key: 'clock', render: (_, row) => <Clock row={row} now={now} /> };
  switch (tab) {
    case 'waiting':
      return [{ title: columns.turn, key: 'turn', render: (_, row) => stack(row.promisedDay === null ? copy.nobody : copy.promised(row.promisedDay), row.queuedAt === null ? '' : copy.queued(formatSince(row.queuedAt, now))) }];
    case 'to_arrive':
    case 'in_care':
      return [place];
    case 'to_return':
    case 'coming_back':
    case 'following':
      return [
        { title: columns.back, key: 'back', render: (_, row) => formatInstant(row.completedAt) },
        { title: columns.followUp, key: 'followUp', render: (_, row) => formatDay(row.followUpDay) },
      ];
    case 'consent':
    case 'to_answer':
    case 'info_wanted':
      return [place, clock];
    case 'stopped':
    case 'done':
    case 'all':
      return [place];
  }
}

function choiceColumn({ chosen, onChoose, rows }: NonNullable<ColumnsWish['choice']>): Columns<WorklistRow>[number] {
  const ids = rows.map(({ id }) => id);
  const isAll = ids.length > 0 && ids.every((id) => chosen.has(id));
  return {
    title: <input type="checkbox" className={styles.select} aria-label={copy.selectAll} checked={isAll} onChange={(event) => onChoose(ids, event.target.checked)} />,
    key: 'choice',
    width: 48,
    render: (_, row) => (
      <input type="checkbox" className={styles.select} aria-label={copy.selectOne(row.resident?.name ?? row.number)} checked={chosen.has(row.id)} onChange={(event) => onChoose([row.id], event.target.checked)} />
    ),
  };
}

function Person({ row }: { readonly row: WorklistRow }) {
  const { resident } = row;
  return (
    <span className={styles.stack}>
      <Link href={`/referrals/detail?id=${row.id}`} data-referral={row.id}>
        {resident ? copy.person(resident.name, labelOf(sexes, resident.sex), resident.age) : row.number}
      </Link>
      <span className={styles.minor}>{row.signed ? `${copy.signed} · ${row.number}` : row.number}</span>
    </span>
  );
}

function Place({ row }: { readonly row: WorklistRow }) {
  if (row.kind === 'e_consult') return copy.nobody;
  if (row.placeStartsAt === null) return copy.noPlace;
  return stack(formatInstant(row.placeStartsAt), row.nights > 0 ? copy.nights(row.nights) : '');
}

function Clock({ row, now }: { readonly row: WorklistRow; readonly now: number }) {
  return (
    <span className={styles.stack}>
      <AnswerClock status={row.status} answerDueAt={row.answerDueAt} now={now} />
      {row.escalated && row.status === 'sent' ? <span className={styles.overdue}>{copy.escalated}</span> : null}
    </span>
  );
}

function stack(first: string, second: string) {
  return (
    <span className={styles.stack}>
      <span>{first}</span>
      {second === '' ? null : <span className={styles.minor}>{second}</span>}
    </span>
  );
}
