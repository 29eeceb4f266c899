import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { fulfilment } from '@/app/_copy/fulfilment';
import { renewalResults as names } from '@/app/_copy/fulfilment-words';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { mostNoteLength, renewalResults } from '@/server/domain/fulfilment/service';

const copy = fulfilment.renewals;

interface CallPanelProps {
  readonly contractId: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** How a call about one renewal went: one button a result. */
export function CallPanel({ contractId, name, onClose }: CallPanelProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const start = useRef<HTMLDivElement>(null);
  useEffect(() => start.current?.focus(), []);
  const call = useMutation(
    trpc.fulfilment.recordCall.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.fulfilment.renewals.pathFilter());
        onClose();
      },
    }),
  );
  return (
    <div ref={start} tabIndex={-1}>
      <Section title={copy.panel(name)} actions={<Button onClick={onClose}>{copy.close}</Button>}>
        <Form.Item label={copy.note} htmlFor="call-note" layout="vertical" style={{ marginBottom: 8 }}>
          <Input id="call-note" maxLength={mostNoteLength} autoComplete="off" value={note} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          {renewalResults.map((result) => (
            <Button key={result} type={result === 'will_renew' ? 'primary' : 'default'} disabled={call.isPending} onClick={() => call.mutate({ contractId, result, note: note.trim() || null })}>
              {names[result]}
            </Button>
          ))}
        </div>
        <RefusalList error={call.error} />
      </Section>
    </div>
  );
}
