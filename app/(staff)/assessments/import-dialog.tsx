'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useId, useState } from 'react';
import { assessment as copy } from '@/app/_copy/assessment';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import styles from './assessments.module.css';

const largestFileBytes = 500 * 1024;

/** A small file of scores, all of it or none. */
export function ImportDialog({ year, onEnd }: { readonly year: string; readonly onEnd: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { import: words } = copy;
  const imported = useMutation(trpc.assessment.import.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.assessment.pathFilter()) }));
  const submit = async () => {
    const wrong = file === null ? words.noFile : file.size > largestFileBytes ? words.tooLarge : null;
    setProblem(wrong);
    if (file === null || wrong !== null) return;
    imported.mutate({ year, base64: base64Of(new Uint8Array(await file.arrayBuffer())) });
  };
  return (
    <Modal
      open
      title={words.title}
      okText={imported.isPending ? words.working : words.confirm}
      okButtonProps={{ disabled: imported.isPending }}
      cancelText={words.cancel}
      onOk={() => void submit()}
      onCancel={onEnd}
    >
      <p>{words.text}</p>
      <label htmlFor={id}>{words.file}</label>
      <input id={id} type="file" accept=".csv,.xlsx,.ndjson,.txt" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
      {problem === null ? null : <p role="alert">{problem}</p>}
      <RefusalList error={imported.error} />
      {imported.data ? (
        <p role="status" className={styles.done}>
          {words.done(imported.data.entered, imported.data.unchanged)}
        </p>
      ) : null}
    </Modal>
  );
}

function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
