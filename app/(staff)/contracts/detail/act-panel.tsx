'use client';

import { useState } from 'react';
import { contractActs as copy } from '@/app/_copy/contract-acts';
import { Button } from '@/app/_ui/button';
import { Section } from '@/app/_ui/page';
import { WhyNot } from '@/app/_ui/why-not';
import type { ContractDetail } from '../use-contract';
import { CorrectDialog } from './correct-dialog';
import { RenewDialog } from './renew-dialog';
import { TerminateDialog } from './terminate-dialog';
import { TransferDialog } from './transfer-dialog';
import { WithdrawDialog } from './withdraw-dialog';

type Act = ContractDetail['acts'][number]['act'];

interface ActPanelProps {
  readonly shown: ContractDetail;
  /** Afterwards, with the contract to look at, where it is another one. */
  readonly onDone: (contractId: string) => void;
}

/** What can be done with the contract; where something cannot, the reason stands in the button's place. */
export function ActPanel({ shown, onDone }: ActPanelProps) {
  const [open, setOpen] = useState<Act | null>(null);
  const close = () => setOpen(null);
  const done = (contractId: string) => {
    close();
    onDone(contractId);
  };
  const dialog = { shown, onDone: done, onClose: close };
  return (
    <Section title={copy.title}>
      {shown.acts.length === 0 ? <p>{copy.none}</p> : null}
      {shown.acts.map(({ act, whyNot }) =>
        whyNot.length > 0 ? (
          <WhyNot key={act} title={copy.whyNot(copy.acts[act])} refusals={whyNot} />
        ) : (
          <p key={act}>
            <Button danger={act === 'end' || act === 'withdraw_consent'} onClick={() => setOpen(act)}>
              {copy.acts[act]}
            </Button>{' '}
            {copy.hints[act]}
          </p>
        ),
      )}
      {open === 'renew' ? <RenewDialog {...dialog} /> : null}
      {open === 'transfer' ? <TransferDialog {...dialog} /> : null}
      {open === 'correct' ? <CorrectDialog {...dialog} /> : null}
      {open === 'withdraw_consent' ? <WithdrawDialog {...dialog} /> : null}
      {open === 'end' ? <TerminateDialog contractId={shown.id} residentName={shown.resident.name} onDone={() => done(shown.id)} onClose={close} /> : null}
    </Section>
  );
}
