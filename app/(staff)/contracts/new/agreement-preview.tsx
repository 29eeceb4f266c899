'use client';

import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { desk as copy } from '@/app/_copy/desk';
import { shell } from '@/app/_copy/shell';
import { useTRPCClient } from '@/app/_trpc/client';
import type { RouterInputs } from '@/app/_trpc/outputs';
import { AgreementPaper } from '@/app/_ui/agreement-paper';
import { RefusalList } from '@/app/_ui/refusal-list';

export type PreviewRequest = RouterInputs['agreement']['preview'];

/** What will be signed, word for word: the consent in full, the agreement to be opened. It follows the form. */
export function AgreementPreview({ request, name }: { readonly request: PreviewRequest | null; readonly name: string }) {
  const client = useTRPCClient();
  const asked = useDeferredValue(request);
  const filled = useQuery({
    queryKey: ['agreement-preview', asked],
    // A mutation by kind, because the form holds an identity number; it writes nothing.
    queryFn: () => (asked ? client.agreement.preview.mutate(asked) : null),
    enabled: asked !== null,
    placeholderData: (before) => before,
    staleTime: 60_000,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  if (request === null) return <p>{copy.consent.notYet}</p>;
  if (filled.error) return <RefusalList error={filled.error} />;
  if (!filled.data) return <p role="status">{shell.loading}</p>;
  return (
    <>
      <AgreementPaper document={filled.data.consent} />
      <details>
        <summary>{copy.consent.agreement(name)}</summary>
        <AgreementPaper document={filled.data.agreement} />
      </details>
    </>
  );
}
