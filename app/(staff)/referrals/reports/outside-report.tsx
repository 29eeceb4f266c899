'use client';

import { useQuery } from '@tanstack/react-query';
import { careRoutes, referralReport } from '@/app/_copy/referral-report';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Chart } from '@/app/_ui/chart';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { formatYuan } from '@/server/domain/kernel/fen';
import { type Filters, rowsHref, type Span } from './filters';
import { NumberLink, percentOf } from './number-link';
import { PlainTable } from './plain-table';
import styles from './reports.module.css';

type Outside = RouterOutputs['referralReport']['outside'];

const copy = referralReport.outside;

/** How signed residents came to hospitals, with a referral and without: everybody's right, and worth knowing. */
export function OutsideReport({ span, filters: { alliance, institution } }: { readonly span: Span; readonly filters: Filters }) {
  const trpc = useTRPC();
  const found = useQuery(trpc.referralReport.outside.queryOptions({ ...span, allianceId: alliance || null, institutionCode: institution || null }));
  const report = found.data;
  if (!report) return found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>;
  if (report.places.length === 0) return <p>{copy.empty}</p>;
  return (
    <>
      <Section title={copy.chart}>
        <Routes report={report} span={span} choice={{ alliance, institution }} />
        <p className={styles.note}>{copy.note}</p>
      </Section>
      <Section title={copy.places}>
        <Places report={report} span={span} choice={{ alliance, institution }} />
      </Section>
    </>
  );
}

interface PartProps {
  readonly report: Outside;
  readonly span: Span;
  readonly choice: Pick<Filters, 'alliance' | 'institution'>;
}

function Routes({ report, span, choice }: PartProps) {
  const titles = copy.columns;
  const spec = { kind: 'bar' as const, unit: referralReport.unitCount, categories: report.routes.map(({ route }) => careRoutes[route]), series: [{ name: titles.visits, values: report.routes.map(({ visits }) => visits) }] };
  return (
    <Chart title={copy.chart} spec={spec}>
      <PlainTable
        label={copy.chart}
        rows={report.routes}
        keyOf={({ route }) => route}
        columns={[
          { title: titles.route, cell: ({ route }) => careRoutes[route] },
          { title: titles.visits, isNumber: true, cell: ({ route, visits }) => <NumberLink count={visits} what={careRoutes[route]} href={rowsHref('visits', span, { route, ...choice })} /> },
          { title: titles.share, isNumber: true, cell: ({ share }) => percentOf(share) },
          { title: titles.people, isNumber: true, cell: ({ people }) => referralReport.number(people) },
          { title: titles.total, isNumber: true, cell: ({ totalFen }) => formatYuan(totalFen) },
        ]}
      />
    </Chart>
  );
}

function Places({ report, span, choice }: PartProps) {
  const titles = copy.placeColumns;
  return (
    <PlainTable
      label={copy.places}
      rows={report.places}
      keyOf={({ institutionCode, route }) => `${institutionCode} ${route}`}
      columns={[
        { title: titles.institution, cell: ({ institutionName }) => institutionName },
        { title: titles.route, cell: ({ route }) => careRoutes[route] },
        {
          title: titles.visits,
          isNumber: true,
          cell: ({ route, institutionCode, institutionName, visits }) => (
            <NumberLink count={visits} what={`${institutionName} ${careRoutes[route]}`} href={rowsHref('visits', span, { route, ...choice, visited: institutionCode })} />
          ),
        },
        { title: titles.total, isNumber: true, cell: ({ totalFen }) => formatYuan(totalFen) },
      ]}
    />
  );
}
