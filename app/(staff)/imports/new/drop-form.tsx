import { useMutation } from '@tanstack/react-query';
import { type DragEvent, type FormEvent, useState } from 'react';
import { imports as copy } from '@/app/_copy/imports';
import { sentenceOf } from '@/app/_copy/refusals';
import { Button } from '@/app/_ui/button';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { ReviewKind } from '@/server/domain/import/review';
import styles from '../imports.module.css';

interface DropFormProps {
  readonly kind: ReviewKind;
  readonly onStarted: (reviewId: string) => void;
}

/** Choose a file or drop one, and send it. The server answers as soon as it has found the file readable. */
export function DropForm({ kind, onStarted }: DropFormProps) {
  const [file, setFile] = useState<File | null>(null);
  const [isOver, setIsOver] = useState(false);
  const upload = useMutation({ mutationFn: (chosen: File) => send(kind, chosen), onSuccess: onStarted });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) upload.mutate(file);
  };
  const choose = (chosen: File | undefined) => {
    upload.reset();
    setFile(chosen ?? null);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    choose(event.dataTransfer.files[0]);
  };
  return (
    <form onSubmit={submit}>
      <label
        className={isOver ? `${styles.drop} ${styles.over}` : styles.drop}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
      >
        <strong>{copy.new.drop}</strong>
        <span>{copy.new.dropNote}</span>
        <input className={styles.file} aria-label={copy.new.file} type="file" accept=".xlsx,.csv,.txt,.ndjson,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" onChange={(event) => choose(event.target.files?.[0])} />
        <span role="status">{file ? copy.new.chosen(file.name, sizeOf(file.size)) : null}</span>
      </label>
      <Button type="primary" htmlType="submit" disabled={!file} loading={upload.isPending}>
        {upload.isPending ? copy.new.sending : copy.new.start}
      </Button>
      {upload.error ? <Problem error={upload.error} /> : null}
    </form>
  );
}

function Problem({ error }: { readonly error: Error }) {
  const sentences = error instanceof NotReceived ? error.refusals.map(sentenceOf) : [];
  if (sentences.length === 0) return <p role="alert">{copy.new.offline}</p>;
  return (
    <div role="alert">
      <p>{copy.new.failed}</p>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}

/** The server read the file and did not take it; every reason is in it. */
class NotReceived extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map((refusal) => refusal.code).join(', '));
  }
}

interface UploadAnswer {
  readonly reviewId?: string;
  readonly code?: string;
  readonly facts?: object;
  readonly refusals?: readonly Refusal[];
}

async function send(kind: ReviewKind, file: File): Promise<string> {
  const headers = { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name) };
  const response = await fetch(`/api/import/review/${kind}`, { method: 'POST', headers, body: file });
  const answer = (await response.json()) as UploadAnswer;
  if (response.status === 401) window.location.assign(`/sign-in?next=${encodeURIComponent('/imports/new')}`);
  if (answer.reviewId) return answer.reviewId;
  const { refusals = [], code = '', facts = {} } = answer;
  throw new NotReceived(refusals.length > 0 ? refusals : [{ code, facts }]);
}

function sizeOf(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
