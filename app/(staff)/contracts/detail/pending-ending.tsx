'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { contractActs } from '@/app/_copy/contract-acts';
import { labelOf, terminationReasons } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';

const copy = contractActs.pendingEnding;

interface PendingEndingProps {
  readonly ending: { readonly requestId: string; readonly reason: string; readonly note: string | null; readonly createdAt: number };
  readonly canAnswer: boolean;
  readonly onDone: () => void;
}

/** A resident wants to end the contract: the team agrees, or says why not. */
export function PendingEnding({ ending, canAnswer, onDone }: PendingEndingProps) {
  return (
    <Section title={copy.title}>
      <p>
        {formatInstant(ending.createdAt)} {copy.text(labelOf(terminationReasons, ending.reason), ending.note)}
      </p>
      {canAnswer ? <EndingAnswer requestId={ending.requestId} onDone={onDone} /> : null}
    </Section>
  );
}

export function EndingAnswer({ requestId, onDone }: { readonly requestId: string; readonly onDone: () => void }) {
  const trpc = useTRPC();
  const [asked, setAsked] = useState<'agree' | 'refuse' | null>(null);
  const [note, setNote] = useState('');
  const done = () => {
    setAsked(null);
    onDone();
  };
  const answer = useMutation(trpc.contractRequest.answerEnding.mutationOptions({ onSuccess: done }));
  const agreed = asked === 'agree';
  return (
    <>
      <Button onClick={() => setAsked('agree')}>{copy.agree}</Button> <Button onClick={() => setAsked('refuse')}>{copy.refuse}</Button>
      {asked === null ? null : (
        <ConfirmDialog
          title={agreed ? copy.agreeTitle : copy.refuseTitle}
          text={agreed ? copy.agreeText : copy.refuseText}
          confirm={agreed ? copy.agree : copy.refuse}
          working={copy.working}
          cancel={copy.cancel}
          mutation={answer}
          onConfirm={() => answer.mutate({ requestId, agreed, endDay: null, note: agreed ? null : note })}
          onClose={() => setAsked(null)}
        >
          {agreed ? null : (
            <Form layout="vertical">
              <Form.Item label={copy.reason} htmlFor="ending-note" required>
                <Input.TextArea id="ending-note" maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
              </Form.Item>
            </Form>
          )}
        </ConfirmDialog>
      )}
    </>
  );
}
