import { labelOf, levels } from '@/app/_copy/labels';
import { monitoring as copy } from '@/app/_copy/monitoring';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Chart } from '@/app/_ui/chart';
import { Money } from '@/app/_ui/money';
import { Facts, Section } from '@/app/_ui/page';
import { ScrollArea } from '@/app/_ui/scroll-area';
import styles from './monitoring.module.css';

type Part = RouterOutputs['monitoring']['indicators'][number];

export function MonitoredPart({ part }: { readonly part: Part }) {
  const { spending } = copy;
  return (
    <>
      <Section title={spending.title}>
        <Facts
          items={[
            { name: spending.insured, value: spending.people(part.insured) },
            { name: spending.fund, value: <Money fen={part.fundFen} /> },
            { name: spending.perHead, value: <Money fen={part.perHeadFen} /> },
            { name: spending.budget, value: part.budget ? <Money fen={part.budget.limitFen} /> : spending.noBudget },
            { name: spending.budgetPerHead, value: <Money fen={part.budget?.perHeadFen ?? null} /> },
            { name: spending.left, value: <Money fen={part.budget?.leftFen ?? null} /> },
            { name: spending.outside, value: <Money fen={part.outsideFen} /> },
            { name: spending.referrals, value: spending.referralCounts(part.referrals.up, part.referrals.down, part.referrals.lateral) },
          ]}
        />
      </Section>
      <Section title={copy.indicators.title}>
        <Indicators indicators={part.indicators} />
      </Section>
      <Section title={copy.trend.title}>
        <Trend months={part.months} />
      </Section>
      <Section title={spending.outsideTitle}>
        <p className={styles.note}>{spending.outsideNote}</p>
        {part.outside.length === 0 ? <p>{spending.noOutside}</p> : <Outside places={part.outside} />}
      </Section>
    </>
  );
}

function Indicators({ indicators }: Pick<Part, 'indicators'>) {
  const { columns, label } = copy.indicators;
  const amount = (unit: 'count' | 'fen', value: number) => (unit === 'fen' ? <Money fen={value} /> : value.toLocaleString('zh-CN'));
  return (
    <ScrollArea label={label}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col" className={styles.number}>{columns.value}</th>
            <th scope="col" className={styles.number}>{columns.numerator}</th>
            <th scope="col" className={styles.number}>{columns.denominator}</th>
            <th scope="col">{columns.meaning}</th>
          </tr>
        </thead>
        <tbody>
          {indicators.map(({ id, value, numerator, denominator, unit }) => (
            <tr key={id}>
              <th scope="row">{copy.names[id]}</th>
              <td className={styles.number}>{percentOf(value)}</td>
              <td className={styles.number}>{amount(unit, numerator)}</td>
              <td className={styles.number}>{amount(unit, denominator)}</td>
              <td>{copy.meanings[id]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

function Trend({ months }: Pick<Part, 'months'>) {
  const words = copy.trend;
  const percents = (pick: (month: Part['months'][number]) => string | null) => months.map((month) => toPercent(pick(month)));
  const spec = {
    kind: 'line' as const,
    unit: words.unit,
    categories: months.map(({ month }) => words.monthOf(month)),
    series: [
      { name: words.inRegion, values: percents((month) => month.inRegionVisits) },
      { name: words.primary, values: percents((month) => month.primaryVisits) },
    ],
  };
  return (
    <Chart title={words.chart} spec={spec}>
      <ScrollArea label={words.title}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.columns.month}</th>
              <th scope="col" className={styles.number}>{words.columns.inRegion}</th>
              <th scope="col" className={styles.number}>{words.columns.primary}</th>
              <th scope="col" className={styles.number}>{words.columns.fund}</th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, inRegionVisits, primaryVisits, fundFen }) => (
              <tr key={month}>
                <th scope="row">{month}</th>
                <td className={styles.number}>{percentOf(inRegionVisits)}</td>
                <td className={styles.number}>{percentOf(primaryVisits)}</td>
                <td className={styles.number}>
                  <Money fen={fundFen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Chart>
  );
}

function Outside({ places }: { readonly places: Part['outside'] }) {
  const { columns, outsideTitle } = copy.spending;
  return (
    <ScrollArea label={outsideTitle}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col">{columns.level}</th>
            <th scope="col" className={styles.number}>{columns.visits}</th>
            <th scope="col" className={styles.number}>{columns.fund}</th>
          </tr>
        </thead>
        <tbody>
          {places.map(({ code, name, level, visits, fundFen }) => (
            <tr key={code}>
              <th scope="row">{name}</th>
              <td>{labelOf(levels, level)}</td>
              <td className={styles.number}>{visits.toLocaleString('zh-CN')}</td>
              <td className={styles.number}>
                <Money fen={fundFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

/** One decimal, for reading and drawing. */
function toPercent(share: string | null): number | null {
  return share === null ? null : Math.round(Number(share) * 1000) / 10;
}

function percentOf(share: string | null): string {
  const percent = toPercent(share);
  return percent === null ? copy.indicators.none : `${percent.toFixed(1)}%`;
}
