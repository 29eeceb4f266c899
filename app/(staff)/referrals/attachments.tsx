'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMutation } from '@tanstack/react-query';
import { type ChangeEvent, useId, useState } from 'react';
import { referralForm } from '@/app/_copy/referral-form';
import { attachmentSides } from '@/app/_copy/referral-form-words';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { formatInstant } from '@/app/_ui/moment';
import { RefusalList } from '@/app/_ui/refusal-list';
import { sentencesOfRefusals } from '@/app/_ui/sentences';
import ui from '@/app/_ui/ui.module.css';
import type { Refusal } from '@/server/domain/kernel/outcome';
import { attachmentLimit, attachmentLimitBytes } from '@/server/domain/referral/attachments';

const copy = referralForm.attachments;
const megabyte = 1024 * 1024;

/** What goes with a referral or a draft: to be saved, and, while that is allowed, to be added to. */
export function Attachments({ referralId }: { readonly referralId: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const list = useQuery(trpc.attachment.list.queryOptions({ referralId }));
  const reload = () => client.invalidateQueries({ queryKey: trpc.attachment.list.queryKey({ referralId }) });
  const remove = useMutation(trpc.attachment.remove.mutationOptions({ onSettled: reload }));
  if (!list.data) return list.error ? <RefusalList error={list.error} /> : <p role="status">{referralForm.loading}</p>;
  const { rows, mayAddAs } = list.data;
  return (
    <>
      {rows.length === 0 ? <p>{copy.none}</p> : null}
      <ul style={{ paddingLeft: '1.3em' }}>
        {rows.map(({ id, fileName, bytes, side, addedByName, addedAt, inherited, mayRemove }) => (
          <li key={id}>
            <a href={`/api/attachments/${encodeURIComponent(referralId)}/${encodeURIComponent(id)}`} download={fileName} title={copy.downloadHint}>
              {copy.item(fileName, sizeText(bytes))}
            </a>{' '}
            <small>
              {copy.meta(attachmentSides[side], addedByName, formatInstant(addedAt))}
              {inherited ? ` · ${copy.inherited}` : ''}
            </small>{' '}
            {mayRemove ? (
              <Button size="small" aria-label={copy.removeLabel(fileName)} disabled={remove.isPending} onClick={() => remove.mutate({ referralId, attachmentId: id })}>
                {copy.remove}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <RefusalList error={remove.error} />
      {mayAddAs === null ? null : <Upload referralId={referralId} onDone={reload} />}
    </>
  );
}

type Progress = { readonly standing: 'idle' } | { readonly standing: 'sending' | 'done'; readonly name: string } | { readonly standing: 'refused'; readonly sentences: readonly string[] };

/** One file after the other. What is too large is said before a byte of it is sent. */
function Upload({ referralId, onDone }: { readonly referralId: string; readonly onDone: () => Promise<void> }) {
  const id = useId();
  const [progress, setProgress] = useState<Progress>({ standing: 'idle' });
  const send = async (files: readonly File[]) => {
    for (const file of files) {
      setProgress({ standing: 'sending', name: file.name });
      const sentences = await upload(referralId, file);
      await onDone();
      if (sentences.length > 0) return setProgress({ standing: 'refused', sentences });
      setProgress({ standing: 'done', name: file.name });
    }
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // The same file may be chosen again after it was refused.
    event.target.value = '';
    void send(files);
  };
  return (
    <div>
      <label htmlFor={id}>{copy.choose}</label> <input id={id} type="file" multiple accept=".pdf,.jpg,.jpeg,.png" aria-describedby={`${id}-hint`} disabled={progress.standing === 'sending'} onChange={choose} />
      <p id={`${id}-hint`}>
        <small>{copy.hint(attachmentLimit, attachmentLimitBytes / megabyte)}</small>
      </p>
      <div aria-live="polite">
        {progress.standing === 'sending' ? copy.uploading(progress.name) : null}
        {progress.standing === 'done' ? copy.uploaded(progress.name) : null}
      </div>
      {progress.standing === 'refused' ? (
        <div role="alert" className={ui.refusals}>
          {progress.sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ) : null}
    </div>
  );
}

/** The sentences against it; none when it was taken. */
async function upload(referralId: string, file: File): Promise<readonly string[]> {
  if (file.size > attachmentLimitBytes) return sentencesOfRefusals([{ code: 'attachment.too_large', facts: { limitBytes: attachmentLimitBytes } }]);
  try {
    const response = await fetch(`/api/attachments/${encodeURIComponent(referralId)}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name) },
      body: file,
    });
    if (response.ok) return [];
    if (response.status === 401) window.location.assign(`/sign-in?next=${encodeURIComponent(`${window.location.pathname}${window.location.search}`)}`);
    const { refusals } = (await response.json()) as { readonly refusals: readonly Refusal[] };
    return await sentencesOfRefusals(refusals);
  } catch {
    return [copy.failed];
  }
}

function sizeText(bytes: number): string {
  return bytes < megabyte ? copy.kilobytes(String(Math.max(1, Math.round(bytes / 1024)))) : copy.megabytes((bytes / megabyte).toFixed(1));
}
