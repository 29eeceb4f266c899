'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { consult as copy } from '@/app/_copy/consult';
import { referralKinds, referralStatuses } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { WhyNot } from '@/app/_ui/why-not';
import { messageLimit } from '@/server/domain/consult/conversation';
import styles from './conversation.module.css';

type Conversation = RouterOutputs['consult']['conversation'];

/** What the two ends said, oldest first, and a line to say more while the consult is open. */
export function ConversationPanel({ referralId }: { readonly referralId: string }) {
  const trpc = useTRPC();
  const found = useQuery(trpc.consult.conversation.queryOptions({ referralId }, { refetchInterval: 20_000 }));
  if (!found.data) return <Section title={copy.detail.conversation}>{found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}</Section>;
  const { messages, side, whyNot, following } = found.data;
  return (
    <Section title={copy.detail.conversation}>
      {messages.length === 0 ? <p>{copy.detail.silence}</p> : <Messages messages={messages} own={side} />}
      {following.length > 0 ? (
        <p>
          {copy.detail.facts.following}
          {following.map(({ id, number, kind, status }) => (
            <Link key={id} href={`/referrals/detail?id=${id}`} style={{ marginLeft: 8 }}>
              {copy.detail.following(number, referralKinds[kind], referralStatuses[status])}
            </Link>
          ))}
        </p>
      ) : null}
      {whyNot.length === 0 ? <Speak referralId={referralId} /> : <WhyNot title={copy.detail.cannotSpeak} refusals={whyNot} />}
    </Section>
  );
}

function Messages({ messages, own }: { readonly messages: Conversation['messages']; readonly own: Conversation['side'] }) {
  return (
    <ol className={styles.messages} aria-live="polite">
      {messages.map(({ id, at, side, authorName, text }) => (
        <li key={id} className={side === own ? styles.own : styles.other}>
          <p className={styles.author}>
            {copy.detail.sides[side]} {authorName} <time dateTime={new Date(at).toISOString()}>{formatInstant(at)}</time>
          </p>
          <p className={styles.text}>{text}</p>
        </li>
      ))}
    </ol>
  );
}

function Speak({ referralId }: { readonly referralId: string }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const say = useMutation(
    trpc.consult.say.mutationOptions({
      onSuccess: async () => {
        setText('');
        await queries.invalidateQueries(trpc.consult.pathFilter());
      },
    }),
  );
  const length = [...text.trim()].length;
  const submit = () => {
    if (!say.isPending) say.mutate({ referralId, text });
  };
  return (
    <Form layout="vertical" style={{ maxWidth: 720 }} onFinish={submit}>
      <Form.Item label={copy.detail.say} htmlFor="consult-say" extra={copy.form.count(length, messageLimit)} validateStatus={length > messageLimit ? 'error' : undefined}>
        <Input.TextArea
          id="consult-say"
          rows={3}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
          }}
        />
      </Form.Item>
      <RefusalList error={say.error} />
      <Button type="primary" htmlType="submit" loading={say.isPending}>
        {copy.detail.send}
      </Button>
    </Form>
  );
}
