'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { disposalKinds, labelOf, pools, settlementMethods, settlementStatuses } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { formatDay } from '@/app/_ui/moment';
import { RefusalList } from '@/app/_ui/refusal-list';
import { formatYuan } from '@/server/domain/kernel/fen';
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

type Line = SettlementView['lines'][number];

interface Column {
  readonly head: string;
  readonly amountOf: (line: Line) => number;
  readonly totalOf: (totals: SettlementView['totals']) => number | null;
}

/** The columns of amounts; what no line has is left out. */
function columnsOf(view: SettlementView): Column[] {
  const { columns } = copy.detail;
  const { print } = copy;
  const all: readonly (Column & { readonly isOptional?: true })[] = [
    { head: columns.feeForService, amountOf: (line) => line.feeForServiceFen, totalOf: () => null },
    { head: columns.entitlement, amountOf: (line) => line.entitlementFen, totalOf: (totals) => totals.entitlementFen },
    { head: columns.special, amountOf: (line) => line.specialFen, totalOf: (totals) => totals.specialFen },
    { head: print.outside, amountOf: (line) => line.outsideFen, totalOf: (totals) => totals.outsideFen, isOptional: true },
    { head: print.withheld, amountOf: (line) => line.withheldFen, totalOf: (totals) => totals.withheldFen, isOptional: true },
    { head: columns.prepaid, amountOf: (line) => line.prepaidFen, totalOf: (totals) => totals.prepaidFen },
    { head: columns.deductions, amountOf: (line) => line.deductionsFen, totalOf: (totals) => totals.deductionsFen },
    { head: print.carried, amountOf: (line) => line.carriedFen, totalOf: (totals) => totals.carriedFen ?? 0, isOptional: true },
    { head: columns.final, amountOf: (line) => line.finalFen, totalOf: (totals) => totals.finalFen },
  ];
  return all.filter(({ isOptional, amountOf }) => !isOptional || view.lines.some((line) => amountOf(line) !== 0));
}

function Sheet({ view }: { readonly view: SettlementView }) {
  const { print, detail } = copy;
  const columns = columnsOf(view);
  const isPaid = view.lines.some(({ disposal }) => disposal !== null);
  return (
    <article className={styles.sheet} aria-label={print.title(view.regionName, view.year)}>
      <table>
        <caption>
          <span className={styles.title}>{print.title(view.regionName, view.year)}</span>
          <HeadLine view={view} />
        </caption>
        <thead>
          <tr>
            {[print.number, detail.columns.institution, detail.columns.pool, ...columns.map(({ head }) => head), ...(isPaid ? [print.disposal] : [])].map((head) => (
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
              {columns.map(({ head, amountOf }) => (
                <td key={head} className={styles.amount}>
                  {formatYuan(amountOf(line))}
                </td>
              ))}
              {isPaid ? <td>{disposalText(line)}</td> : null}
            </tr>
          ))}
        </tbody>
        <tbody>
          <tr className={styles.total}>
            <th scope="row" colSpan={3}>
              {print.total}
            </th>
            {columns.map(({ head, totalOf }) => (
              <td key={head} className={styles.amount}>
                {amountText(totalOf(view.totals))}
              </td>
            ))}
            {isPaid ? <td /> : null}
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

function amountText(fen: number | null): string {
  return fen === null ? '' : formatYuan(fen);
}

function disposalText({ disposal }: Line): string {
  if (disposal === null) return '';
  return copy.line.disposal(disposalKinds[disposal.kind], disposal.day ?? '', disposal.voucher ?? '');
}

function HeadLine({ view }: { readonly view: SettlementView }) {
  const { print, list } = copy;
  const items = [
    [print.method, labelOf(settlementMethods, view.method)],
    [print.version, list.version(view.version)],
    [print.status, settlementStatuses[view.status]],
    [print.policy, view.policyTitle],
    [print.objections, view.deliveredDay === null ? '' : `${formatDay(view.deliveredDay)} – ${formatDay(view.objectionsUntil)}`],
    [print.steps, stepsText(view)],
    [print.digest, view.inputsDigest],
  ] as const;
  return (
    <span className={styles.head}>
      {items.filter(([, value]) => value !== '').map(([name, value]) => (
        <span key={name}>
          {name}：{value}
        </span>
      ))}
      <span>{print.unit}</span>
    </span>
  );
}

/** Who computed, reviewed, confirmed and closed it, as far as it has come. */
function stepsText(view: SettlementView): string {
  const { steps } = copy.detail;
  const done = [
    [steps.computed, view.computedByName],
    [steps.reviewed, view.reviewedByName],
    [steps.confirmed, view.confirmedByName],
    [steps.closed, view.closedByName],
  ] as const;
  return done.flatMap(([step, name]) => (name === null ? [] : [`${step} ${name}`])).join('，');
}
