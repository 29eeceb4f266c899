'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { quota as copy } from '@/app/_copy/quota';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { addDays, dayOfInstant, isDay } from '@/server/domain/kernel/calendar-day';
import { ComplianceTable } from './compliance-table';
import { PublishForm } from './publish-form';
import { WeekGrid } from './week-grid';

const defaults = { day: '', month: '' };

/** The week's clinics with their reserved places, publishing, and the month beside its target. */
export default function QuotasPage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters(defaults);
  const can = useScopes();
  const [today] = useState(() => dayOfInstant(Date.now()));
  const [isPublishing, setPublishing] = useState(false);
  const day = isDay(filters.day) ? filters.day : today;
  const week = useQuery(trpc.quota.week.queryOptions({ day, institutionCode: null }, { placeholderData: keepPreviousData }));
  const go = (next: string) => setFilters({ day: next === today ? '' : next });
  return (
    <Page
      title={copy.title}
      description={copy.description}
      actions={
        can('quota:publish') ? (
          <Button type="primary" aria-expanded={isPublishing} onClick={() => setPublishing(!isPublishing)}>
            {copy.publish}
          </Button>
        ) : null
      }
    >
      {isPublishing ? <PublishForm onClose={() => setPublishing(false)} /> : null}
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
        {week.data ? <WeekGrid week={week.data} canPublish={can('quota:publish')} /> : week.error ? null : <p role="status">{shell.loading}</p>}
      </Section>
      <ComplianceTable month={filters.month || day.slice(0, 7)} onMonth={(month) => setFilters({ month })} />
    </Page>
  );
}
