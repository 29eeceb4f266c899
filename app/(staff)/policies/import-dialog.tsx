'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import { useState } from 'react';
import { policyScreen as copy } from '@/app/_copy/policy-screen';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { jsonOf } from './json-of';

interface ImportDialogProps {
  readonly onEnd: () => void;
  /** What became of it, in a sentence. */
  readonly onDone: (said: string) => void;
}

/** Sends a policy document to be checked; all its problems come back at once. */
export function ImportDialog({ onEnd, onDone }: ImportDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [isUnreadable, setUnreadable] = useState(false);
  const send = useMutation(
    trpc.policy.import.mutationOptions({
      onSuccess: async ({ title, alreadyHeld }) => {
        onDone(alreadyHeld ? copy.import.alreadyHeld(title) : copy.import.done(title));
        onEnd();
        await queries.invalidateQueries(trpc.policy.pathFilter());
      },
    }),
  );
  const submit = async () => {
    const document = file === null ? undefined : jsonOf(await file.text());
    setUnreadable(document === undefined);
    if (document !== undefined) send.mutate({ document });
  };
  return (
    <Modal
      open
      title={copy.import.title}
      okText={send.isPending ? copy.import.working : copy.import.confirm}
      okButtonProps={{ disabled: send.isPending || file === null }}
      onOk={() => void submit()}
      onCancel={onEnd}
    >
      <p>{copy.import.text}</p>
      <Form layout="vertical">
        <Form.Item label={copy.import.file} htmlFor="policy-file">
          <input id="policy-file" type="file" accept="application/json,.json" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
        </Form.Item>
      </Form>
      {isUnreadable ? <p role="alert">{copy.import.notJson}</p> : null}
      <RefusalList error={send.error} />
    </Modal>
  );
}
