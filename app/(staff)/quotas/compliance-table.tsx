'use client';

import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { capacityKinds, labelOf } from '@/app/_copy/labels';
import { quota as copy } from '@/app/_copy/quota';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import Link from '@/app/_ui/link';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { useScopes } from '@/app/_ui/use-self';
import { isMonth } from '@/server/domain/kernel/calendar-day';
import styles from './quotas.module.css';

/** One month of each hospital beside the policy's share. */
export function ComplianceTable({ month, onMonth }: { readonly month: string; readonly onMonth: (month: string) => void }) {
  const trpc = useTRPC();
  const can = useScopes();
  const words = copy.compliance;
  const report = useQuery(trpc.quota.compliance.queryOptions({ month }, { enabled: isMonth(month) }));
  const picker = (
    <label className={styles.month}>
      {words.month} <Input type="month" style={{ width: 160 }} value={month} onChange={(event) => onMonth(event.target.value)} />
    </label>
  );
  const shown = report.data;
  return (
    <Section title={words.title} actions={<>{picker}{can('report:read') ? <Link href={`/referrals/reports?from=${month}&to=${month}`}>{words.more}</Link> : null}</>}>
      <RefusalList error={report.error} />
      {shown ? (
        <>
          <ul>
            {shown.targets.map(({ kind, target, clause, confidence }) => (
              <li key={kind}>
                {words.target(labelOf(capacityKinds, kind), `${target.numerator}/${target.denominator}`)} <StatusTag kind="confidence" value={confidence} /> {clause}
              </li>
            ))}
          </ul>
          {shown.lines.length === 0 ? <p>{words.empty}</p> : <Rows lines={shown.lines} />}
        </>
      ) : report.error ? null : (
        <p role="status">{shell.loading}</p>
      )}
    </Section>
  );
}

function Rows({ lines }: { readonly lines: RouterOutputs['quota']['compliance']['lines'] }) {
  const words = copy.compliance;
  const counted = (count: number, rate: string | null) => words.counted(count, percentOf(rate));
  return (
    <ScrollArea label={words.title}>
      <table className={styles.compliance}>
        <thead>
          <tr>
            {Object.values(words.columns).map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((row) => (
            <tr key={`${row.institutionCode} ${row.kind}`}>
              <th scope="row">{row.institutionName}</th>
              <td>{labelOf(capacityKinds, row.kind)}</td>
              <td>{row.sessions}</td>
              <td>{row.capacity}</td>
              <td>{row.offered}</td>
              <td>{percentOf(row.share)}</td>
              <td>{row.met === null ? words.none : row.met ? words.met : words.missed(row.short)}</td>
              <td>{counted(row.used, row.useRate)}</td>
              <td>{counted(row.noShow, row.noShowRate)}</td>
              <td>{counted(row.released, row.releaseRate)}</td>
              <td>{row.held + row.booked}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

/** A share as a percentage with one decimal, for reading; whether the target is met is decided exactly elsewhere. */
function percentOf(share: string | null): string {
  return share === null ? copy.compliance.none : copy.compliance.percent((Number(share) * 100).toFixed(1));
}
