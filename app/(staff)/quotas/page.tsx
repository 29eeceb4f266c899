'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { capacity } from '@/app/_copy/capacity';
import { quota as copy } from '@/app/_copy/quota';
import { shell } from '@/app/_copy/shell';
import { specialty } from '@/app/_copy/specialty';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { addDays, dayOfInstant, isDay } from '@/server/domain/kernel/calendar-day';
import { capacityKinds } from '@/server/domain/quota/slot';
import { CapacityFilters } from './capacity-filters';
import { ComplianceTable } from './compliance-table';
import { PublishForm } from './publish-form';
import { WeekGrid } from './week-grid';

const defaults = { day: '', month: '', kind: '', department: '', institution: '' };

/** The week's clinics, examinations and beds with their reserved places, and the month beside its target. */
export default function QuotasPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters(defaults);
  const [today] = useState(() => dayOfInstant(Date.now()));
  const [isPublishing, setPublishing] = useState(false);
  const day = isDay(filters.day) ? filters.day : today;
  const wanted = { day, institutionCode: filters.institution || null, kind: capacityKinds.find((kind) => kind === filters.kind) ?? null, departmentCode: filters.department || null };
  const week = useQuery(trpc.quota.week.queryOptions(wanted, { placeholderData: keepPreviousData }));
  const places = useQuery(trpc.institution.list.queryOptions({ levels: ['level1', 'level2', 'level3'] }, { staleTime: 300_000 }));
  const hospitals = new Map(places.data?.map(({ code, name }) => [code, name]));
  const go = (next: string) => setFilters({ day: next === today ? '' : next });
  return (
    <Page title={copy.title} description={copy.description} actions={<Actions isPublishing={isPublishing} onPublish={() => setPublishing(!isPublishing)} />}>
      {isPublishing ? <PublishForm onClose={() => setPublishing(false)} /> : null}
      <CapacityFilters filters={filters} onChange={setFilters} />
      <Section
        title={week.data ? copy.week(week.data.fromDay, week.data.toDay) : copy.calendar}
        actions={
          <>
            <Button onClick={() => go(addDays(day, -7))}>{copy.previousWeek}</Button>
            <Button onClick={() => go(today)}>{copy.thisWeek}</Button>
            <Button onClick={() => go(addDays(day, 7))}>{copy.nextWeek}</Button>
          </>
        }
      >
        <RefusalList error={week.error} />
        {week.data ? <WeekGrid week={week.data} hospitals={hospitals} /> : week.error ? null : <p role="status">{shell.loading}</p>}
      </Section>
      <ComplianceTable month={filters.month || day.slice(0, 7)} onMonth={(month) => setFilters({ month })} />
    </Page>
  );
}

function Actions({ isPublishing, onPublish }: { readonly isPublishing: boolean; readonly onPublish: () => void }) {
  const can = useScopes();
  return (
    <>
      <Link href="/quotas/resources">
        <Button>{capacity.resources.link}</Button>
      </Link>
      <Link href="/quotas/schedules">
        <Button>{capacity.schedules.link}</Button>
      </Link>
      <Link href="/quotas/specialty">
        <Button>{specialty.title}</Button>
      </Link>
      {can('quota:publish') ? (
        <Button type="primary" aria-expanded={isPublishing} onClick={onPublish}>
          {copy.publish}
        </Button>
      ) : null}
    </>
  );
}
