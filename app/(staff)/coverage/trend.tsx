'use client';

import { useQuery } from '@tanstack/react-query';
import { coverage as copy } from '@/app/_copy/coverage';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Chart } from '@/app/_ui/chart';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import styles from './coverage.module.css';
import { percentOf, toPercent } from './percent';

/** Coverage at the end of each of the last twelve months. */
export function Trend({ on }: { readonly on: string | null }) {
  const trpc = useTRPC();
  const found = useQuery(trpc.coverage.trend.queryOptions({ on }));
  const { columns, chart, all, key, monthOf, title, unit } = copy.trend;
  if (!found.data) return found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>;
  const points = found.data;
  const spec = {
    kind: 'line' as const,
    unit,
    categories: points.map(({ month }) => monthOf(month)),
    series: [
      { name: all, values: points.map(({ rate }) => toPercent(rate)) },
      { name: key, values: points.map(({ keyRate }) => toPercent(keyRate)) },
    ],
  };
  return (
    <Chart title={chart} spec={spec}>
      <ScrollArea label={title}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{columns.month}</th>
              <th scope="col" className={styles.number}>{columns.residents}</th>
              <th scope="col" className={styles.number}>{columns.signed}</th>
              <th scope="col" className={styles.number}>{columns.rate}</th>
              <th scope="col" className={styles.number}>{columns.keyRate}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.month}>
                <th scope="row">{point.on}</th>
                <td className={styles.number}>{point.residents.toLocaleString('zh-CN')}</td>
                <td className={styles.number}>{point.signed.toLocaleString('zh-CN')}</td>
                <td className={styles.number}>{percentOf(point.rate)}</td>
                <td className={styles.number}>{percentOf(point.keyRate)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Chart>
  );
}
