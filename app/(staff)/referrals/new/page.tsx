'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { referralForm as copy } from '@/app/_copy/referral-form';
import { shell } from '@/app/_copy/shell';
import { useTRPCClient } from '@/app/_trpc/client';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { DraftEditor } from './draft-editor';
import { DraftList } from './draft-list';
import { ResidentStep } from './resident-step';

/** A referral from the resident to sending it. It is a draft on the server from the moment the resident is chosen. */
export default function NewReferralPage() {
  const router = useRouter();
  const residentId = useSearchParams().get('resident') ?? '';
  const choose = (chosen: string) => router.push(chosen === '' ? '/referrals/new' : `/referrals/new?resident=${encodeURIComponent(chosen)}`);
  return (
    <Page title={copy.title} description={copy.description}>
      <ResidentStep residentId={residentId} onChoose={choose} />
      {residentId === '' ? <DraftList onOpen={choose} /> : <Begun key={residentId} residentId={residentId} />}
    </Page>
  );
}

/** The draft for this resident: begun now, or gone on with. */
function Begun({ residentId }: { readonly residentId: string }) {
  const client = useTRPCClient();
  // Asked for once a visit to the page: what comes back later would overwrite what is being typed.
  const draft = useQuery({
    queryKey: ['referral-draft', residentId],
    queryFn: () => client.referralDraft.start.mutate({ residentId }),
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false, refetchOnMount: 'always' as const },
  });
  if (draft.error) return <RefusalList error={draft.error} />;
  if (!draft.data || draft.isFetching) return <p role="status">{shell.loading}</p>;
  return <DraftEditor key={draft.data.id} draft={draft.data} />;
}
