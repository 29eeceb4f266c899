'use client';

import { referral as referralCopy } from '@/app/_copy/referral';
import { waiting as copy } from '@/app/_copy/waiting';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { dayOfInstant, firstDayOf, monthOf } from '@/server/domain/kernel/calendar-day';
import { useState } from 'react';
import styles from '../worklist.module.css';
import { OffersView } from './offers-view';
import { QueueView } from './queue-view';

const defaults = { view: 'list', list: '', kind: '', outcome: '', hand: '', from: '', to: '', offer: '', page: '1' };
export type WaitingFilters = typeof defaults;
export type SetWaitingFilters = (changes: Partial<WaitingFilters>) => void;

/** The waiting lists of the hospital in their order, and the record of every place that was offered from them. */
export default function WaitingPage() {
  const [filters, setFilters] = useUrlFilters(defaults);
  const [today] = useState(() => dayOfInstant(Date.now()));
  const view = filters.view === 'offers' ? 'offers' : 'list';
  return (
    <Page
      title={copy.title}
      description={copy.description}
      actions={
        <Link href="/referrals">
          <Button>{referralCopy.detail.back}</Button>
        </Link>
      }
    >
      <ul className={styles.tabs} aria-label={copy.views.label}>
        {(['list', 'offers'] as const).map((each) => (
          <li key={each}>
            <button type="button" aria-pressed={each === view} onClick={() => setFilters({ view: each })}>
              {copy.views[each]}
            </button>
          </li>
        ))}
      </ul>
      {view === 'list' ? (
        <QueueView filters={filters} setFilters={setFilters} />
      ) : (
        <OffersView filters={{ ...filters, from: filters.from || firstDayOf(monthOf(today)), to: filters.to || today }} setFilters={setFilters} />
      )}
    </Page>
  );
}
