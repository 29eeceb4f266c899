'use client';

import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { labelOf, postingKinds as kindNames } from '@/app/_copy/labels';
import { posting as copy } from '@/app/_copy/posting';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { DataTable } from '@/app/_ui/data-table';
import { ExportButton } from '@/app/_ui/export-button';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import type { Columns } from '@/app/_ui/table';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { postingKinds } from '@/server/domain/posting/posting';
import { daysOf, type Filters, kindsOf, noFilters, type OnFilters, pageSize, sideOf } from './filters';
import { PostingForm } from './posting-form';
import styles from './postings.module.css';
import { WithdrawDialog } from './withdraw-dialog';

export type PostingRow = RouterOutputs['posting']['list']['rows'][number];

/** Who was sent to other institutions to work and teach, and who went to learn. */
export default function PostingsPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(noFilters);
  const [today] = useState(() => dayOfInstant(Date.now()));
  const [isAdding, setAdding] = useState(false);
  const [withdrawing, setWithdrawing] = useState<PostingRow | null>(null);
  const days = daysOf(filters, today);
  const page = Math.max(1, Number(filters.page) || 1);
  const choice = { kinds: kindsOf(filters), allianceId: filters.alliance || null, institutionCode: filters.institution || null, side: sideOf(filters), withWithdrawn: filters.withdrawn === '1' };
  const query = useQuery(trpc.posting.list.queryOptions({ fromDay: today, toDay: today, ...days, ...choice, page, pageSize }, { enabled: days !== null }));
  return (
    <Page
      title={copy.title}
      description={copy.description}
      actions={
        <>
          <Link href="/referrals/reports?tab=quarter">
            <Button>{copy.back}</Button>
          </Link>
          {days ? <ExportButton name="postings" query={{ ...days, kind: filters.kind, allianceId: filters.alliance, institutionCode: filters.institution, side: filters.side }} /> : null}
          {can('posting:record') ? (
            <Button type="primary" aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>
              {copy.add}
            </Button>
          ) : null}
        </>
      }
    >
      {isAdding ? <PostingForm today={today} onClose={() => setAdding(false)} /> : null}
      <FilterForm filters={filters} days={days} onChange={setFilters} />
      {query.data ? <p role="status">{copy.sums(query.data.total, query.data.times, query.data.people)}</p> : null}
      {days === null ? (
        <p role="alert">{copy.badDays}</p>
      ) : (
        <DataTable<PostingRow>
          label={copy.label}
          rowKey="id"
          query={query}
          page={page}
          pageSize={pageSize}
          onPage={(next) => setFilters({ page: String(next) })}
          emptyText={copy.empty}
          columns={columnsOf(can('posting:record'), setWithdrawing)}
        />
      )}
      {withdrawing ? <WithdrawDialog row={withdrawing} onClose={() => setWithdrawing(null)} /> : null}
    </Page>
  );
}

function columnsOf(canRecord: boolean, onWithdraw: (row: PostingRow) => void): Columns<PostingRow> {
  const titles = copy.columns;
  return [
    { title: titles.days, render: (_, { fromDay, toDay }) => copy.days(fromDay, toDay) },
    { title: titles.kind, render: (_, { kind }) => labelOf(kindNames, kind) },
    { title: titles.person, render: (_, { personName, title }) => `${personName} ${title}` },
    { title: titles.from, dataIndex: 'fromInstitutionName' },
    { title: titles.to, dataIndex: 'toInstitutionName' },
    { title: titles.subject, render: (_, { subject, note }) => [subject, note].filter(Boolean).join('；') || copy.none },
    { title: titles.times, dataIndex: 'times', align: 'right' },
    { title: titles.people, dataIndex: 'people', align: 'right' },
    { title: titles.recorded, dataIndex: 'recordedByName' },
    {
      title: titles.act,
      render: (_, row) => {
        if (row.withdrawnAt !== null) return <span className={styles.withdrawn}>{copy.withdrawnBecause(row.withdrawnReason ?? '')}</span>;
        return canRecord ? (
          <Button aria-label={copy.withdrawLabel(row.personName, row.fromDay)} onClick={() => onWithdraw(row)}>
            {copy.withdraw}
          </Button>
        ) : (
          copy.none
        );
      },
    },
  ];
}

function FilterForm({ filters, days, onChange }: { readonly filters: Filters; readonly days: { readonly fromDay: string; readonly toDay: string } | null; readonly onChange: OnFilters }) {
  const trpc = useTRPC();
  const places = useQuery(trpc.institution.list.queryOptions({ levels: [] }));
  const known = places.data ?? [];
  const alliances = new Map(known.flatMap(({ own, allianceId, allianceName }) => (!own || allianceId === null || allianceName === null ? [] : [[allianceId, allianceName] as const])));
  return (
    <form role="search" aria-label={copy.filter} className={styles.filters} onSubmit={(event) => event.preventDefault()}>
      <div className={styles.field}>
        <label htmlFor="postings-from">{copy.from}</label>
        <Input id="postings-from" type="date" value={filters.from || (days?.fromDay ?? '')} onChange={(event) => onChange({ from: event.target.value, to: filters.to || (days?.toDay ?? '') })} />
      </div>
      <div className={styles.field}>
        <label htmlFor="postings-to">{copy.to}</label>
        <Input id="postings-to" type="date" value={filters.to || (days?.toDay ?? '')} onChange={(event) => onChange({ from: filters.from || (days?.fromDay ?? ''), to: event.target.value })} />
      </div>
      <Choice
        label={copy.kind}
        value={filters.kind}
        onChange={(kind) => onChange({ kind })}
        options={[['', copy.anyKind], ['sent_down', copy.sentDown], ...postingKinds.map((kind) => [kind, kindNames[kind]] as const)]}
      />
      <Choice
        label={copy.institution}
        value={filters.institution}
        onChange={(institution) => onChange({ institution, side: '' })}
        options={[['', copy.anyInstitution], ...known.filter(({ level }) => level !== 'pharmacy').map(({ code, name }) => [code, name] as const)]}
      />
      {filters.institution === '' ? null : (
        <Choice
          label={copy.side}
          value={filters.side}
          onChange={(side) => onChange({ side })}
          options={[
            ['', copy.sides.either],
            ['from', copy.sides.from],
            ['to', copy.sides.to],
          ]}
        />
      )}
      {alliances.size > 1 ? <Choice label={copy.alliance} value={filters.alliance} onChange={(alliance) => onChange({ alliance })} options={[['', copy.anyAlliance], ...alliances]} /> : null}
      <Choice label={copy.withdrawn} value={filters.withdrawn} onChange={(withdrawn) => onChange({ withdrawn })} options={[['', copy.hideWithdrawn], ['1', copy.showWithdrawn]]} />
    </form>
  );
}
