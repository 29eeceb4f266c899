import { useMutation } from '@tanstack/react-query';
import { Form } from 'antd';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '@/app/_copy/refusals';
import { visit as copy } from '@/app/_copy/visit';
import { Button } from '@/app/_ui/button';
import { Section } from '@/app/_ui/page';
import { UploadRefused, countRows, uploadVisits } from './upload-visits';

/** Choose a file and send it. The server answers as soon as it has found the file readable. */
export function UploadForm({ onStarted }: { readonly onStarted: (batchId: string, rows: number | null) => void }) {
  const [file, setFile] = useState<File | null>(null);
  const upload = useMutation({
    mutationFn: async (chosen: File) => ({ batchId: await uploadVisits(chosen), rows: await countRows(chosen) }),
    onSuccess: ({ batchId, rows }) => onStarted(batchId, rows),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) upload.mutate(file);
  };
  return (
    <Section title={copy.import.title}>
      <form onSubmit={submit}>
        <Form.Item label={copy.import.choose} htmlFor="visit-file" layout="vertical" extra={`${copy.import.note}${copy.import.xlsx}`}>
          <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12, alignItems: 'center' }}>
            <input id="visit-file" type="file" accept=".xlsx,.csv,.txt,.ndjson,.jsonl,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
            <Button type="primary" htmlType="submit" disabled={!file} loading={upload.isPending}>
              {upload.isPending ? copy.import.sending : copy.import.start}
            </Button>
          </div>
        </Form.Item>
      </form>
      {upload.error ? <UploadProblem error={upload.error} /> : null}
    </Section>
  );
}

function UploadProblem({ error }: { readonly error: Error }) {
  const sentences = error instanceof UploadRefused ? error.refusals.map(sentenceOf) : [];
  if (sentences.length === 0) return <p role="alert">{copy.import.offline}</p>;
  return (
    <div role="alert">
      <p>{copy.import.failed}</p>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
