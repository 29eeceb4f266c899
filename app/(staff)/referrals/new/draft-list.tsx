'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { referralForm as copy } from '@/app/_copy/referral-form';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { draftDays } from '@/server/domain/referral/draft';
import styles from './new.module.css';

type Draft = RouterOutputs['referralDraft']['list'][number];

/** What the writer has begun and not sent. */
export function DraftList({ onOpen }: { readonly onOpen: (residentId: string) => void }) {
  const trpc = useTRPC();
  const drafts = useQuery(trpc.referralDraft.list.queryOptions());
  const [dropping, setDropping] = useState<Draft | null>(null);
  if (!drafts.data) return drafts.error ? <RefusalList error={drafts.error} /> : <p role="status">{copy.loading}</p>;
  return (
    <Section title={copy.drafts.title}>
      {drafts.data.length === 0 ? <p>{copy.drafts.none}</p> : null}
      <ul className={styles.drafts}>
        {drafts.data.map((draft) => (
          <li key={draft.id}>
            <span>
              {copy.drafts.line(draft.residentName, draft.diagnosisName)} <small>{copy.drafts.saved(formatInstant(draft.savedAt))}</small>
            </span>
            <span>
              <Button onClick={() => onOpen(draft.residentId)}>{copy.drafts.open}</Button> <Button onClick={() => setDropping(draft)}>{copy.drafts.drop}</Button>
            </span>
          </li>
        ))}
      </ul>
      {drafts.data.length === 0 ? null : <p className={styles.quiet}>{copy.drafts.keep(draftDays)}</p>}
      {dropping ? <DropDialog draft={dropping} onClose={() => setDropping(null)} /> : null}
    </Section>
  );
}

function DropDialog({ draft, onClose }: { readonly draft: Draft; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const drop = useMutation(
    trpc.referralDraft.drop.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries({ queryKey: trpc.referralDraft.list.queryKey() });
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={copy.drafts.dropTitle}
      text={copy.drafts.dropText}
      confirm={copy.drafts.drop}
      working={copy.drafts.dropping}
      cancel={copy.drafts.cancel}
      mutation={drop}
      onConfirm={() => drop.mutate({ draftId: draft.id, version: draft.version })}
      onClose={onClose}
    />
  );
}
