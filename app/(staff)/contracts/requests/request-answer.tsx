'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { contractActs } from '@/app/_copy/contract-acts';
import { requestKinds } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import type { RequestKind, RequestStatus } from '@/server/domain/contract/request';

const copy = contractActs.requests;

interface RequestAnswerProps {
  readonly request: { readonly requestId: string; readonly kind: RequestKind; readonly status: RequestStatus; readonly resident: { readonly name: string } };
  readonly onDone: () => void;
}

/** What the team can do about a request: answer a resident's, or take its own back. */
export function RequestAnswer({ request, onDone }: RequestAnswerProps) {
  const [asked, setAsked] = useState<'accept' | 'refuse' | 'withdraw' | null>(null);
  const dialog = { request, onClose: () => setAsked(null), onDone: () => { setAsked(null); onDone(); } };
  const isOwn = request.status === 'draft' || request.status === 'awaiting_resident';
  return (
    <>
      {request.status === 'awaiting_team' ? (
        <>
          <Button onClick={() => setAsked('accept')}>{copy.accept}</Button> <Button onClick={() => setAsked('refuse')}>{copy.refuse}</Button>
        </>
      ) : null}
      {isOwn ? <Button onClick={() => setAsked('withdraw')}>{copy.withdraw}</Button> : null}
      {asked === 'accept' ? <AcceptDialog {...dialog} /> : null}
      {asked === 'refuse' ? <RefuseDialog {...dialog} /> : null}
      {asked === 'withdraw' ? <WithdrawRequestDialog {...dialog} /> : null}
    </>
  );
}

interface AnswerDialogProps extends RequestAnswerProps {
  readonly onClose: () => void;
}

const shared = { working: copy.working, cancel: copy.cancel };

function AcceptDialog({ request, onDone, onClose }: AnswerDialogProps) {
  const trpc = useTRPC();
  const accept = useMutation(trpc.contractRequest.accept.mutationOptions({ onSuccess: onDone }));
  const title = copy.acceptTitle(request.resident.name, requestKinds[request.kind]);
  return <ConfirmDialog {...shared} title={title} text={copy.acceptText} confirm={copy.accept} mutation={accept} onConfirm={() => accept.mutate({ requestId: request.requestId, practitionerId: null })} onClose={onClose} />;
}

function RefuseDialog({ request, onDone, onClose }: AnswerDialogProps) {
  const trpc = useTRPC();
  const [reason, setReason] = useState('');
  const refuse = useMutation(trpc.contractRequest.refuse.mutationOptions({ onSuccess: onDone }));
  const title = copy.refuseTitle(request.resident.name, requestKinds[request.kind]);
  return (
    <ConfirmDialog {...shared} title={title} text={copy.refuseText} confirm={copy.refuse} mutation={refuse} onConfirm={() => refuse.mutate({ requestId: request.requestId, reason })} onClose={onClose}>
      <Form layout="vertical">
        <Form.Item label={copy.reason} htmlFor="refuse-reason" required>
          <Input.TextArea id="refuse-reason" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
    </ConfirmDialog>
  );
}

function WithdrawRequestDialog({ request, onDone, onClose }: AnswerDialogProps) {
  const trpc = useTRPC();
  const withdraw = useMutation(trpc.contractRequest.withdraw.mutationOptions({ onSuccess: onDone }));
  return (
    <ConfirmDialog {...shared} title={copy.withdrawTitle} text={copy.withdrawText} confirm={copy.withdraw} mutation={withdraw} onConfirm={() => withdraw.mutate({ requestId: request.requestId, reason: null })} onClose={onClose} />
  );
}
