'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { carePlan as copy } from '@/app/_copy/care-plan';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { formatInstant } from '@/app/_ui/moment';
import { Facts } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { DrugTable, factsOf } from './plan-content';
import type { CareDetail } from './use-plan-draft';

/** Every wording that was handed over: when, by whom, why it was changed, and word for word when it is asked for. */
export function PlanRevisions({ referralId, revisions }: { readonly referralId: string; readonly revisions: CareDetail['revisions'] }) {
  const [shown, setShown] = useState<number | null>(null);
  return (
    <details>
      <summary>{copy.panel.revisions}</summary>
      <ul>
        {revisions.map(({ revision, at, byName, reason }) => (
          <li key={revision} style={{ marginBottom: 6 }}>
            {copy.panel.revision(revision, formatInstant(at), byName, reason)}{' '}
            <Button size="small" aria-expanded={shown === revision} onClick={() => setShown(shown === revision ? null : revision)}>
              {copy.panel.seeRevision}
            </Button>
            {shown === revision ? <Wording referralId={referralId} revision={revision} /> : null}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Wording({ referralId, revision }: { readonly referralId: string; readonly revision: number }) {
  const trpc = useTRPC();
  const found = useQuery(trpc.care.revision.queryOptions({ referralId, revision }, { refetchOnWindowFocus: false, refetchOnReconnect: false }));
  if (!found.data) return found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>;
  return (
    <div role="region" aria-label={copy.panel.shownRevision(revision)}>
      <Facts items={factsOf(found.data.content)} />
      <DrugTable drugs={found.data.content.drugs} />
    </div>
  );
}
