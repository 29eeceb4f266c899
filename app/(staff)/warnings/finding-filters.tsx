import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { warning as copy } from '@/app/_copy/warning';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { type Filters, type OnFilters, noFilter } from './filters';

/** The filters above the findings; each takes effect at once. */
export function FindingFilters({ filters, onChange }: { readonly filters: Filters; readonly onChange: OnFilters }) {
  const trpc = useTRPC();
  const institutions = useQuery(trpc.institution.list.queryOptions({ levels: [] }));
  const places = (institutions.data ?? []).map(({ code, name }) => [code, name] as const);
  return (
    <Form layout="inline" role="search" aria-label={copy.filters.label} style={{ gap: '12px 16px', alignItems: 'end' }}>
      <Form.Item label={copy.filters.month} htmlFor="warning-month" style={{ marginBottom: 0, marginInlineEnd: 0 }}>
        <Input id="warning-month" type="month" value={filters.month} onChange={(event) => onChange({ month: event.target.value, row: '' })} />
      </Form.Item>
      <Choice label={copy.filters.institution} value={filters.institution} onChange={(institution) => onChange({ institution, row: '' })} options={[['', copy.filters.all], ...places]} />
      <Button onClick={() => onChange(noFilter)}>{copy.filters.clear}</Button>
    </Form>
  );
}
