'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { shell } from '@/app/_copy/shell';
import type { RouterInputs } from '@/app/_trpc/outputs';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from './refusal-list';
import styles from './ui.module.css';

interface ChartProps {
  readonly title: string;
  readonly spec: RouterInputs['chart']['draw'];
  /** The same figures as a table: a picture alone is no statement. */
  readonly children: ReactNode;
}

/** A chart beside its table. The server draws it, so that no screen carries a chart library. */
export function Chart({ title, spec, children }: ChartProps) {
  const trpc = useTRPC();
  const drawn = useQuery(trpc.chart.draw.queryOptions(spec));
  return (
    <figure className={styles.chart}>
      <figcaption>{title}</figcaption>
      <RefusalList error={drawn.error} />
      {drawn.data ? (
        <img src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn.data)}`} width={720} height={320} alt={shell.chart(title)} />
      ) : drawn.error ? null : (
        <p role="status">{shell.loading}</p>
      )}
      {children}
    </figure>
  );
}
