'use client';

import { useMutation } from '@tanstack/react-query';
import { Checkbox, Form, Input } from 'antd';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { consult as copy } from '@/app/_copy/consult';
import { referralKinds, referralPriorities } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useScopes } from '@/app/_ui/use-self';
import { opinionLimit } from '@/server/domain/referral/texts';
import type { ReferralAction, ReferralKind } from '@/server/domain/referral/codes';
import type { ReferralDetail } from '../../referrals/use-referral';
import { ActButtons, useConsultReload } from './act-buttons';

type Act = 'reply' | 'ask_again' | 'convert' | 'close';
interface ActProps {
  readonly shown: ReferralDetail;
  readonly onClose: () => void;
}

/** What the actor can do with a consult now, one thing at a time. */
export function ConsultActs({ shown }: { readonly shown: ReferralDetail }) {
  const [act, setAct] = useState<Act | null>(null);
  const possible = usePossible(shown);
  if (possible.length === 0) return null;
  const close = () => setAct(null);
  return (
    <Section title={act === null ? copy.detail.acts : copy.detail[act === 'ask_again' ? 'askAgain' : act]}>
      {act === null ? (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          {possible.map((each, at) => (
            <Button key={each} type={at === 0 ? 'primary' : 'default'} onClick={() => setAct(each)}>
              {copy.detail[each === 'ask_again' ? 'askAgain' : each]}
            </Button>
          ))}
        </div>
      ) : null}
      {act === 'reply' ? <Reply shown={shown} onClose={close} /> : null}
      {act === 'ask_again' ? <AskAgain shown={shown} onClose={close} /> : null}
      {act === 'convert' ? <Convert shown={shown} onClose={close} /> : null}
      {act === 'close' ? <Close shown={shown} onClose={close} /> : null}
    </Section>
  );
}

/** The steps the server lets this actor take, and turning it into a referral: by whoever was asked if that was allowed, by the author once it is answered. */
function usePossible({ referral, sides, actions }: ReferralDetail): Act[] {
  const can = useScopes();
  const open = (action: ReferralAction) => actions.some((offered) => offered.action === action && offered.refusals.length === 0);
  const answered = referral.status === 'completed';
  const mayConvert = sides.includes('receiver') ? referral.mayConvert && (answered || open('reply')) : sides.includes('sender') && answered;
  const acts: readonly (readonly [Act, boolean])[] = [
    ['reply', open('reply')],
    ['ask_again', open('ask_again')],
    ['convert', can('consult:talk') && mayConvert],
    ['close', open('close')],
  ];
  return acts.flatMap(([act, isOpen]) => (isOpen ? [act] : []));
}

function Reply({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const reload = useConsultReload();
  const [findings, setFindings] = useState('');
  const [opinion, setOpinion] = useState('');
  const reply = useMutation(trpc.consult.reply.mutationOptions({ onSuccess: reload }));
  const { id: referralId } = shown.referral;
  return (
    <Form layout="vertical" style={{ maxWidth: 720 }} onFinish={() => reply.mutate({ referralId, version: shown.version, opinion, findings })}>
      <Form.Item label={copy.detail.replyFindings} htmlFor="consult-reply-findings" extra={copy.detail.replyFindingsHint}>
        <Input.TextArea id="consult-reply-findings" rows={4} value={findings} onChange={(event) => setFindings(event.target.value)} />
      </Form.Item>
      <Form.Item label={copy.detail.replyOpinion} htmlFor="consult-reply-opinion" required extra={copy.form.count([...opinion.trim()].length, opinionLimit)}>
        <Input.TextArea id="consult-reply-opinion" rows={3} value={opinion} onChange={(event) => setOpinion(event.target.value)} />
      </Form.Item>
      <RefusalList error={reply.error} />
      <ActButtons label={copy.detail.replySubmit} isPending={reply.isPending} onClose={onClose} />
    </Form>
  );
}

function AskAgain({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const reload = useConsultReload();
  const [question, setQuestion] = useState('');
  const ask = useMutation(trpc.consult.askAgain.mutationOptions({ onSuccess: reload }));
  return (
    <Form layout="vertical" style={{ maxWidth: 720 }} onFinish={() => ask.mutate({ referralId: shown.referral.id, version: shown.version, question })}>
      <Form.Item label={copy.detail.askAgainText} htmlFor="consult-ask-again" required>
        <Input.TextArea id="consult-ask-again" rows={3} value={question} onChange={(event) => setQuestion(event.target.value)} />
      </Form.Item>
      <RefusalList error={ask.error} />
      <ActButtons label={copy.detail.askAgainSubmit} isPending={ask.isPending} onClose={onClose} />
    </Form>
  );
}

const kinds = ['outpatient', 'inpatient', 'exam', 'rehabilitation'] as const satisfies readonly ReferralKind[];
const priorities = ['routine', 'urgent', 'emergency'] as const;

function Convert({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const reload = useConsultReload();
  const { referral } = shown;
  const [kind, setKind] = useState<(typeof kinds)[number]>('outpatient');
  const [priority, setPriority] = useState(referral.priority);
  const [opinion, setOpinion] = useState('');
  const [consented, setConsented] = useState(false);
  const convert = useMutation(
    trpc.consult.convert.mutationOptions({
      onSuccess: async ({ id }) => {
        await reload();
        router.push(`/referrals/detail?id=${id}`);
      },
    }),
  );
  const submit = () => convert.mutate({ referralId: referral.id, version: shown.version, kind, priority, opinion, consented });
  return (
    <Form layout="vertical" style={{ maxWidth: 720 }} onFinish={submit}>
      <p>{copy.detail.convertText}</p>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, marginBottom: 16 }}>
        <Choice label={copy.detail.convertKind} value={kind} options={kinds.map((each) => [each, referralKinds[each]])} onChange={(value) => setKind(kinds.find((known) => known === value) ?? 'outpatient')} />
        <Choice
          label={copy.detail.facts.priority}
          value={priority}
          options={priorities.map((each) => [each, referralPriorities[each]])}
          onChange={(value) => setPriority(priorities.find((known) => known === value) ?? 'routine')}
        />
      </div>
      {referral.status === 'completed' ? null : (
        <Form.Item label={copy.detail.replyOpinion} htmlFor="consult-convert-opinion" required extra={copy.form.count([...opinion.trim()].length, opinionLimit)}>
          <Input.TextArea id="consult-convert-opinion" rows={3} value={opinion} onChange={(event) => setOpinion(event.target.value)} />
        </Form.Item>
      )}
      {referral.mayConvert ? (
        <p>{copy.detail.convertAllowed}</p>
      ) : (
        <Form.Item>
          <Checkbox checked={consented} onChange={(event) => setConsented(event.target.checked)}>
            {copy.detail.convertConsent}
          </Checkbox>
        </Form.Item>
      )}
      <RefusalList error={convert.error} />
      <ActButtons label={copy.detail.convertSubmit} isPending={convert.isPending} onClose={onClose} />
    </Form>
  );
}

function Close({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const reload = useConsultReload();
  const atHome = useMutation(trpc.care.closeAtHome.mutationOptions({ onSuccess: reload }));
  const there = useMutation(trpc.care.close.mutationOptions({ onSuccess: reload }));
  const close = shown.sides.includes('sender') ? atHome : there;
  return (
    <Form layout="vertical" onFinish={() => close.mutate({ referralId: shown.referral.id, version: shown.version })}>
      <p>{copy.detail.closeText}</p>
      <RefusalList error={close.error} />
      <ActButtons label={copy.detail.closeSubmit} isPending={close.isPending} onClose={onClose} />
    </Form>
  );
}
