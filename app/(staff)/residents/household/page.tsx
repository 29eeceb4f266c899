'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearchParams } from 'next/navigation';
import { record } from '@/app/_copy/resident-record';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import { useScopes } from '@/app/_ui/use-self';
import { emptySigning, signingDraftKey } from '../../contracts/signing-draft';
import { HouseholdEditor } from './household-editor';

const copy = record.household;

/** Everybody who lives together, what each is to the head, and who of them is signed. */
export default function HouseholdPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const residentId = useSearchParams().get('id') ?? '';
  // Looking leaves a row that the resident sees, so it is not fetched again by itself.
  const found = useQuery(trpc.resident.household.queryOptions({ residentId }, { staleTime: 300_000, refetchOnWindowFocus: false, refetchOnReconnect: false }));
  const household = found.data;
  const name = household?.members[0]?.name;
  const router = useRouter();
  const [, setDraft] = useDraft(signingDraftKey, emptySigning);
  const unsigned = (household?.members ?? []).filter(({ signed, deathDay }) => signed === null && deathDay === null).map(({ id }) => id);
  const goSigning = () => {
    const [first = residentId, ...others] = unsigned;
    setDraft({ ...emptySigning, residentId: first, memberIds: others });
    router.push('/contracts/new');
  };
  return (
    <Page
      title={name === undefined ? copy.title : copy.titleOf(name)}
      description={copy.description}
      actions={
        <>
          <Link href={`/residents/detail?id=${residentId}`}>
            <Button>{copy.back}</Button>
          </Link>
          {can('contract:sign') && unsigned.length > 0 ? (
            <Button type="primary" onClick={goSigning}>
              {copy.sign}
            </Button>
          ) : null}
        </>
      }
    >
      {found.error ? <RefusalList error={found.error} /> : null}
      {found.isPending ? <p role="status">{shell.loading}</p> : null}
      {household ? <HouseholdEditor key={found.dataUpdatedAt} residentId={residentId} household={household} mayChange={can('resident:change')} /> : null}
    </Page>
  );
}
