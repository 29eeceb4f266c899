import { insutypes, labelOf, medTypes, pools as poolNames } from '@/app/_copy/labels';
import { trial } from '@/app/_copy/trial';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Chart } from '@/app/_ui/chart';
import { yuanText } from '@/app/_ui/money';
import { Section } from '@/app/_ui/page';
import { BesideTable, CountTable } from './beside-table';

type Run = RouterOutputs['trial']['get'];
type Report = NonNullable<Run['report']>;

const copy = trial.report;
const drawnInstitutions = 10;
const wan = (fen: number) => Math.round(fen / 10_000) / 100;

export function TrialReport({ report, names }: { readonly report: Report; readonly names: Run['names'] }) {
  const { held, trial: tried } = report.total;
  const totals = (['payFen', 'enhancementFen', 'layersFen', 'selfPaidFen'] as const).map((key) => ({ key, name: copy.rows[key], heldFen: held[key], trialFen: tried[key] }));
  return (
    <>
      <Section title={copy.total}>
        <p>
          {copy.rows.visits}：{held.visits.toLocaleString('zh-CN')}
        </p>
        <BesideTable label={copy.totalLabel} columns={{ name: copy.item, held: copy.held, trial: copy.trial, change: copy.change }} rows={totals} />
        {report.withoutPlan.map(({ insutype, medType, visits, payFen }) => (
          <p key={`${insutype}/${medType}`} role="note">
            {copy.withoutPlan}。{copy.withoutPlanText(labelOf(insutypes, insutype), labelOf(medTypes, medType), visits, yuanText(payFen))}
          </p>
        ))}
      </Section>
      <People people={report.people} />
      <Institutions institutions={report.institutions} names={names} />
      <Section title={copy.pools}>
        <BesideTable label={copy.pools} columns={copy.poolColumns} rows={report.pools.map((row) => ({ key: row.pool, name: labelOf(poolNames, row.pool), heldFen: row.held.payFen, trialFen: row.trial.payFen }))} />
      </Section>
      <Months months={report.months} />
    </>
  );
}

function People({ people }: Pick<Report, 'people'>) {
  const buckets = people.buckets.map((bucket) => ({ name: bucketName(bucket), people: bucket.people }));
  return (
    <Section title={copy.people}>
      <p>{copy.peopleText(people.better, people.worse, people.same)}</p>
      <p>{copy.mostText(yuanText(people.mostGainedFen), yuanText(people.mostLostFen))}</p>
      <Chart title={copy.bucketChart} spec={{ kind: 'bar', unit: copy.bucketUnit, categories: buckets.map(({ name }) => name), series: [{ name: copy.bucketColumns.people, values: buckets.map((bucket) => bucket.people) }] }}>
        <CountTable label={copy.bucketChart} columns={copy.bucketColumns} rows={buckets} />
      </Chart>
    </Section>
  );
}

/** Whole yuan are enough for where a step begins. */
const step = (fen: number) => `${Math.abs(fen / 100).toLocaleString('zh-CN')} 元`;

function bucketName({ fromFen, toFen }: Report['people']['buckets'][number]): string {
  if (fromFen === null) return toFen === null ? '' : copy.lessThan(step(toFen));
  if (toFen === null) return copy.moreThan(step(fromFen));
  if (toFen === 0) return copy.upTo.more(step(fromFen));
  if (fromFen === 0) return copy.upTo.less(step(toFen));
  return toFen < 0 ? copy.more(step(toFen), step(fromFen)) : copy.less(step(fromFen), step(toFen));
}

function Institutions({ institutions, names }: Pick<Report, 'institutions'> & Pick<Run, 'names'>) {
  const rows = institutions.map(({ institutionCode, held, trial: tried }) => ({ key: institutionCode, name: names[institutionCode] ?? institutionCode, heldFen: held.payFen, trialFen: tried.payFen }));
  const changed = [...rows].sort((a, b) => Math.abs(b.trialFen - b.heldFen) - Math.abs(a.trialFen - a.heldFen)).slice(0, drawnInstitutions);
  return (
    <Section title={copy.institutions}>
      <Chart
        title={copy.institutionChart}
        spec={{
          kind: 'bar',
          unit: copy.institutionUnit,
          categories: changed.map(({ name }) => name.slice(0, 12)),
          series: [
            { name: copy.held, values: changed.map(({ heldFen }) => wan(heldFen)) },
            { name: copy.trial, values: changed.map(({ trialFen }) => wan(trialFen)) },
          ],
        }}
      >
        <BesideTable label={copy.institutions} columns={copy.institutionColumns} rows={rows} />
      </Chart>
    </Section>
  );
}

function Months({ months }: Pick<Report, 'months'>) {
  const rows = months.map(({ month, held, trial: tried }) => ({ key: month, name: month, heldFen: held.payFen, trialFen: tried.payFen }));
  return (
    <Section title={copy.months}>
      <Chart
        title={copy.monthChart}
        spec={{
          kind: 'line',
          unit: copy.institutionUnit,
          categories: months.map(({ month }) => copy.monthOf(month)),
          series: [
            { name: copy.held, values: rows.map(({ heldFen }) => wan(heldFen)) },
            { name: copy.trial, values: rows.map(({ trialFen }) => wan(trialFen)) },
          ],
        }}
      >
        <BesideTable label={copy.months} columns={{ ...copy.monthColumns, name: copy.monthColumns.month }} rows={rows} />
      </Chart>
    </Section>
  );
}
