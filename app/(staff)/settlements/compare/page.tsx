'use client';

import { useQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { labelOf, pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Money } from '@/app/_ui/money';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';

type Comparison = RouterOutputs['settlement']['compare'];
type Line = Comparison['lines'][number];
interface Row extends Pick<Line, 'poolId' | 'code' | 'name' | 'kind'> {
  readonly amount: Line['changes'][number]['amount'];
  readonly beforeFen: number;
  readonly afterFen: number;
}

/** 版本差异: what the later of two versions says differently. */
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
        <Link href={`/settlements/detail?id=${encodeURIComponent(afterId)}`}>
          <Button>{copy.compare.back}</Button>
        </Link>
      }
    >
      {data ? <ComparisonView comparison={data} /> : found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
    </Page>
  );
}

function ComparisonView({ comparison }: { readonly comparison: Comparison }) {
  const rows = comparison.lines.flatMap(({ changes, ...line }): Row[] => changes.map((change) => ({ ...line, ...change })));
  const { columns } = copy.compare;
  return (
    <>
      <Section title={copy.compare.pools}>
        <Facts
          items={[
            ...comparison.pools.map(({ poolId, beforeFen, afterFen }) => ({ name: labelOf(pools, poolId), value: <Change beforeFen={beforeFen} afterFen={afterFen} /> })),
            { name: copy.compare.final, value: <Change beforeFen={comparison.finalBeforeFen} afterFen={comparison.finalAfterFen} /> },
          ]}
        />
      </Section>
      <ScrollArea label={copy.compare.label}>
        <Table<Row>
          rowKey={(row) => `${row.poolId}/${row.code}/${row.amount}`}
          dataSource={rows}
          pagination={false}
          size="small"
          locale={{ emptyText: copy.compare.same }}
          columns={[
            { title: columns.institution, key: 'institution', dataIndex: 'name' },
            { title: columns.pool, key: 'pool', render: (_, row) => labelOf(pools, row.poolId) },
            { title: columns.amount, key: 'amount', render: (_, row) => `${copy.compare.amounts[row.amount]}${row.kind === 'changed' ? '' : ` · ${copy.compare.kinds[row.kind]}`}` },
            { title: columns.before, key: 'before', align: 'right', render: (_, row) => <Money fen={row.beforeFen} /> },
            { title: columns.after, key: 'after', align: 'right', render: (_, row) => <Money fen={row.afterFen} /> },
            { title: columns.change, key: 'change', align: 'right', render: (_, row) => <Money fen={row.afterFen - row.beforeFen} /> },
          ]}
        />
      </ScrollArea>
      {comparison.unchangedLines > 0 ? <p>{copy.compare.unchanged(comparison.unchangedLines)}</p> : null}
    </>
  );
}

function Change({ beforeFen, afterFen }: { readonly beforeFen: number; readonly afterFen: number }) {
  return (
    <>
      <Money fen={beforeFen} /> → <Money fen={afterFen} />
    </>
  );
}
