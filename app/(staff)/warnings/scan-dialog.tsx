import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { warning as copy } from '@/app/_copy/warning';
import { useTRPC } from '@/app/_trpc/client';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { addMonths, dayOfInstant, monthOf } from '@/server/domain/kernel/calendar-day';

/** Scans some months now; last month unless told. */
export function ScanDialog({ onClose }: { readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [lastMonth] = useState(() => addMonths(monthOf(dayOfInstant(Date.now())), -1));
  const [span, setSpan] = useState({ from: lastMonth, to: lastMonth });
  const scan = useMutation(
    trpc.warning.scan.mutationOptions({
      onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: trpc.warning.list.queryKey() }), queries.invalidateQueries({ queryKey: trpc.warning.scans.queryKey() })]),
    }),
  );
  const sum = (of: 'added' | 'renewed' | 'vanished') => (scan.data ?? []).reduce((total, month) => total + month[of], 0);
  return (
    <ConfirmDialog title={copy.scan.title} text={copy.scan.text} confirm={copy.scan.confirm} working={copy.scan.working} cancel={copy.scan.cancel} mutation={scan} onConfirm={() => scan.mutate(span)} onClose={onClose}>
      <Form layout="vertical">
        <Form.Item label={copy.scan.from} htmlFor="scan-from">
          <Input id="scan-from" type="month" value={span.from} onChange={(event) => setSpan({ ...span, from: event.target.value })} />
        </Form.Item>
        <Form.Item label={copy.scan.to} htmlFor="scan-to">
          <Input id="scan-to" type="month" value={span.to} onChange={(event) => setSpan({ ...span, to: event.target.value })} />
        </Form.Item>
      </Form>
      {scan.data ? <p role="status">{copy.scan.done(scan.data.length, sum('added'), sum('renewed'), sum('vanished'))}</p> : null}
    </ConfirmDialog>
  );
}
