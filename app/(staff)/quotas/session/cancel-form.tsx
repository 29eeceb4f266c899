'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { type Displacement, displacements } from '@/server/domain/quota/cancel-session';
import styles from '../quotas.module.css';

const words = copy.session.cancel;

/** Calls the session off, and says what becomes of everybody who counts on it. */
export function CancelForm({ session }: { readonly session: { readonly id: string } }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [displacement, setDisplacement] = useState<Displacement>('refuse');
  const [chosen, setChosen] = useState('');
  const others = useQuery(trpc.capacity.standIns.queryOptions({ sessionId: session.id }, { enabled: displacement === 'rebook' }));
  const cancel = useMutation(trpc.quota.cancel.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.quota.pathFilter()) }));
  const other = chosen || (others.data?.[0]?.sessionId ?? '');
  const isReady = reason.trim() !== '' && (displacement !== 'rebook' || other !== '');
  const submit = () => {
    if (isReady && !cancel.isPending) cancel.mutate({ sessionId: session.id, reason: reason.trim(), displacement, otherSessionId: displacement === 'rebook' ? other : null });
  };
  if (cancel.data) {
    return (
      <Section title={words.title}>
        <CancelDone displaced={cancel.data.displaced} onSeen={() => void queries.invalidateQueries(trpc.capacity.pathFilter())} />
      </Section>
    );
  }
  return (
    <Section title={words.title}>
      <p>{words.text}</p>
      <Form layout="vertical" onFinish={submit}>
        <div className={styles.fields}>
          <Choice
            label={copy.displacement.label}
            value={displacement}
            onChange={(value) => setDisplacement(displacements.find((each) => each === value) ?? 'refuse')}
            options={displacements.map((each) => [each, copy.displacement[each]] as const)}
          />
          {displacement === 'rebook' && others.data && others.data.length > 0 ? (
            <Choice
              label={words.other}
              value={other}
              onChange={setChosen}
              options={others.data.map(({ sessionId, startsAt, departmentName, resourceName, free }) => [sessionId, words.otherOption(formatInstant(startsAt), copy.session.title(departmentName, resourceName), free)] as const)}
            />
          ) : null}
        </div>
        {displacement === 'rebook' ? <p className={styles.note}>{others.data?.length === 0 ? words.noOther : words.rest}</p> : <br />}
        <RefusalList error={others.error} />
        <Form.Item label={words.reason} htmlFor="cancel-reason" required>
          <Input.TextArea id="cancel-reason" maxLength={100} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
        <RefusalList error={cancel.error} />
        <Button danger htmlType="submit" loading={cancel.isPending} disabled={!isReady}>
          {cancel.isPending ? words.working : words.confirm}
        </Button>
      </Form>
    </Section>
  );
}

interface CancelDoneProps {
  readonly displaced: readonly { readonly number: string; readonly became: 'rebooked' | 'requeued' | 'unplaced'; readonly startsAt: number | null }[];
  readonly onSeen: () => void;
}

/** What became of everybody; the page shows the session as it is now once this has been read. */
function CancelDone({ displaced, onSeen }: CancelDoneProps) {
  return (
    <div role="status" className={styles.done}>
      <p>{words.done(displaced.length)}</p>
      {displaced.length > 0 ? (
        <ul>
          {displaced.map(({ number, became, startsAt }) => (
            <li key={number}>{words.line(number, words.became[became], startsAt === null ? null : formatInstant(startsAt))}</li>
          ))}
        </ul>
      ) : null}
      <Button size="small" onClick={onSeen}>
        {words.seen}
      </Button>
    </div>
  );
}
