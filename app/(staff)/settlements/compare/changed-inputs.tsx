'use client';

import { labelOf, pools } from '@/app/_copy/labels';
import { settlement as copy } from '@/app/_copy/settlement';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Section } from '@/app/_ui/page';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { inputName, inputValueText } from './input-change-text';

type Comparison = RouterOutputs['settlement']['compare'];
type Input = Comparison['inputs'][number];

/** 哪些输入变了: whose they are, and their value in either version. */
export function ChangedInputs({ comparison }: { readonly comparison: Comparison }) {
  const { columns } = copy.compare;
  const nameOf = (code: string | null) => (code === null ? copy.compare.whole : (comparison.names[code] ?? code));
  return (
    <Section title={copy.compare.changedInputs}>
      <ScrollArea label={copy.compare.changedInputsLabel}>
        <Table<Input>
          rowKey={(row) => JSON.stringify([row.poolId, row.code, row.part, row.field])}
          rows={comparison.inputs}
          size="small"
          emptyText={copy.compare.noInputs}
          columns={[
            { title: columns.institution, key: 'institution', render: (_, row) => nameOf(row.code) },
            { title: columns.pool, key: 'pool', render: (_, row) => (row.poolId === null ? copy.compare.all : labelOf(pools, row.poolId)) },
            { title: columns.part, key: 'part', render: (_, row) => (row.part === null ? null : (comparison.names[row.part] ?? row.part)) },
            { title: columns.amount, key: 'field', render: (_, row) => inputName(row.field) },
            { title: columns.before, key: 'before', align: 'right', render: (_, row) => inputValueText(row.field, row.before) },
            { title: columns.after, key: 'after', align: 'right', render: (_, row) => inputValueText(row.field, row.after) },
          ]}
        />
      </ScrollArea>
    </Section>
  );
}
