'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { assessment as copy } from '@/app/_copy/assessment';
import { assessedKinds as kindLabels, assessmentStatuses as statusLabels } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { YearChoice, useLastYear } from '@/app/_ui/year-choice';
import { assessedKinds, assessmentStatuses } from '@/server/domain/assessment/assessment';
import { AssessmentTable } from './assessment-table';
import styles from './assessments.module.css';
import { ImportDialog } from './import-dialog';

const noFilter = { year: '', kind: 'alliance', state: '' };

/** A year's assessment scores, those that are missing beside those that are there. */
export default function AssessmentsPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(noFilter);
  const [isImporting, setImporting] = useState(false);
  const lastYear = useLastYear();
  const year = /^(19|20)\d{2}$/.test(filters.year) ? filters.year : lastYear;
  const list = useQuery(trpc.assessment.list.queryOptions({ year }));
  const rows = (list.data?.rows ?? []).filter(
    ({ kind, entry }) => (filters.kind === '' || kind === filters.kind) && (filters.state === '' || (entry?.status ?? 'missing') === filters.state),
  );
  const isOpen = list.data?.isSettled === false;
  return (
    <Page title={copy.title} description={copy.description} actions={can('assessment:enter') && isOpen ? <Button onClick={() => setImporting(true)}>{copy.import.open}</Button> : null}>
      <form className={styles.filter} role="search" aria-label={copy.filter} onSubmit={(event) => event.preventDefault()}>
        <YearChoice label={copy.year} value={year} onChange={(chosen) => setFilters({ year: chosen })} />
        <Choice label={copy.kind} value={filters.kind} onChange={(kind) => setFilters({ kind })} options={[['', copy.anyKind], ...assessedKinds.map((kind) => [kind, kindLabels[kind]] as const)]} />
        <Choice
          label={copy.state}
          value={filters.state}
          onChange={(state) => setFilters({ state })}
          options={[['', copy.anyState], ['missing', copy.missing], ...assessmentStatuses.map((status) => [status, statusLabels[status]] as const)]}
        />
      </form>
      {list.data?.isSettled === true ? <p>{copy.settled(year)}</p> : null}
      <RefusalList error={list.error} />
      {list.data ? <AssessmentTable year={year} rows={rows} isOpen={isOpen} /> : list.error ? null : <p role="status">{shell.loading}</p>}
      {isImporting ? <ImportDialog year={year} onEnd={() => setImporting(false)} /> : null}
    </Page>
  );
}
