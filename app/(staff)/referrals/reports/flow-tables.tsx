import { declineCodes, labelOf } from '@/app/_copy/labels';
import { referralMeasures, referralReport } from '@/app/_copy/referral-report';
import { Chart } from '@/app/_ui/chart';
import type { SentMeasure } from '@/server/domain/referral-report/measures';
import type { Flow, groupings } from './flow-report';
import { NumberLink, percentOf } from './number-link';
import { PlainTable, type PlainColumn } from './plain-table';

type HrefOf = (measure: string, more?: Readonly<Record<string, string | null>>) => string;
type Group = Flow['groups'][number];
type Pair = Flow['pairs'][number];

const copy = referralReport.flow;

/** Why receivers said no. */
export function Declines({ report, hrefOf }: { readonly report: Flow; readonly hrefOf: HrefOf }) {
  const titles = copy.declineColumns;
  const nameOf = (code: string | null) => (code === null ? copy.noReason : labelOf(declineCodes, code));
  const all = report.declines.reduce((sum, { count }) => sum + count, 0);
  const spec = { kind: 'bar' as const, unit: referralReport.unitCount, categories: report.declines.map(({ code }) => nameOf(code)), series: [{ name: titles.count, values: report.declines.map(({ count }) => count) }] };
  return (
    <Chart title={copy.declines} spec={spec}>
      <PlainTable
        label={copy.declines}
        rows={report.declines}
        keyOf={({ code }) => code ?? 'none'}
        columns={[
          { title: titles.reason, cell: ({ code }) => nameOf(code) },
          { title: titles.count, isNumber: true, cell: ({ code, count }) => <NumberLink count={count} what={nameOf(code)} href={hrefOf('declined', { decline: code ?? 'none' })} /> },
          { title: titles.share, isNumber: true, cell: ({ count }) => percentOf(String(count / all)) },
        ]}
      />
    </Chart>
  );
}

/** The same figures of each receiver, sender or department, side by side. */
export function Groups({ report, by, hrefOf }: { readonly report: Flow; readonly by: (typeof groupings)[number]; readonly hrefOf: HrefOf }) {
  const titles = copy.groupColumns;
  const choose = (code: string): Readonly<Record<string, string>> => (by === 'receiver' ? { receiver: code } : by === 'sender' ? { sender: code } : { department: code });
  const counts = (title: string, measure: SentMeasure): PlainColumn<Group> => ({
    title,
    isNumber: true,
    cell: ({ code, name, summary }) => <NumberLink count={summary.counts[measure]} what={`${name} ${referralMeasures[measure]}`} href={hrefOf(measure, choose(code))} />,
  });
  const minutes = (value: number | undefined) => (value === undefined ? referralReport.none : copy.minutes(value));
  return (
    <PlainTable
      label={copy.groupsTitle}
      rows={report.groups}
      keyOf={({ code }) => code}
      columns={[
        { title: copy.groupings[by], cell: ({ name }) => name },
        counts(titles.sent, 'sent'),
        { title: titles.inTime, isNumber: true, cell: ({ summary }) => percentOf(summary.answeredInTime) },
        { title: titles.median, isNumber: true, cell: ({ summary }) => minutes(summary.answerMinutes?.median) },
        { title: titles.p90, isNumber: true, cell: ({ summary }) => minutes(summary.answerMinutes?.p90) },
        counts(titles.declined, 'declined'),
        counts(titles.arrived, 'arrived'),
        { title: titles.closure, isNumber: true, cell: ({ summary }) => percentOf(summary.closure) },
        { title: titles.followUp, isNumber: true, cell: ({ summary }) => percentOf(summary.followedUpInTime) },
      ]}
    />
  );
}

/** Who sends to whom. */
export function Pairs({ report, hrefOf }: { readonly report: Flow; readonly hrefOf: HrefOf }) {
  const titles = copy.pairColumns;
  const counts = (title: string, measure: 'up' | 'down' | 'lateral' | 'arrived'): PlainColumn<Pair> => ({
    title,
    isNumber: true,
    cell: (pair) => (
      <NumberLink
        count={pair[measure]}
        what={`${referralReport.rows.viaReferral(pair.fromInstitutionName, pair.toInstitutionName)} ${referralMeasures[measure]}`}
        href={hrefOf(measure, { sender: pair.fromInstitutionCode, receiver: pair.toInstitutionCode })}
      />
    ),
  });
  return (
    <PlainTable
      label={copy.pairs}
      rows={report.pairs}
      keyOf={({ fromInstitutionCode, toInstitutionCode }) => `${fromInstitutionCode} ${toInstitutionCode}`}
      columns={[
        { title: titles.from, cell: ({ fromInstitutionName }) => fromInstitutionName },
        { title: titles.to, cell: ({ toInstitutionName }) => toInstitutionName },
        counts(titles.up, 'up'),
        counts(titles.down, 'down'),
        counts(titles.lateral, 'lateral'),
        counts(titles.arrived, 'arrived'),
      ]}
    />
  );
}
