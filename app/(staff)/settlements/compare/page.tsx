'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { labelOf, pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Money } from '@/app/_ui/money';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { ChangedInputs } from './changed-inputs';
import { inputChangeText } from './input-change-text';

type Comparison = RouterOutputs['settlement']['compare'];
type Line = Comparison['lines'][number];
interface Row extends Pick<Line, 'poolId' | 'code' | 'name' | 'kind' | 'because'> {
  readonly amount: Line['changes'][number]['amount'];
  readonly beforeFen: number;
  readonly afterFen: number;
  /** The first of its line, which says what the changes of the line come from. */
  readonly isFirst: boolean;
}

/** 版本差异: what the later of two versions says differently, line by line, and which inputs that comes from. */
export default function ComparePage() {
  const search = useSearchParams();
  const [beforeId, afterId] = [search.get('before') ?? '', search.get('after') ?? ''];
  const trpc = useTRPC();
  const found = useQuery(trpc.settlement.compare.queryOptions({ beforeId, afterId }));
  const { data } = found;
  return (
    <Page
      title={copy.compare.title}
      description={data ? copy.compare.of(data.year, data.beforeVersion, data.afterVersion) : undefined}
      actions={
        <>
          <a href={`/api/exports/comparison?before=${encodeURIComponent(beforeId)}&after=${encodeURIComponent(afterId)}`} download>
            <Button>{copy.compare.excel}</Button>
          </a>
          <Link href={`/settlements/detail?id=${encodeURIComponent(afterId)}`}>
            <Button>{copy.compare.back}</Button>
          </Link>
        </>
      }
    >
      {data ? <ComparisonView comparison={data} /> : found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
    </Page>
  );
}

function ComparisonView({ comparison }: { readonly comparison: Comparison }) {
  return (
    <>
      {comparison.whole === null ? (
        <p>{copy.compare.ofReach}</p>
      ) : (
        <Section title={copy.compare.pools}>
          <Facts
            items={[
              ...comparison.whole.pools.map(({ poolId, beforeFen, afterFen }) => ({ name: labelOf(pools, poolId), value: <Change beforeFen={beforeFen} afterFen={afterFen} /> })),
              { name: copy.compare.final, value: <Change beforeFen={comparison.whole.finalBeforeFen} afterFen={comparison.whole.finalAfterFen} /> },
            ]}
          />
        </Section>
      )}
      <ChangedLines comparison={comparison} />
      <ChangedInputs comparison={comparison} />
    </>
  );
}

function ChangedLines({ comparison }: { readonly comparison: Comparison }) {
  const { columns } = copy.compare;
  const rows = comparison.lines.flatMap(({ changes, ...line }): Row[] => changes.map((change, index) => ({ ...line, ...change, isFirst: index === 0 })));
  return (
    <Section title={copy.compare.label}>
      <ScrollArea label={copy.compare.label}>
        <Table<Row>
          rowKey={(row) => `${row.poolId}/${row.code}/${row.amount}`}
          rows={rows}
          size="small"
          emptyText={copy.compare.same}
          columns={[
            { title: columns.institution, key: 'institution', dataIndex: 'name' },
            { title: columns.pool, key: 'pool', render: (_, row) => labelOf(pools, row.poolId) },
            { title: columns.amount, key: 'amount', render: (_, row) => `${copy.compare.amounts[row.amount]}${row.kind === 'changed' ? '' : ` · ${copy.compare.kinds[row.kind]}`}` },
            { title: columns.before, key: 'before', align: 'right', render: (_, row) => <Money fen={row.beforeFen} /> },
            { title: columns.after, key: 'after', align: 'right', render: (_, row) => <Money fen={row.afterFen} /> },
            { title: columns.change, key: 'change', align: 'right', render: (_, row) => <Money fen={row.afterFen - row.beforeFen} /> },
            { title: columns.because, key: 'because', render: (_, row) => (row.isFirst ? row.because.map((change) => inputChangeText(change, comparison.names)).join('；') : null) },
          ]}
        />
      </ScrollArea>
      {comparison.unchangedLines > 0 ? <p>{copy.compare.unchanged(comparison.unchangedLines)}</p> : null}
    </Section>
  );
}

function Change({ beforeFen, afterFen }: { readonly beforeFen: number; readonly afterFen: number }) {
  return (
    <>
      <Money fen={beforeFen} /> → <Money fen={afterFen} />
    </>
  );
}
