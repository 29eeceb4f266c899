import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { dismissalReasons as reasonNames, warning as copy } from '@/app/_copy/warning';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterInputs, RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { RefusalList } from '@/app/_ui/refusal-list';
import { dismissalReasons } from '@/server/domain/warning/finding';

type Decision = RouterInputs['warning']['decide']['decision'];

interface DecideFormProps {
  readonly finding: RouterOutputs['warning']['get']['finding'];
  readonly onDone: () => void;
}

/** Dismisses a finding with a reason, confirms it with a note, or takes an earlier decision back; then on to the next. */
export function DecideForm({ finding, onDone }: DecideFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [reason, setReason] = useState<(typeof dismissalReasons)[number]>('explained');
  const [note, setNote] = useState('');
  const decide = useMutation(
    trpc.warning.decide.mutationOptions({
      onSuccess: async () => {
        onDone();
        await Promise.all([queries.invalidateQueries({ queryKey: trpc.warning.list.queryKey() }), queries.invalidateQueries({ queryKey: trpc.warning.get.queryKey({ id: finding.id }) })]);
      },
    }),
  );
  const go = (decision: Decision) => decide.mutate({ id: finding.id, version: finding.version, decision });
  if (finding.status !== 'open') {
    return (
      <>
        <Button disabled={decide.isPending} onClick={() => go({ to: 'open' })}>
          {copy.decide.reopen}
        </Button>
        <RefusalList error={decide.error} />
      </>
    );
  }
  if (finding.vanishedAt !== null) return null;
  return (
    <Form layout="vertical">
      <Form.Item label={copy.decide.note} htmlFor="warning-note">
        <Input.TextArea id="warning-note" rows={2} maxLength={500} placeholder={copy.decide.noteHint} value={note} onChange={(event) => setNote(event.target.value)} />
      </Form.Item>
      <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'end' }}>
        <Choice
          label={copy.decide.reason}
          value={reason}
          onChange={(chosen) => setReason(dismissalReasons.find((each) => each === chosen) ?? 'other')}
          options={dismissalReasons.map((each) => [each, reasonNames[each]] as const)}
        />
        <Button disabled={decide.isPending} onClick={() => go({ to: 'dismissed', reason, note })}>
          {copy.decide.dismiss}
        </Button>
        <Button type="primary" disabled={decide.isPending} onClick={() => go({ to: 'confirmed', note })}>
          {copy.decide.confirm}
        </Button>
      </div>
      <RefusalList error={decide.error} />
    </Form>
  );
}
