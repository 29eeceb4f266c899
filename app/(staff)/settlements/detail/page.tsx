'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { labelOf, pools, settlementMethods } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { shell } from '@/app/_copy/shell';
import { useTRPC, useTRPCClient } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatDay, formatInstant } from '@/app/_ui/moment';
import { Money } from '@/app/_ui/money';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { saveFile } from '@/app/_ui/save-file';
import { StatusTag } from '@/app/_ui/status-tag';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import styles from '../settlements.module.css';
import { Closing } from './closing';
import { Course } from './course';
import { Events } from './events';
import { LeftOutTable } from './left-out-table';
import { Objections } from './objections';
import { PoolBlocks } from './pool-blocks';
import { SectionNav, tabs } from './section-nav';
import type { SettlementView } from './settlement-view';
import { Verification } from './verification';

/** `tab` is the part that is shown; `pool` and `line` open one line; the page is that line's visits'. */
const place = { id: '', tab: '', pool: '', line: '', page: '1' };

/** One settlement: its course, its totals, and every line down to the visits behind it. */
export default function SettlementPage() {
  const trpc = useTRPC();
  const [at, setAt] = useUrlFilters(place);
  const found = useQuery(trpc.settlement.get.queryOptions({ id: at.id }));
  const view = found.data;
  if (!view) {
    return <Page title={copy.detail.loadingTitle}>{found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}</Page>;
  }
  const tab = tabs.find((each) => each === at.tab) ?? 'lines';
  return (
    <Page title={copy.detail.title(view.year, labelOf(settlementMethods, view.method), view.version)} actions={<Actions id={view.id} />}>
      <Section title={copy.detail.head}>
        <Facts items={factsOf(view)} />
        <Course view={view} />
      </Section>
      <SectionNav view={view} tab={tab} />
      {tab === 'objections' ? <Objections view={view} /> : null}
      {tab === 'closing' ? <Closing view={view} /> : null}
      {tab === 'course' ? <Events view={view} /> : null}
      {tab === 'lines' ? (
        <>
          <PoolBlocks
            view={view}
            open={{ pool: at.pool, line: at.line, page: Math.max(1, Number(at.page) || 1) }}
            onOpen={(pool, line) => setAt({ pool: line === null ? '' : pool, line: line ?? '', page: '1' })}
            onPage={(page) => setAt({ page: String(page) })}
          />
          <LeftOutTable view={view} />
          <Verification id={view.id} />
        </>
      ) : null}
    </Page>
  );
}

function Actions({ id }: { readonly id: string }) {
  const api = useTRPCClient();
  const can = useScopes();
  const file = useMutation({ mutationFn: () => api.settlement.export.query({ id }), onSuccess: ({ fileName, content }) => saveFile(fileName, content, 'application/json') });
  return (
    <>
      <Link href="/settlements">
        <Button>{copy.detail.back}</Button>
      </Link>
      <Link href={`/settlements/print?id=${encodeURIComponent(id)}`}>
        <Button>{copy.detail.print}</Button>
      </Link>
      <a href={`/api/exports/settlement?id=${encodeURIComponent(id)}`} download>
        <Button>{copy.detail.excel}</Button>
      </a>
      {can('ledger:read') ? (
        <Button disabled={file.isPending} onClick={() => file.mutate()}>
          {copy.detail.download}
        </Button>
      ) : null}
      <RefusalList error={file.error} />
    </>
  );
}

function factsOf(view: SettlementView) {
  const { fields, by, none } = copy.detail;
  const done = (name: string | null, at: number | null) => (name === null ? none : by(name, formatInstant(at)));
  return [
    { name: fields.status, value: <StatusTag kind="settlement" value={view.status} /> },
    { name: fields.final, value: <Money fen={view.totals.finalFen} /> },
    { name: fields.entitlement, value: <Money fen={view.totals.entitlementFen} /> },
    { name: fields.special, value: <Money fen={view.totals.specialFen} /> },
    { name: fields.prepaid, value: <Money fen={view.totals.prepaidFen} /> },
    { name: fields.deductions, value: <Money fen={view.totals.deductionsFen} /> },
    ...(view.totals.outsideFen === 0 ? [] : [{ name: fields.outside, value: <Money fen={view.totals.outsideFen} /> }]),
    ...(view.totals.withheldFen === 0 ? [] : [{ name: fields.withheld, value: <Money fen={view.totals.withheldFen} /> }]),
    ...(view.totals.carriedFen ? [{ name: fields.carried, value: <Money fen={view.totals.carriedFen} /> }] : []),
    { name: copy.detail.settledPools, value: view.settledPools.map((pool) => pools[pool]).join('、') },
    { name: fields.policy, value: <Link href={`/policies?id=${encodeURIComponent(view.policyId)}`}>{view.policyTitle}</Link> },
    { name: fields.computed, value: done(view.computedByName, view.computedAt) },
    { name: fields.delivered, value: formatDay(view.deliveredDay) },
    { name: fields.objections, value: formatDay(view.objectionsUntil) },
    { name: fields.reviewed, value: done(view.reviewedByName, view.reviewedAt) },
    { name: fields.confirmed, value: done(view.confirmedByName, view.confirmedAt) },
    { name: fields.closed, value: done(view.closedByName, view.closedAt) },
    { name: fields.digest, value: <span className={styles.digest}>{view.inputsDigest}</span> },
  ];
}
