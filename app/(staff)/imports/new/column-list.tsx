import { imports as copy } from '@/app/_copy/imports';
import { Section } from '@/app/_ui/page';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { contractFileColumns, residentFileColumns } from '@/server/domain/import/registry-columns';
import type { ReviewKind } from '@/server/domain/import/review';

/** What a file must hold, before one is chosen. */
export function ColumnList({ kind }: { readonly kind: ReviewKind }) {
  const { columnNames } = copy.new;
  const columns = kind === 'residents' ? residentFileColumns : contractFileColumns;
  return (
    <Section title={copy.new.columns}>
      <ScrollArea label={copy.new.columns}>
        <Table
          rowKey="code"
          size="small"
          rows={columns.map(({ code, names, required, values = {}, note }) => ({ code, name: names[0], need: required ? copy.new.needed : copy.new.optional, choices: [...new Set(Object.values(values))].map((value) => Object.entries(values).find(([, each]) => each === value)?.[0] ?? value).join('、'), note }))}
          columns={[
            { title: columnNames.name, dataIndex: 'name' },
            { title: columnNames.code, dataIndex: 'code' },
            { title: columnNames.need, dataIndex: 'need' },
            { title: columnNames.choices, dataIndex: 'choices' },
            { title: columnNames.note, dataIndex: 'note' },
          ]}
        />
      </ScrollArea>
    </Section>
  );
}
