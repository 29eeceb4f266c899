'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { capacityKinds, labelOf } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { useScopes } from '@/app/_ui/use-self';
import type { CapacityKind, SlotStatus } from '@/server/domain/quota/slot';
import type { ReferralPriority, ReferralStatus } from '@/server/domain/referral/codes';
import { timeOf } from '../week-grid';
import { CancelForm } from './cancel-form';
import { ResizeForm } from './resize-form';

/** One session: its terms, its reserved places one by one, and what the hospital can change of it. */
export default function SessionPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const sessionId = useSearchParams().get('id') ?? '';
  const [now] = useState(() => Date.now());
  const found = useQuery(trpc.capacity.session.queryOptions({ sessionId }, { enabled: sessionId !== '' }));
  const back = <Link href={found.data ? `/quotas?day=${found.data.session.day}` : '/quotas'}>{copy.back}</Link>;
  if (sessionId === '') {
    return (
      <Page title={copy.session.pageTitle} actions={back}>
        <p>{copy.session.missing}</p>
      </Page>
    );
  }
  if (!found.data) {
    return (
      <Page title={copy.session.pageTitle} actions={back}>
        {found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
      </Page>
    );
  }
  const { session, places } = found.data;
  const isOpen = session.status === 'published' && session.startsAt > now;
  return (
    <Page title={copy.session.title(session.departmentName, session.resourceName)} actions={back}>
      <Section title={`${session.day} ${timeOf(session)}`}>
        <Terms session={session} />
      </Section>
      <Section title={copy.session.places}>
        <Places places={places} />
      </Section>
      {can('quota:publish') && session.status === 'published' ? (
        isOpen ? (
          <>
            <ResizeForm key={session.version} session={session} />
            <CancelForm session={session} />
          </>
        ) : (
          <p>{copy.session.begun}</p>
        )
      ) : null}
    </Page>
  );
}

interface ShownTerms {
  readonly kind: CapacityKind;
  readonly capacity: number;
  readonly reserved: number;
  readonly opensOn: string;
  readonly releaseAt: number;
  readonly borrowAt: number | null;
  readonly scheduleId: string | null;
  readonly status: 'published' | 'cancelled';
  readonly urgentOnly: boolean;
}

function Terms({ session }: { readonly session: ShownTerms }) {
  const words = copy.session.facts;
  const unit = copy.unit[session.kind];
  const state = session.status === 'cancelled' ? copy.session.cancelled : session.urgentOnly ? copy.session.urgentOnly : copy.session.published;
  return (
    <Facts
      items={[
        { name: words.state, value: state },
        { name: words.kind, value: labelOf(capacityKinds, session.kind) },
        { name: words.capacity, value: `${session.capacity} ${unit}` },
        { name: words.reserved, value: `${session.reserved} ${unit}` },
        { name: words.opensOn, value: session.opensOn },
        { name: words.releaseAt, value: formatInstant(session.releaseAt) },
        { name: words.borrowAt, value: session.borrowAt === null ? copy.session.notDealt : formatInstant(session.borrowAt) },
        { name: words.origin, value: session.scheduleId === null ? copy.session.byHand : copy.session.made },
      ]}
    />
  );
}

interface ShownPlace {
  readonly number: number;
  readonly status: SlotStatus;
  readonly dealtTo: string | null;
  readonly expiresAt: number | null;
  readonly referral: { readonly id: string; readonly number: string; readonly status: ReferralStatus; readonly priority: ReferralPriority } | null;
}

function Places({ places }: { readonly places: readonly ShownPlace[] }) {
  const trpc = useTRPC();
  const known = useQuery(trpc.institution.list.queryOptions({ levels: [] }, { staleTime: 300_000 }));
  const nameOf = (code: string) => known.data?.find((place) => place.code === code)?.name ?? code;
  const words = copy.session.columns;
  return (
    <ScrollArea label={copy.session.placesLabel}>
      <Table<ShownPlace>
        rowKey="number"
        rows={places}
        emptyText={copy.session.noPlaces}
        columns={[
          { title: words.number, dataIndex: 'number' },
          { title: words.status, render: (_, { status }) => <StatusTag kind="slot" value={status} /> },
          { title: words.dealtTo, render: (_, { dealtTo }) => (dealtTo === null ? copy.session.anyone : nameOf(dealtTo)) },
          {
            title: words.referral,
            render: (_, { referral }) =>
              referral ? (
                <>
                  <Link href={`/referrals/detail?id=${referral.id}`}>
                    {referral.number}
                  </Link>{' '}
                  <StatusTag kind="priority" value={referral.priority} /> <StatusTag kind="referral" value={referral.status} />
                </>
              ) : null,
          },
          { title: words.until, render: (_, { expiresAt }) => (expiresAt === null ? null : formatInstant(expiresAt)) },
        ]}
      />
    </ScrollArea>
  );
}
