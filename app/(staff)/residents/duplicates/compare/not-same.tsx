'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { duplicate as copy } from '@/app/_copy/duplicate';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import type { Comparison } from './side-by-side';

/** Says that the two are two people, or takes that back. */
export function NotSame({ pair }: { readonly pair: NonNullable<Comparison['pair']> }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const onSuccess = async () => {
    setNote('');
    await client.invalidateQueries({ queryKey: trpc.duplicate.pathKey() });
  };
  const setAside = useMutation(trpc.duplicate.setAside.mutationOptions({ onSuccess }));
  const reopen = useMutation(trpc.duplicate.reopen.mutationOptions({ onSuccess }));
  const act = pair.status === 'open' ? setAside : reopen;
  return (
    <Section title={copy.notSame.title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act.mutate({ pairId: pair.id, version: pair.version, note });
        }}
      >
        {pair.status === 'open' ? <p>{copy.notSame.text}</p> : null}
        <Form.Item label={copy.notSame.note} htmlFor="not-same-note" layout="vertical" extra={copy.notSame.noteHint} required>
          <Input.TextArea id="not-same-note" rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} style={{ maxWidth: 560 }} />
        </Form.Item>
        <RefusalList error={act.error} />
        <Button htmlType="submit" disabled={act.isPending}>
          {act.isPending ? copy.notSame.working : pair.status === 'open' ? copy.notSame.confirm : copy.notSame.reopen}
        </Button>
      </form>
    </Section>
  );
}
