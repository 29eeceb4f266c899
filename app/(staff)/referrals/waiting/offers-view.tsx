'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useId } from 'react';
import { capacityKinds, labelOf } from '@/app/_copy/labels';
import { offerOrigins, offerOutcomes, waiting as copy, waitingStandings } from '@/app/_copy/waiting';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { DataTable } from '@/app/_ui/data-table';
import { formatInstant } from '@/app/_ui/moment';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { capacityKinds as kinds } from '@/server/domain/quota/slot';
import { offerOutcomes as outcomes } from '@/server/domain/waiting/codes';
import styles from '../worklist.module.css';
import { OfferProof } from './offer-proof';
import type { SetWaitingFilters, WaitingFilters } from './page';
import { PriorityCounts } from './priority-counts';

const pageSize = 20;

interface ViewProps {
  readonly filters: WaitingFilters;
  readonly setFilters: SetWaitingFilters;
}

/** What was offered, by the order or with a reason beside it, in numbers and one by one down to who was considered. */
export function OffersView({ filters, setFilters }: ViewProps) {
  const trpc = useTRPC();
  const page = Number(filters.page);
  const filter = {
    institutionCode: null,
    departmentCode: null,
    kind: kinds.find((known) => known === filters.kind) ?? null,
    outcome: outcomes.find((known) => known === filters.outcome) ?? null,
    byHand: filters.hand === '1',
    fromDay: filters.from,
    toDay: filters.to,
  };
  const found = useQuery(trpc.waiting.offers.queryOptions({ ...filter, page, pageSize }, { placeholderData: keepPreviousData }));
  const { columns } = copy.offers;
  return (
    <>
      <Filters filters={filters} setFilters={setFilters} />
      <PriorityCounts filter={filter} />
      {filters.offer === '' ? null : <OfferProof offerId={filters.offer} onClose={() => setFilters({ offer: '', page: filters.page })} />}
      <DataTable
        rowKey="id"
        label={copy.offers.label}
        query={found}
        page={page}
        pageSize={pageSize}
        onPage={(next) => setFilters({ page: String(next) })}
        emptyText={copy.offers.empty}
        columns={[
          { title: columns.at, key: 'at', render: (_, { offeredAt }) => formatInstant(offeredAt) },
          { title: columns.place, key: 'place', render: (_, offer) => copy.offers.place(offer.institutionName, offer.departmentName, offer.resourceName, formatInstant(offer.startsAt)) },
          { title: columns.person, key: 'person', render: (_, { residentName, number }) => `${residentName} ${number}` },
          { title: columns.standing, key: 'standing', render: (_, { standing }) => waitingStandings[standing] },
          { title: columns.rank, key: 'rank', render: (_, { rank, waiting }) => copy.panel.rank(rank, waiting) },
          { title: columns.origin, key: 'origin', render: (_, { origin, reason }) => [offerOrigins[origin], reason === null ? '' : copy.panel.reason(reason)].join(' ').trim() },
          { title: columns.outcome, key: 'outcome', render: (_, { outcome }) => offerOutcomes[outcome] },
          {
            title: columns.proof,
            key: 'proof',
            render: (_, { id, number }) => (
              <Button aria-label={`${copy.offers.proof} ${number}`} onClick={() => setFilters({ offer: id, page: filters.page })}>
                {copy.offers.proof}
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}

function Filters({ filters, setFilters }: ViewProps) {
  const any = ['', copy.offers.any] as const;
  return (
    <form role="search" className={styles.filters} onSubmit={(event) => event.preventDefault()}>
      <DayField label={copy.offers.from} value={filters.from} onChange={(from) => setFilters({ from })} />
      <DayField label={copy.offers.to} value={filters.to} onChange={(to) => setFilters({ to })} />
      <Choice label={copy.offers.kind} value={filters.kind} onChange={(kind) => setFilters({ kind })} options={[any, ...kinds.map((kind) => [kind, labelOf(capacityKinds, kind)] as const)]} />
      <Choice label={copy.offers.outcome} value={filters.outcome} onChange={(outcome) => setFilters({ outcome })} options={[any, ...outcomes.map((outcome) => [outcome, offerOutcomes[outcome]] as const)]} />
      <Checkbox checked={filters.hand === '1'} onChange={(event) => setFilters({ hand: event.target.checked ? '1' : '' })}>
        {copy.offers.hand}
      </Checkbox>
    </form>
  );
}

function DayField({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (day: string) => void }) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={value}
        onChange={(event) => {
          if (isDay(event.target.value)) onChange(event.target.value);
        }}
      />
    </div>
  );
}
