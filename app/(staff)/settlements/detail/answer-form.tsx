'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useId } from 'react';
import { settlement as copy } from '@/app/_copy/settlement';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import type { ObjectionAnswer } from '@/server/domain/settlement/objection';
import styles from '../settlements.module.css';
import type { ObjectionView } from './objection-item';

interface AnswerFormProps {
  readonly objection: ObjectionView;
  /** Goes to the next one. */
  readonly onAnswered: () => void;
}

/** 答复: reasons first, then the decision; whoever computed the line is told that turning it down is another person's. */
export function AnswerForm({ objection, onAnswered }: AnswerFormProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const id = useId();
  const [words, setWords, clear] = useDraft(`objection-answer.${objection.id}`, '');
  const mutation = useMutation(
    trpc.settlement.answerObjection.mutationOptions({
      onSuccess: async () => {
        clear();
        onAnswered();
        await queries.invalidateQueries(trpc.settlement.pathFilter());
      },
    }),
  );
  const { answer } = copy.objection;
  const decide = (decision: ObjectionAnswer) => mutation.mutate({ objectionId: objection.id, decision, answer: words });
  return (
    <div className={styles.stack}>
      <div className={styles.field}>
        <label htmlFor={id}>{answer.label}</label>
        <Input.TextArea id={id} rows={2} placeholder={answer.hint} value={words} onChange={(event) => setWords(event.target.value)} />
      </div>
      <RefusalList error={mutation.error} />
      <div className={styles.buttons}>
        <Button type="primary" disabled={mutation.isPending} onClick={() => decide('accepted')}>
          {mutation.isPending ? answer.working : answer.accept}
        </Button>
        {objection.isOwnComputation ? (
          <p className={styles.help}>{answer.ownComputation}</p>
        ) : (
          <Button disabled={mutation.isPending} onClick={() => decide('refused')}>
            {answer.refuse}
          </Button>
        )}
      </div>
    </div>
  );
}
