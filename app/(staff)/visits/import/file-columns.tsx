import { fieldNames, visit as copy } from '@/app/_copy/visit';
import { Section } from '@/app/_ui/page';
import { Table } from '@/app/_ui/table';
import { optionalVisitColumns, visitColumns } from '@/server/domain/import/visit-columns';

/** What a file must hold, before one is chosen. */
export function FileColumns() {
  const { columns } = copy.import;
  const rowsOf = (names: readonly string[], need: string) => names.map((name) => ({ name, meaning: fieldNames[name] ?? '', need }));
  return (
    <Section title={columns.title}>
      <Table
        rowKey="name"
        size="small"
        rows={[...rowsOf(visitColumns, columns.required), ...rowsOf(optionalVisitColumns, columns.optional)]}
        columns={[
          { title: columns.name, dataIndex: 'name' },
          { title: columns.meaning, dataIndex: 'meaning' },
          { title: columns.need, dataIndex: 'need' },
        ]}
      />
    </Section>
  );
}
