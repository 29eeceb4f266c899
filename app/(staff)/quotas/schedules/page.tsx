'use client';

import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { capacityKinds } from '@/server/domain/quota/slot';
import { CapacityFilters } from '../capacity-filters';
import styles from '../quotas.module.css';
import { ExceptionForm } from './exception-form';
import { ExceptionTable } from './exception-table';
import { type PlanEffect, PlanDone } from './plan-done';
import { ScheduleForm } from './schedule-form';
import { ScheduleTable } from './schedule-table';

const defaults = { kind: '', department: '', institution: '', resource: '', ended: '' };

/** The hospital's weeks, and the days on which it departs from them. */
export default function SchedulesPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(defaults);
  const [writing, setWriting] = useState<'schedule' | 'exception' | null>(null);
  const [done, setDone] = useState<PlanEffect | null>(null);
  const wanted = { institutionCode: filters.institution || null, kind: capacityKinds.find((kind) => kind === filters.kind) ?? null, departmentCode: filters.department || null, withEnded: filters.ended === '1' };
  const plan = useQuery(trpc.capacity.plan.queryOptions(wanted));
  const mayKeep = can('quota:publish');
  const resources = plan.data?.resources ?? [];
  const shown = filters.resource === '' ? resources : resources.filter(({ id }) => id === filters.resource);
  const finish = (effect: PlanEffect) => {
    setDone(effect);
    setWriting(null);
  };
  const toggle = (which: 'schedule' | 'exception') => setWriting(writing === which ? null : which);
  const actions = (
    <>
      <Link href="/quotas">{copy.back}</Link>
      <Link href="/quotas/resources">
        <Button>{copy.resources.link}</Button>
      </Link>
      {mayKeep ? (
        <>
          <Button aria-expanded={writing === 'exception'} onClick={() => toggle('exception')}>
            {copy.schedules.exception}
          </Button>
          <Button type="primary" aria-expanded={writing === 'schedule'} onClick={() => toggle('schedule')}>
            {copy.schedules.add}
          </Button>
        </>
      ) : null}
    </>
  );
  return (
    <Page title={copy.schedules.title} description={copy.schedules.description} actions={actions}>
      {done ? <PlanDone effect={done} /> : null}
      {writing === 'schedule' ? <ScheduleForm resources={shown} onDone={finish} onClose={() => setWriting(null)} /> : null}
      {writing === 'exception' ? <ExceptionForm resources={shown} onDone={finish} onClose={() => setWriting(null)} /> : null}
      <CapacityFilters filters={filters} onChange={setFilters}>
        {filters.resource === '' ? null : <Button onClick={() => setFilters({ resource: '' })}>{copy.schedules.allResources}</Button>}
        <Checkbox checked={filters.ended === '1'} onChange={(event) => setFilters({ ended: event.target.checked ? '1' : '' })}>
          {copy.schedules.withEnded}
        </Checkbox>
      </CapacityFilters>
      <RefusalList error={plan.error} />
      {plan.data ? (
        <>
          {plan.data.unknownYears.length > 0 ? <p className={styles.banner}>{copy.schedules.unknownYears(plan.data.unknownYears)}</p> : null}
          <Section title={copy.schedules.patterns}>
            <ScheduleTable resources={shown} mayKeep={mayKeep} onDone={finish} />
          </Section>
          <Section title={copy.exceptions.title}>
            <ExceptionTable exceptions={plan.data.exceptions.filter(({ resourceId }) => filters.resource === '' || resourceId === null || resourceId === filters.resource)} mayKeep={mayKeep} onDone={finish} />
          </Section>
        </>
      ) : plan.error ? null : (
        <p role="status">{shell.loading}</p>
      )}
    </Page>
  );
}
