'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { duplicate as copy } from '@/app/_copy/duplicate';
import { matchDoubtWords, matchReasonWords } from '@/app/_copy/duplicate-words';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useScopes } from '@/app/_ui/use-self';
import { MergeForm } from './merge-form';
import { NotSame } from './not-same';
import { SideBySide } from './side-by-side';

/** Two records beside each other: to be merged, or said to be two people's. */
export default function ComparePage() {
  const trpc = useTRPC();
  const can = useScopes();
  const search = useSearchParams();
  const ids = { firstId: search.get('first') ?? '', secondId: search.get('second') ?? '' };
  const compared = useQuery(trpc.duplicate.compare.queryOptions(ids, { staleTime: 60_000, refetchOnWindowFocus: false }));
  const data = compared.data;
  const isMerged = data !== undefined && (data.first.mergedIntoId !== null || data.second.mergedIntoId !== null);
  const { pair } = data ?? {};
  return (
    <Page title={copy.detail.title} description={copy.detail.description} actions={<Link href="/residents/duplicates">{copy.detail.back}</Link>}>
      <RefusalList error={compared.error} />
      {compared.isPending ? <p>{shell.loading}</p> : null}
      {data ? (
        <>
          <p>
            {copy.likeness(data.score, false)} {data.reasons.map((reason) => matchReasonWords[reason]).join('、')}
            {data.doubts.length > 0 ? ` ${copy.doubt(data.doubts.map((doubt) => matchDoubtWords[doubt]).join('、'))}` : ''}
          </p>
          {pair?.status === 'not_same' ? <p>{copy.detail.decided(pair.decidedByName ?? '', formatInstant(pair.decidedAt), pair.note ?? '')}</p> : null}
          <Section title={copy.detail.particulars}>
            <SideBySide comparison={data} />
          </Section>
          {isMerged ? <p>{copy.detail.mergedAlready}</p> : null}
          {can('resident:merge') && !isMerged ? (
            <>
              <Section title={copy.merge.title}>
                <MergeForm key={`${data.first.version} ${data.second.version}`} comparison={data} />
              </Section>
              {pair && pair.status !== 'merged' ? <NotSame pair={pair} /> : null}
            </>
          ) : null}
        </>
      ) : null}
    </Page>
  );
}
