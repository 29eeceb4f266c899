'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { desk as copy } from '@/app/_copy/desk';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import { emptyRegistration } from '../../residents/registration-fields';
import { emptySigning, signingDraftKey } from '../signing-draft';
import { type Signatures, SigningForm } from './signing-form';
import { mainKey } from './signers';
import { type SigningRequest, useSigning } from './use-signing';

/** What came of it is fetched while the server is at work, so that the form is there sooner. */
const SignedPanel = dynamic(() => import('./signed-panel').then((panel) => panel.SignedPanel), { ssr: false, loading: () => <p role="status">{copy.submitting}</p> });

/** The desk: a card or number, the household, team and packages, consent and signature, one submit; then everybody's slip. */
export default function SignPage() {
  const trpc = useTRPC();
  const terms = useQuery(trpc.contract.terms.queryOptions());
  const packages = useQuery(trpc.contract.packages.queryOptions({ residentId: null }));
  const teams = useQuery(trpc.team.list.queryOptions());
  const [draft, setDraft, clear] = useDraft(signingDraftKey, emptySigning);
  const [signatures, setSignatures] = useState<Signatures>({});
  const [sent, setSent] = useState<readonly SigningRequest[]>([]);
  const signing = useSigning(() => {
    clear();
    void teams.refetch();
  });
  const begin = () => {
    clear();
    setSignatures({});
    signing.reset();
  };
  // Whoever is signed leaves the form; the first of those who are not takes the place at the desk.
  const backToForm = () => {
    const [first, ...others] = signing.rows.filter(({ state }) => state.status !== 'signed').map(({ key }) => key);
    const main = first === undefined || first === mainKey ? {} : { residentId: first, person: emptyRegistration };
    setDraft({ ...draft, requestKey: '', ...main, memberIds: others });
    if (first !== mainKey) setSignatures({});
    signing.reset();
  };
  const failure = terms.error ?? packages.error ?? teams.error;
  if (signing.rows.length > 0) {
    return (
      <SignedPanel
        rows={signing.rows}
        isSending={signing.isSending}
        onRetry={() => void signing.send(sent)}
        onBack={backToForm}
        onAgain={begin}
      />
    );
  }
  return (
    <Page title={copy.title} description={copy.description}>
      {failure ? <RefusalList error={failure} /> : null}
      {terms.data && packages.data && teams.data ? (
        <SigningForm
          draft={draft}
          terms={terms.data}
          offered={packages.data.packages}
          teams={teams.data}
          signatures={signatures}
          isSending={signing.isSending}
          onSign={(key, signature) => setSignatures((held) => ({ ...held, [key]: signature }))}
          // A form that was changed is another request; only an unchanged one is a retry.
          onChange={(changes) => setDraft({ ...draft, requestKey: '', ...changes })}
          onReset={begin}
          onSend={(requestKey, requests) => {
            setDraft({ ...draft, requestKey });
            setSent(requests);
            void signing.send(requests);
          }}
        />
      ) : failure ? null : (
        <p role="status">{shell.loading}</p>
      )}
    </Page>
  );
}
