'use client';

import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { coverage as copy } from '@/app/_copy/coverage';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { ExportButton } from '@/app/_ui/export-button';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useUrlFilters } from '@/app/_ui/url-filters';
import styles from './coverage.module.css';
import { Groups, Institutions, Teams } from './tables';
import { Totals, Work } from './totals';
import { Trend } from './trend';

export type Board = RouterOutputs['coverage']['board'];

const defaults = { on: '', part: '' };

/** Who is signed, against what is aimed at, and what teams have done: by alliance, institution, team and key group. */
export default function CoveragePage() {
  const trpc = useTRPC();
  const [filters, setFilters] = useUrlFilters(defaults);
  const found = useQuery(trpc.coverage.board.queryOptions({ on: filters.on || null }));
  const board = found.data;
  return (
    <Page
      title={copy.title}
      description={board ? `${copy.asOf(board.on)}。${copy.description}` : copy.description}
      actions={
        <>
          <ExportButton name="coverage" query={{ on: filters.on }} />
          <Button onClick={() => window.print()}>{copy.print}</Button>
        </>
      }
    >
      <form role="search" aria-label={copy.filter} className={styles.filters} onSubmit={(event) => event.preventDefault()}>
        <div className={styles.field}>
          <label htmlFor="coverage-on">{copy.on}</label>
          <Input id="coverage-on" type="date" value={filters.on || (board?.on ?? '')} onChange={(event) => setFilters({ on: event.target.value })} />
        </div>
        {board && board.alliances.length > 1 ? (
          <Choice label={copy.part} value={filters.part} onChange={(part) => setFilters({ part })} options={[['', copy.allParts], ...board.alliances.map(({ code, name }) => [code ?? '', name ?? ''] as const)]} />
        ) : null}
      </form>
      <RefusalList error={found.error} />
      {board ? <BoardParts board={board} part={filters.part} on={filters.on} /> : found.error ? null : <p role="status">{shell.loading}</p>}
    </Page>
  );
}

function BoardParts({ board, part, on }: { readonly board: Board; readonly part: string; readonly on: string }) {
  const alliance = board.alliances.find(({ code }) => code === part) ?? null;
  const inPart = new Set(board.institutions.filter(({ allianceId }) => alliance === null || allianceId === alliance.code).map(({ code }) => code));
  const whole = alliance ?? board.total;
  return (
    <>
      <Section title={alliance?.name ?? copy.total.title}>
        <Totals line={whole} targets={alliance === null ? board.targets : null} />
      </Section>
      <Section title={copy.work.title}>
        <Work line={whole} />
      </Section>
      <Section title={copy.institutions.title}>
        <Institutions lines={board.institutions.filter(({ code }) => inPart.has(code))} noHome={alliance === null ? board.noHome : null} total={whole} />
      </Section>
      {alliance === null ? (
        <Section title={copy.groups.title}>
          <Groups groups={board.groups} />
        </Section>
      ) : null}
      <Section title={copy.teams.title}>
        <Teams teams={board.teams.filter(({ institutionCode }) => inPart.has(institutionCode))} />
      </Section>
      {alliance === null ? (
        <Section title={copy.trend.title}>
          <Trend on={on || null} />
        </Section>
      ) : null}
    </>
  );
}
