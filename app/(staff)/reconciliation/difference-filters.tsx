import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { reconciliation as copy } from '@/app/_copy/reconciliation';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { YearChoice } from '@/app/_ui/year-choice';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { type Filters, type OnFilters, noFilter } from './filters';

/** The filters above the differences; each takes effect at once and closes the row that was open. */
export function DifferenceFilters({ filters, onChange }: { readonly filters: Filters; readonly onChange: OnFilters }) {
  const trpc = useTRPC();
  const institutions = useQuery(trpc.institution.list.queryOptions({ levels: [] }));
  const { filters: names } = copy;
  const { year, month } = filters;
  const change: OnFilters = (changes) => onChange({ year, month, row: '', ...changes });
  const places = (institutions.data ?? []).filter((place) => place.own).map(({ code, name }) => [code, name] as const);
  return (
    <Form layout="inline" role="search" aria-label={names.label} style={{ gap: '12px 16px', alignItems: 'end' }}>
      <YearChoice label={copy.year} value={year} onChange={(chosen) => change({ year: chosen, month: '' })} />
      <Choice label={copy.month} value={month} onChange={(chosen) => change({ month: chosen })} options={[['', copy.allYear], ...monthsOfYear(year).map((each) => [each, each] as const)]} />
      <Choice label={names.institution} value={filters.institution} onChange={(institution) => change({ institution })} options={[['', names.all], ...places]} />
      <Form.Item label={names.atLeast} htmlFor="least" style={{ marginBottom: 0, marginInlineEnd: 0 }}>
        <Input id="least" inputMode="decimal" style={{ width: 120 }} value={filters.least} onChange={(event) => change({ least: event.target.value })} />
      </Form.Item>
      <Choice
        label={names.order}
        value={filters.order}
        onChange={(order) => change({ order })}
        options={[
          ['amount', names.byAmount],
          ['time', names.byTime],
        ]}
      />
      <Button onClick={() => onChange({ ...noFilter, tab: 'rows' })}>{names.clear}</Button>
    </Form>
  );
}
