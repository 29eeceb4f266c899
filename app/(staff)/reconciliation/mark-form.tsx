import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { marks as markNames, reconciliation as copy } from '@/app/_copy/reconciliation';
import { sentenceOf } from '@/app/_copy/refusals';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { RefusalList } from '@/app/_ui/refusal-list';
import { type Mark, marks } from '@/server/domain/reconciliation/mark';
import type { DifferenceRow } from './difference-table';

interface MarkFormProps {
  readonly rows: readonly DifferenceRow[];
  /** After every row was marked. */
  readonly onDone: () => void;
}

/** Says what became of one or many differences; each row that could not be marked is told with its reasons. */
export function MarkForm({ rows, onDone }: MarkFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const mark = useMutation(
    trpc.reconciliation.mark.mutationOptions({
      onSuccess: async (report) => {
        if (report.marked === report.rows.length) {
          setNote('');
          onDone();
        }
        await queries.invalidateQueries({ queryKey: trpc.reconciliation.list.queryKey() });
      },
    }),
  );
  const seen = rows.map(({ institutionCode, settlementId, revision, version }) => ({ institutionCode, settlementId, revision, version }));
  return (
    <Form layout="vertical" aria-label={copy.act.label}>
      <Form.Item label={copy.act.note} htmlFor="mark-note">
        <Input.TextArea id="mark-note" rows={2} maxLength={500} placeholder={copy.act.noteHint} value={note} onChange={(event) => setNote(event.target.value)} />
      </Form.Item>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        {marksFor(rows).map((name) => (
          <Button key={name} type={name === 'verified' ? 'primary' : 'default'} disabled={mark.isPending} onClick={() => mark.mutate({ rows: seen, mark: name, note })}>
            {markNames[name]}
          </Button>
        ))}
      </div>
      <p>{copy.act.explains}</p>
      <RefusalList error={mark.error} />
      {mark.data ? <Report report={mark.data} /> : null}
    </Form>
  );
}

/** A mark that no row could take is not offered: nothing to take back, or no correction that was asked for. */
function marksFor(rows: readonly DifferenceRow[]): readonly Mark[] {
  const marked = rows.some((row) => row.mark !== null && row.mark !== 'open');
  const asked = rows.some((row) => row.mark === 'correction_asked');
  return marks.filter((name) => (name === 'open' ? marked : name === 'corrected' ? asked : true));
}

function Report({ report }: { readonly report: RouterOutputs['reconciliation']['mark'] }) {
  const refused = report.rows.filter((row) => row.refusals.length > 0);
  if (refused.length === 0) return <p role="status">{copy.act.done(report.marked)}</p>;
  return (
    <div role="alert">
      <p>{copy.act.partly(report.marked, refused.length)}</p>
      <ul>
        {refused.map((row) => (
          <li key={`${row.institutionCode}/${row.settlementId}`}>
            {copy.act.row(row.settlementId)}
            {row.refusals.map(sentenceOf).join('')}
          </li>
        ))}
      </ul>
    </div>
  );
}
