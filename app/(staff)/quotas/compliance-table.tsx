'use client';

import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { quota as copy } from '@/app/_copy/quota';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { isMonth } from '@/server/domain/kernel/calendar-day';
import styles from './quotas.module.css';

/** One month of each hospital beside the policy's share. */
export function ComplianceTable({ month, onMonth }: { readonly month: string; readonly onMonth: (month: string) => void }) {
  const trpc = useTRPC();
  const words = copy.compliance;
  const report = useQuery(trpc.quota.compliance.queryOptions({ month }, { enabled: isMonth(month) }));
  const picker = (
    <label className={styles.month}>
      {words.month} <Input type="month" style={{ width: 160 }} value={month} onChange={(event) => onMonth(event.target.value)} />
    </label>
  );
  const shown = report.data;
  return (
    <Section title={words.title} actions={picker}>
      <RefusalList error={report.error} />
      {shown ? (
        <>
          <p>
            {words.target(`${shown.target.numerator}/${shown.target.denominator}`)} <StatusTag kind="confidence" value={shown.confidence} /> {shown.clause}
          </p>
          {shown.institutions.length === 0 ? <p>{words.empty}</p> : <Rows institutions={shown.institutions} />}
        </>
      ) : report.error ? null : (
        <p role="status">{shell.loading}</p>
      )}
    </Section>
  );
}

interface ShownInstitution {
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly sessions: number;
  readonly capacity: number;
  readonly offered: number;
  readonly held: number;
  readonly booked: number;
  readonly used: number;
  readonly released: number;
  readonly noShow: number;
  readonly met: boolean;
  readonly share: string | null;
  readonly useRate: string | null;
  readonly noShowRate: string | null;
  readonly releaseRate: string | null;
}

function Rows({ institutions }: { readonly institutions: readonly ShownInstitution[] }) {
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
          {institutions.map((row) => (
            <tr key={row.institutionCode}>
              <th scope="row">{row.institutionName}</th>
              <td>{row.sessions}</td>
              <td>{row.capacity}</td>
              <td>{row.offered}</td>
              <td>{percentOf(row.share)}</td>
              <td>{row.met ? words.met : words.missed}</td>
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
