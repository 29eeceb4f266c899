'use client';

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { labelOf, pools, settlementMethods, settlementStatuses } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { formatYuan } from '@/server/domain/kernel/money';
import type { SettlementView } from '../detail/settlement-view';
import styles from './print.module.css';

/** The statement as a plain table with a head on every page and a place for signatures. */
export default function PrintSettlementPage() {
  const id = useSearchParams().get('id') ?? '';
  const trpc = useTRPC();
  const found = useQuery(trpc.settlement.get.queryOptions({ id }));
  return (
    <Page
      title={copy.print.pageTitle}
      actions={
        <>
          <Link href={`/settlements/detail?id=${encodeURIComponent(id)}`}>
            <Button>{copy.compare.back}</Button>
          </Link>
          <Button type="primary" disabled={!found.data} onClick={() => window.print()}>
            {copy.print.again}
          </Button>
        </>
      }
    >
      {found.data ? <Sheet view={found.data} /> : found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
    </Page>
  );
}

function Sheet({ view }: { readonly view: SettlementView }) {
  const { print, detail } = copy;
  const { columns } = detail;
  const heads = [print.number, columns.institution, columns.pool, columns.feeForService, columns.entitlement, columns.special, columns.prepaid, columns.deductions, columns.final];
  const { totals } = view;
  const sums = [totals.entitlementFen, totals.specialFen, totals.prepaidFen, totals.deductionsFen, totals.finalFen];
  return (
    <article className={styles.sheet} aria-label={print.title(view.regionName, view.year)}>
      <table>
        <caption>
          <span className={styles.title}>{print.title(view.regionName, view.year)}</span>
          <HeadLine view={view} />
        </caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.lines.map((line, index) => (
            <tr key={`${line.poolId}/${line.code}`}>
              <td>{index + 1}</td>
              <td>{line.name}</td>
              <td>{labelOf(pools, line.poolId)}</td>
              {[line.feeForServiceFen, line.entitlementFen, line.specialFen, line.prepaidFen, line.deductionsFen, line.finalFen].map((amountFen, column) => (
                <td key={heads[column + 3]} className={styles.amount}>
                  {formatYuan(amountFen)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tbody>
          <tr className={styles.total}>
            <th scope="row" colSpan={4}>
              {print.total}
            </th>
            {sums.map((amountFen, column) => (
              <td key={heads[column + 4]} className={styles.amount}>
                {formatYuan(amountFen)}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <div className={styles.signatures}>
        {Object.values(print.signatures).map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
    </article>
  );
}

function HeadLine({ view }: { readonly view: SettlementView }) {
  const { print, list } = copy;
  const items = [
    [print.method, labelOf(settlementMethods, view.method)],
    [print.version, list.version(view.version)],
    [print.status, settlementStatuses[view.status]],
    [print.policy, view.policyTitle],
    [print.digest, view.inputsDigest],
  ] as const;
  return (
    <span className={styles.head}>
      {items.map(([name, value]) => (
        <span key={name}>
          {name}：{value}
        </span>
      ))}
      <span>{print.unit}</span>
    </span>
  );
}
