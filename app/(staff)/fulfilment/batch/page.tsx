'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { fulfilment as copy } from '@/app/_copy/fulfilment';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { InBrowser } from '@/app/_ui/in-browser';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { CircumstanceFields, newCircumstances, toSend } from '../record-form';
import { BatchTable } from './batch-table';
import { type BatchLine, chosenIds, listed, matched, reported } from './batch-lines';

const mostLines = 200;

/** One item on one day to many residents, from a pasted column or from the list of what is due; each line tells what became of it. */
export default function BatchPage() {
  return (
    <InBrowser>
      <Batch />
    </InBrowser>
  );
}

function Batch() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [itemCode, setItemCode] = useState('');
  const [at, setAt] = useState(newCircumstances);
  const [lines, setLines] = useState<readonly BatchLine[]>([]);
  const [requestKey] = useState(() => crypto.randomUUID());
  const offer = useQuery(trpc.contract.packages.queryOptions({ residentId: null }));
  const items = offer.data?.packages.flatMap((each) => each.items) ?? [];
  const due = useQuery(trpc.fulfilment.followUps.queryOptions({ tab: 'due', mine: true, planCode: null, page: 1, pageSize: 100 }));
  const waiting = (due.data?.rows ?? []).filter((row) => row.itemCode === itemCode);
  const record = useMutation(
    trpc.fulfilment.recordMany.mutationOptions({
      onSuccess: async (rows) => {
        setLines((before) => reported(before, rows));
        await queries.invalidateQueries(trpc.fulfilment.pathFilter());
      },
    }),
  );
  const ids = chosenIds(lines);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The item is part of the key: the same people may be served with another item of the same sheet.
    record.mutate({ requestKey: `${requestKey.slice(0, 24)}-${itemCode}`, itemCode, residentIds: ids, ...toSend(at) });
  };
  return (
    <Page
      title={copy.batch.title}
      description={copy.batch.description}
      actions={
        <Link href="/fulfilment">
          <Button>{copy.batch.back}</Button>
        </Link>
      }
    >
      <PasteForm day={at.day} onMatched={(found) => setLines((before) => matched(before, found))} />
      <form onSubmit={submit} aria-label={copy.batch.title} style={{ display: 'flex', flexDirection: 'column', gap: 16 }}>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'end' }}>
          <Choice label={copy.batch.item} value={itemCode} onChange={setItemCode} options={[['', '—'], ...items.map(({ code, name }) => [code, name] as const)]} />
          {waiting.length > 0 ? <Button onClick={() => setLines((before) => listed(before, waiting))}>{copy.batch.fromList(waiting.length)}</Button> : null}
        </div>
        <CircumstanceFields teamId={null} at={at} onChange={setAt} />
        <BatchTable lines={lines} onChange={setLines} />
        <RefusalList error={record.error} />
        {record.data ? <Summary rows={record.data} /> : null}
        <div>
          <Button type="primary" htmlType="submit" disabled={ids.length === 0 || itemCode === '' || record.isPending}>
            {record.isPending ? copy.form.working : copy.batch.submit(ids.length)}
          </Button>
        </div>
      </form>
    </Page>
  );
}

function Summary({ rows }: { readonly rows: readonly { readonly outcome: { readonly ok: boolean } }[] }) {
  const done = rows.filter(({ outcome }) => outcome.ok).length;
  return <p role={done === rows.length ? 'status' : 'alert'}>{copy.batch.summary(done, rows.length - done)}</p>;
}

interface PasteFormProps {
  readonly day: string;
  readonly onMatched: (found: Parameters<typeof matched>[1]) => void;
}

function PasteForm({ day, onMatched }: PasteFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const match = useMutation({
    mutationFn: (lines: string[]) => queries.fetchQuery(trpc.fulfilment.match.queryOptions({ lines, day })),
    onSuccess: (found) => {
      onMatched(found);
      setText('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    match.mutate(text.split('\n').slice(0, mostLines).map((line) => line.slice(0, 200)));
  };
  return (
    <form onSubmit={submit} aria-label={copy.batch.paste}>
      <Form.Item label={copy.batch.paste} htmlFor="batch-lines" layout="vertical" extra={copy.batch.pasteHint} style={{ marginBottom: 8 }}>
        <Input.TextArea id="batch-lines" rows={4} value={text} onChange={(event) => setText(event.target.value)} />
      </Form.Item>
      <Button htmlType="submit" disabled={text.trim() === '' || match.isPending}>
        {match.isPending ? copy.batch.matching : copy.batch.match}
      </Button>
      <RefusalList error={match.error} />
    </form>
  );
}
