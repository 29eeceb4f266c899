import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, Select } from 'antd';
import { differences, visit as copy } from '@/app/_copy/visit';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { differenceKinds } from '@/server/domain/benefit/classify-difference';

interface Filters {
  readonly institution: string;
  readonly month: string;
  readonly difference: string;
  readonly enhanced: string;
}

interface VisitFiltersProps {
  readonly filters: Filters;
  readonly onChange: (changes: Partial<Filters>) => void;
  readonly onClear: () => void;
}

/** The filters above the list of visits; each takes effect at once. */
export function VisitFilters({ filters, onChange, onClear }: VisitFiltersProps) {
  const trpc = useTRPC();
  const institutions = useQuery(trpc.institution.list.queryOptions({ levels: [] }));
  const { filters: names } = copy.list;
  const places = (institutions.data ?? []).filter((place) => place.own).map(({ code, name }) => ({ value: code, label: name }));
  return (
    <Form layout="inline" role="search" aria-label={names.label} style={{ rowGap: 12 }}>
      <Form.Item label={names.institution} htmlFor="visit-institution">
        <Select
          id="visit-institution"
          showSearch
          optionFilterProp="label"
          style={{ minWidth: 240 }}
          value={filters.institution}
          loading={institutions.isPending}
          options={[{ value: '', label: names.all }, ...places]}
          onChange={(institution: string) => onChange({ institution })}
        />
      </Form.Item>
      <Form.Item label={names.month} htmlFor="visit-month">
        <Input id="visit-month" type="month" value={filters.month} onChange={(event) => onChange({ month: event.target.value })} />
      </Form.Item>
      <Form.Item label={names.difference} htmlFor="visit-difference">
        <Select
          id="visit-difference"
          style={{ minWidth: 200 }}
          value={filters.difference}
          options={[{ value: '', label: names.all }, ...differenceKinds.map((kind) => ({ value: kind, label: differences[kind] }))]}
          onChange={(difference: string) => onChange({ difference })}
        />
      </Form.Item>
      <Form.Item>
        <Checkbox checked={filters.enhanced === '1'} onChange={(event) => onChange({ enhanced: event.target.checked ? '1' : '' })}>
          {names.enhanced}
        </Checkbox>
      </Form.Item>
      <Form.Item>
        <Button onClick={onClear}>{names.clear}</Button>
      </Form.Item>
    </Form>
  );
}
