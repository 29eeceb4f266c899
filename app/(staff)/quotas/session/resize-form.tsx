'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, InputNumber } from 'antd';
import { useState } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import styles from '../quotas.module.css';

/** Takes more or fewer than the session was published with. */
export function ResizeForm({ session }: { readonly session: { readonly id: string; readonly version: number; readonly capacity: number } }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const words = copy.session.resize;
  const [capacity, setCapacity] = useState(session.capacity);
  const resize = useMutation(
    trpc.capacity.resize.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.capacity.pathFilter());
        await queries.invalidateQueries(trpc.quota.pathFilter());
      },
    }),
  );
  return (
    <Section title={words.title}>
      <Form layout="vertical" onFinish={() => resize.mutate({ sessionId: session.id, version: session.version, capacity })}>
        <Form.Item label={words.label} htmlFor="session-capacity" extra={words.hint} required>
          <InputNumber id="session-capacity" precision={0} value={capacity} onChange={(value) => setCapacity(value ?? 0)} />
        </Form.Item>
        <RefusalList error={resize.error} />
        <Button htmlType="submit" loading={resize.isPending} disabled={capacity === session.capacity}>
          {resize.isPending ? words.working : words.submit}
        </Button>
      </Form>
      {resize.data ? (
        <p role="status" className={styles.note}>
          {words.done(resize.data.reserved, resize.data.added, resize.data.withdrawn)}
        </p>
      ) : null}
    </Section>
  );
}
