'use client';

import { useQuery } from '@tanstack/react-query';
import { waiting as copy, waitingStandings } from '@/app/_copy/waiting';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterInputs } from '@/app/_trpc/outputs';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import styles from './waiting.module.css';

/** 优先就诊、优先检查、优先住院 by how the residents stood, for what the alliance has to show. */
export function PriorityCounts({ filter }: { readonly filter: RouterInputs['waiting']['priority'] }) {
  const trpc = useTRPC();
  const counts = useQuery(trpc.waiting.priority.queryOptions(filter));
  const says = copy.offers.counts;
  const { columns } = says;
  return (
    <Section title={says.title}>
      <RefusalList error={counts.error} />
      {counts.data?.length === 0 ? <p>{says.empty}</p> : null}
      {counts.data && counts.data.length > 0 ? (
        <ScrollArea label={says.title}>
          <table className={styles.table}>
            <thead>
              <tr>
                {Object.values(columns).map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {counts.data.map(({ kind, standing, offered, taken, first, byHand }) => (
                <tr key={`${kind} ${standing}`}>
                  <td>{says.names[kind]}</td>
                  <td>{waitingStandings[standing]}</td>
                  <td>{offered}</td>
                  <td>{taken}</td>
                  <td>{first}</td>
                  <td>{byHand}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollArea>
      ) : null}
    </Section>
  );
}
