import { fulfilment as copy } from '@/app/_copy/fulfilment';
import { sentenceOf } from '@/app/_copy/refusals';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import type { BatchLine } from './batch-lines';

interface BatchTableProps {
  readonly lines: readonly BatchLine[];
  readonly onChange: (lines: readonly BatchLine[]) => void;
}

/** The sheet, line by line: who is meant, and what became of it. */
export function BatchTable({ lines, onChange }: BatchTableProps) {
  const { columns } = copy.batch;
  const choose = (key: string, residentId: string) => onChange(lines.map((line) => (line.key === key ? { ...line, residentId, outcome: null } : line)));
  return (
    <ScrollArea label={copy.batch.people}>
      <Table<BatchLine>
        rowKey="key"
        size="small"
        rows={lines}
        emptyText={copy.batch.none}
        columns={[
          { title: columns.line, key: 'text', dataIndex: 'text' },
          { title: columns.resident, key: 'resident', render: (_, line) => <Who line={line} onChoose={(residentId) => choose(line.key, residentId)} /> },
          { title: columns.team, key: 'team', render: (_, line) => line.people.find(({ residentId }) => residentId === line.residentId)?.teamName ?? '' },
          { title: columns.result, key: 'result', render: (_, line) => <Result line={line} /> },
          { title: columns.act, key: 'act', render: (_, line) => <Button onClick={() => onChange(lines.filter(({ key }) => key !== line.key))}>{copy.batch.remove}</Button> },
        ]}
      />
    </ScrollArea>
  );
}

function Who({ line: { people, residentId, text }, onChoose }: { readonly line: BatchLine; readonly onChoose: (residentId: string) => void }) {
  const [only, other] = people;
  if (!only) return <span role="alert">{copy.batch.nobody}</span>;
  if (!other) return <>{copy.batch.person(only.name, only.maskedNumber)}</>;
  return <Choice label={text} value={residentId} onChange={onChoose} options={[['', copy.batch.choose], ...people.map((person) => [person.residentId, copy.batch.person(person.name, person.maskedNumber)] as const)]} />;
}

function Result({ line: { outcome, residentId } }: { readonly line: BatchLine }) {
  if (outcome === null) return <>{residentId === '' ? '' : copy.batch.waiting}</>;
  return outcome.ok ? <>{copy.batch.recorded}</> : <span role="alert">{outcome.refusals.map(sentenceOf).join('')}</span>;
}
