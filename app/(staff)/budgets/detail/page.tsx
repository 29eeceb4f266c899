'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { budgetSheet } from '@/app/_copy/budget-sheet';
import { budgetMethods, labelOf, pools } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Money } from '@/app/_ui/money';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { useScopes } from '@/app/_ui/use-self';
import { WhyPanel } from '@/app/_ui/why-panel';
import { SetDialog } from '../set-dialog';
import { Adjustments } from './adjustments';

const copy = budgetSheet.detail;
type View = RouterOutputs['budget']['get'];

/** One budget: why it is this amount, its adjustments with their approval, and every version it ever had. */
export default function BudgetPage() {
  const id = useSearchParams().get('id') ?? '';
  const trpc = useTRPC();
  const found = useQuery(trpc.budget.get.queryOptions({ id }));
  const view = found.data;
  if (!view) return <Page title={copy.loading}>{found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}</Page>;
  return (
    <Page title={copy.title(view.name, labelOf(pools, view.pool), view.year)} actions={<Actions view={view} />}>
      <Section title={copy.head}>
        <Facts
          items={[
            { name: copy.base, value: <Money fen={view.baseFen} /> },
            { name: copy.adjustment, value: <Money fen={view.adjustmentFen} /> },
            { name: copy.limit, value: <Money fen={view.limitFen} /> },
            { name: copy.method, value: labelOf(budgetMethods, view.basis.method) },
            { name: copy.version, value: copy.versionOf(view.version) },
          ]}
        />
      </Section>
      <WhyPanel title={copy.why} steps={view.working} />
      <Adjustments view={view} />
      <Section title={copy.versions}>
        <Versions view={view} />
      </Section>
    </Page>
  );
}

function Actions({ view }: { readonly view: View }) {
  const can = useScopes();
  const [isSetting, setSetting] = useState(false);
  return (
    <>
      <Link href={`/budgets?year=${view.year}`}>
        <Button>{copy.back}</Button>
      </Link>
      {can('warning:read') ? (
        <Link href="/warnings">
          <Button>{copy.warnings}</Button>
        </Link>
      ) : null}
      {can('budget:set') ? <Button onClick={() => setSetting(true)}>{copy.again}</Button> : null}
      {isSetting ? <SetDialog year={view.year} again={view} onEnd={() => setSetting(false)} /> : null}
    </>
  );
}

function Versions({ view }: { readonly view: View }) {
  const { columns } = copy;
  return (
    <ScrollArea label={copy.versionsLabel}>
      <Table<View['versions'][number]>
        rowKey="version"
        rows={view.versions}
        size="small"
        columns={[
          { title: columns.version, key: 'version', render: (_, { version }) => copy.versionOf(version) },
          { title: columns.why, key: 'why', render: (_, { byAdjustment, basis }) => (byAdjustment ? copy.byAdjustment : labelOf(budgetMethods, basis.method)) },
          { title: columns.base, key: 'base', align: 'right', render: (_, { baseFen }) => <Money fen={baseFen} /> },
          { title: columns.adjustment, key: 'adjustment', align: 'right', render: (_, { adjustmentFen }) => <Money fen={adjustmentFen} /> },
          { title: columns.reason, key: 'reason', render: (_, { reason, version }) => reason ?? (version === 1 ? copy.first : copy.none) },
          { title: columns.by, key: 'by', render: (_, { setByName, setAt }) => copy.by(setByName, formatInstant(setAt)) },
        ]}
      />
    </ScrollArea>
  );
}
