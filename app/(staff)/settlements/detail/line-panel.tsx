'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { disposalKinds, labelOf, medTypes, pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { DataTable } from '@/app/_ui/data-table';
import Link from '@/app/_ui/link';
import { formatDay } from '@/app/_ui/moment';
import { Money, yuanText } from '@/app/_ui/money';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { WhyPanel } from '@/app/_ui/why-panel';
import { useScopes } from '@/app/_ui/use-self';
import { isSpecialFee } from '@/server/domain/visit/is-special-fee';
import { visitHref } from '../../visits/visit-href';
import styles from '../settlements.module.css';
import { LineParts, LineUses } from './line-parts';
import { RaiseObjection } from './raise-objection';
import { tabHref } from './section-nav';
import type { SettlementLine, SettlementView } from './settlement-view';

const pageSize = 20;

interface LinePanelProps {
  readonly view: Pick<SettlementView, 'id' | 'whyNot'>;
  readonly line: SettlementLine;
  readonly page: number;
  readonly onPage: (page: number) => void;
  readonly onClose: () => void;
}

/** One line opened: how it was worked out, and the visits it is made of. It takes the focus when it opens. */
export function LinePanel({ view, line, page, onPage, onClose }: LinePanelProps) {
  const trpc = useTRPC();
  const key = { settlementId: view.id, poolId: line.poolId, code: line.code };
  const found = useQuery(trpc.settlement.line.queryOptions(key));
  const [place, setPlace] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const title = copy.line.title(line.name, labelOf(pools, line.poolId));
  return (
    <section className={styles.stack} aria-label={title}>
      <div className={styles.lineHead}>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <Button onClick={onClose}>{copy.line.close}</Button>
      </div>
      <RefusalList error={found.error} />
      {found.data ? (
        <>
          <WhyPanel steps={found.data.working} />
          <LineUses balance={found.data.balance} />
          <Deductions deductions={found.data.deductions} />
          <LineParts
            parts={found.data.parts}
            chosen={place}
            onChoose={(chosen) => {
              setPlace(chosen);
              onPage(1);
            }}
          />
          {found.data.members.length > 1 && found.data.parts.length === 0 ? (
            <p>
              {copy.line.members}：{found.data.members.map(({ name }) => name).join('、')}
            </p>
          ) : null}
        </>
      ) : found.error ? null : (
        <p role="status">{copy.line.loading}</p>
      )}
      {line.disposal === null ? null : (
        <p>
          {copy.line.disposed}：{copy.line.disposal(disposalKinds[line.disposal.kind], line.disposal.day === null ? '' : formatDay(line.disposal.day), line.disposal.voucher ?? '')}
        </p>
      )}
      {line.objections > 0 ? <Link href={tabHref(view.id, 'objections')}>{copy.detail.objected(line.openObjections, line.objections)}</Link> : null}
      <RaiseObjection view={view} lines={[line]} />
      <LineVisits lineKey={place === null ? key : { ...key, place }} page={page} onPage={onPage} />
    </section>
  );
}

function Deductions({ deductions }: { readonly deductions: RouterOutputs['settlement']['line']['deductions'] }) {
  if (deductions.length === 0) return null;
  const { deductionColumns: columns } = copy.line;
  return (
    <>
      <h3>{copy.line.deductions}</h3>
      <ScrollArea label={copy.line.deductionsLabel}>
        <table className={styles.table}>
          <thead>
            <tr>
              {[columns.amount, columns.reason, columns.reference].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {deductions.map(({ amountFen, reason, reference }, index) => (
              <tr key={`${reference}-${index}`}>
                <td>
                  <Money fen={amountFen} />
                </td>
                <td>{reason}</td>
                <td>{reference}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </>
  );
}

interface LineVisitsProps {
  readonly lineKey: { readonly settlementId: string; readonly poolId: string; readonly code: string; readonly place?: string };
  readonly page: number;
  readonly onPage: (page: number) => void;
}

function LineVisits({ lineKey, page, onPage }: LineVisitsProps) {
  const trpc = useTRPC();
  const can = useScopes();
  const visits = useQuery(trpc.settlement.lineVisits.queryOptions({ ...lineKey, page, pageSize }, { placeholderData: keepPreviousData }));
  const { columns } = copy.line;
  const { data } = visits;
  return (
    <>
      <h3>{copy.line.visits}</h3>
      {data ? (
        <p className={data.agrees ? styles.good : styles.bad}>
          {data.agrees ? copy.line.agrees(data.total, yuanText(data.lineFen)) : copy.line.differs(yuanText(data.ordinaryFen + data.specialFen), yuanText(data.lineFen))}
        </p>
      ) : null}
      <DataTable
        rowKey={(row) => `${row.institutionCode}/${row.settlementId}`}
        label={copy.line.visitsLabel}
        query={visits}
        page={page}
        pageSize={pageSize}
        onPage={onPage}
        emptyText={copy.line.empty}
        columns={[
          { title: columns.settledAt, key: 'settledAt', render: (_, row) => (can('visit:read') ? <Link href={visitHref(row)}>{row.settledAt.slice(0, 16)}</Link> : row.settledAt.slice(0, 16)) },
          { title: columns.institution, key: 'institution', dataIndex: 'institutionName' },
          { title: columns.medType, key: 'medType', render: (_, row) => labelOf(medTypes, row.medType) },
          { title: columns.diagnosis, key: 'diagnosis', render: (_, row) => row.diagnosisName ?? copy.detail.none },
          { title: columns.total, key: 'total', align: 'right', render: (_, row) => <Money fen={row.totalFen} /> },
          { title: columns.fund, key: 'fund', align: 'right', render: (_, row) => <Money fen={row.fundFen} /> },
          { title: columns.special, key: 'special', render: (_, row) => (isSpecialFee(row) ? copy.line.special : copy.line.notSpecial) },
          { title: columns.enhancement, key: 'enhancement', align: 'right', render: (_, row) => <Money fen={row.enhancementFen} /> },
          {
            title: columns.contract,
            key: 'contract',
            render: (_, row) =>
              row.contractId === null ? copy.line.noContract : can('contract:read') ? <Link href={`/contracts/detail?id=${encodeURIComponent(row.contractId)}`}>{copy.line.contract}</Link> : copy.line.signed,
          },
        ]}
      />
    </>
  );
}
