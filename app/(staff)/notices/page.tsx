'use client';

import { notice as copy } from '@/app/_copy/notice';
import { Page } from '@/app/_ui/page';
import { Segments } from '@/app/_ui/segments';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import type { Scope } from '@/server/domain/permission/scopes';
import { MyNotices } from './my-notices';
import { Outbox } from './outbox';
import { PhoneChanges } from './phone-changes';

const views = ['mine', 'outbox', 'phones'] as const;
type View = (typeof views)[number];
const needed: Readonly<Record<View, Scope>> = { mine: 'worklist:read', outbox: 'notice:read', phones: 'phone:decide' };
const defaults = { view: 'mine', delivery: '', to: '', template: '', page: '1' };

/** What I was told, what went out to whom, and phones that wait for somebody's word. */
export default function NoticesPage() {
  const [filters, setFilters] = useUrlFilters(defaults);
  const can = useScopes();
  const open = views.filter((view) => can(needed[view]));
  const view = open.find((known) => known === filters.view) ?? 'mine';
  return (
    <Page title={copy.title} description={copy.description}>
      <Segments
        label={copy.viewsLabel}
        value={view}
        onChange={(value) => setFilters({ view: value, delivery: '', to: '', template: '' })}
        options={open.map((value) => ({ value, label: copy.views[value] }))}
      />
      {view === 'mine' ? <MyNotices /> : null}
      {view === 'outbox' ? <Outbox filters={filters} onChange={setFilters} /> : null}
      {view === 'phones' ? <PhoneChanges /> : null}
    </Page>
  );
}
