'use client';

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { desk as copy } from '@/app/_copy/referral-desk';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { sentencesOf, sentencesOfRefusals } from '@/app/_ui/sentences';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes, useSelf } from '@/app/_ui/use-self';
import { tabsOf } from '@/server/domain/referral/worklists';
import { BulkAssign } from '../bulk-assign';
import { type Filters, noFilters, type OnFilters, pageSize, queryOf, sideOf } from '../filters';
import { KeysHelp } from '../keys-help';
import { SavedFilters } from '../saved-filters';
import { useLiveReferrals } from '../use-live-referrals';
import { useNow } from '../use-now';
import { rememberWalk } from '../use-referral-walk';
import { useReloadLists } from '../use-reload-lists';
import { useRowKeys } from '../use-row-keys';
import { columnsOf } from '../worklist-columns';
import { WorklistFilters } from '../worklist-filters';
import { WorklistSides, WorklistTabs } from '../worklist-tabs';
import styles from '../worklist.module.css';

/** What the institution received and sent, as worklists: one row a referral, the most pressing first, its clock on it. */
export default function ReferralsPage() {
  const [filters, setFilters] = useUrlFilters(noFilters);
  const self = useSelf();
  const can = useScopes();
  const [isHelping, setHelping] = useState(false);
  const side = sideOf(filters, self?.role);
  return (
    <Page
      title={copy.title}
      description={copy.description[side]}
      actions={
        <>
          <Button onClick={() => setHelping(true)}>{copy.help}</Button>
          {can('referral:close') ? (
            <Link href="/referrals/check-in">
              <Button>{copy.checkIn}</Button>
            </Link>
          ) : null}
          {can('referral:create') ? (
            <Link href="/referrals/new">
              <Button type="primary">{copy.create}</Button>
            </Link>
          ) : null}
        </>
      }
    >
      <WorklistSides side={side} onSide={(box) => setFilters({ box, tab: '', status: '', who: '', partner: '', department: '', overdue: '' })} />
      {/* Whose side one begins on is known once one is known. */}
      {self ? <Worklist key={side} filters={filters} onChange={setFilters} onHelp={() => setHelping(true)} /> : null}
      {isHelping ? <KeysHelp onClose={() => setHelping(false)} /> : null}
    </Page>
  );
}

interface WorklistProps {
  readonly filters: Filters;
  readonly onChange: OnFilters;
  readonly onHelp: () => void;
}

function Worklist({ filters, onChange, onHelp }: WorklistProps) {
  const trpc = useTRPC();
  const self = useSelf();
  const can = useScopes();
  const now = useNow();
  const { isLive, refetchInterval } = useLiveReferrals();
  const field = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const side = sideOf(filters, self?.role);
  const query = queryOf(filters, side);
  const list = useQuery(trpc.referral.list.queryOptions(query, { placeholderData: keepPreviousData, refetchInterval }));
  const rows = list.data?.rows ?? [];
  useEffect(() => {
    if (list.data) rememberWalk(list.data.rows.map(({ id }) => id));
  }, [list.data]);
  const mayAssign = side === 'received' && can('referral:accept');
  const choose = (ids: readonly string[], isChosen: boolean) => setChosen((before) => new Set(isChosen ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
  const { take, said } = useTake();
  useRowKeys({
    ids: rows.map(({ id }) => id),
    onTake: mayAssign ? (id) => take(rows.find((row) => row.id === id)) : null,
    onChoose: mayAssign ? (id) => choose([id], !chosen.has(id)) : null,
    onTab: (place) => {
      const tab = tabsOf(side)[place - 1];
      if (tab) onChange({ tab, status: '', overdue: '' });
    },
    onSearch: () => field.current?.focus(),
    onHelp,
  });
  return (
    <>
      <WorklistTabs side={side} tab={query.tab} counts={list.data?.counts} onTab={(tab) => onChange({ tab, status: '', overdue: '' })} />
      <div className={styles.filters}>
        <SavedFilters filters={filters} onChange={onChange} />
      </div>
      <WorklistFilters key={filters.text} side={side} filters={filters} onChange={onChange} field={field} />
      <div className={styles.bar}>
        <Overdue count={list.data?.overdue ?? 0} isOn={query.overdue} onTurn={(isOn) => onChange(isOn ? { overdue: 'yes', tab: 'to_answer', status: '' } : { overdue: '' })} />
        <span role="status">{said}</span>
        <span className={styles.live}>
          {isLive ? copy.live.live : copy.live.polling}
        </span>
      </div>
      <BulkAssign chosen={rows.filter(({ id }) => chosen.has(id))} onDone={() => setChosen(new Set())} />
      <div className={styles.rows}>
        <DataTable
          rowKey="id"
          label={copy.tab(side, query.tab)}
          query={list}
          page={query.page}
          pageSize={pageSize}
          onPage={(next) => onChange({ page: String(next) })}
          emptyText={copy.empty(side, query.tab)}
          columns={columnsOf({ side, tab: query.tab, now, choice: mayAssign ? { chosen, onChoose: choose, rows } : null })}
        />
      </div>
    </>
  );
}

/** Takes one in hand at a key's stroke, and says what became of it. */
function useTake() {
  const trpc = useTRPC();
  const reload = useReloadLists();
  const [said, setSaid] = useState('');
  const assign = useMutation(trpc.referralDesk.assign.mutationOptions());
  const take = (row: { readonly id: string; readonly number: string; readonly version: number } | undefined) => {
    if (!row) return;
    const refuse = (sentences: readonly string[]) => setSaid(copy.bulk.refused(row.number, sentences.join(' ')));
    assign.mutate(
      { referrals: [{ referralId: row.id, version: row.version }], to: 'me' },
      {
        onSuccess: (report) => {
          const refusals = report.flatMap((each) => each.refusals);
          if (refusals.length === 0) setSaid(copy.bulk.taken(row.number));
          else void sentencesOfRefusals(refusals).then(refuse);
          void reload();
        },
        onError: (error) => void sentencesOf(error).then(refuse),
      },
    );
  };
  return { take, said };
}

function Overdue({ count, isOn, onTurn }: { readonly count: number; readonly isOn: boolean; readonly onTurn: (isOn: boolean) => void }) {
  if (count === 0 && !isOn) return null;
  return (
    <>
      <span className={styles.overdue}>{copy.overdue(count)}</span>
      <Button size="small" onClick={() => onTurn(!isOn)}>
        {isOn ? copy.showAll : copy.showOverdue}
      </Button>
    </>
  );
}
