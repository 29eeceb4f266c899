'use client';

import { Form, Input } from 'antd';
import { useState } from 'react';
import { diagnosis as copy } from '@/app/_copy/diagnosis';
import { sentenceOf } from '@/app/_copy/refusals';
import { Button } from '@/app/_ui/button';
import { Section } from '@/app/_ui/page';
import ui from '@/app/_ui/ui.module.css';
import type { Refusal } from '@/server/domain/kernel/outcome';

/** A file of a version; answers the import that takes it. */
export function UploadList({ onStarted }: { readonly onStarted: (batchId: string) => void }) {
  const [version, setVersion] = useState('');
  const [from, setFrom] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const submit = async () => {
    if (isBusy) return;
    if (version.trim() === '' || from === '' || !file) return setProblems([copy.need]);
    setBusy(true);
    const outcome = await upload(file, version.trim(), from);
    setBusy(false);
    setProblems(outcome.problems);
    if (outcome.batchId !== null) onStarted(outcome.batchId);
  };
  return (
    <Section title={copy.upload}>
      <Form layout="vertical" onFinish={() => void submit()} style={{ maxWidth: 520 }}>
        <Form.Item label={copy.version} htmlFor="list-version" extra={copy.versionHint} required>
          <Input id="list-version" maxLength={60} autoComplete="off" value={version} onChange={(event) => setVersion(event.target.value)} />
        </Form.Item>
        <Form.Item label={copy.from} htmlFor="list-from" required>
          <Input id="list-from" type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </Form.Item>
        <Form.Item label={copy.file} htmlFor="list-file" extra={copy.fileHint} required>
          <input id="list-file" type="file" accept=".xlsx,.csv,.ndjson" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
        </Form.Item>
        {problems.length === 0 ? null : (
          <div role="alert" className={ui.refusals} style={{ marginBottom: 12 }}>
            {problems.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        )}
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {isBusy ? copy.starting : copy.start}
        </Button>
      </Form>
    </Section>
  );
}

interface Uploaded {
  readonly batchId: string | null;
  readonly problems: readonly string[];
}

async function upload(file: File, version: string, from: string): Promise<Uploaded> {
  try {
    const response = await fetch(`/api/import/diagnoses?${new URLSearchParams({ version, from }).toString()}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name) },
      body: file,
    });
    if (response.status === 401) window.location.assign(`/sign-in?next=${encodeURIComponent('/diagnoses')}`);
    const answer = (await response.json()) as { readonly batchId?: string; readonly refusals?: readonly Refusal[] };
    if (answer.batchId) return { batchId: answer.batchId, problems: [] };
    return { batchId: null, problems: (answer.refusals ?? []).map(sentenceOf) };
  } catch {
    return { batchId: null, problems: [copy.failed] };
  }
}
