'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { assessment as copy } from '@/app/_copy/assessment';
import { useTRPC } from '@/app/_trpc/client';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import type { AssessmentRow } from './assessment-table';

/** One score with its note. */
export function EntryDialog({ year, row, onEnd }: { readonly year: string; readonly row: AssessmentRow; readonly onEnd: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [score, setScore] = useState(row.entry?.score ?? '');
  const [note, setNote] = useState(row.entry?.note ?? '');
  const enter = useMutation(
    trpc.assessment.enter.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.assessment.pathFilter());
        onEnd();
      },
    }),
  );
  const { dialog } = copy;
  return (
    <ConfirmDialog
      title={dialog.title(row.name, year)}
      text={dialog.text}
      confirm={dialog.confirm}
      working={dialog.working}
      cancel={dialog.cancel}
      mutation={enter}
      onConfirm={() => enter.mutate({ year, entries: [{ kind: row.kind, code: row.code, score: score.trim(), note: note.trim() || null }] })}
      onClose={onEnd}
    >
      <Form layout="vertical">
        <Form.Item label={dialog.score} htmlFor="assessment-score">
          <Input id="assessment-score" inputMode="decimal" value={score} onChange={(event) => setScore(event.target.value)} />
        </Form.Item>
        <Form.Item label={dialog.note} htmlFor="assessment-note">
          <Input id="assessment-note" value={note} placeholder={dialog.noteHint} maxLength={200} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
      </Form>
    </ConfirmDialog>
  );
}
