'use client';

import { useState } from 'react';
import { insutypes, keyGroups, labelOf } from '@/app/_copy/labels';
import { record } from '@/app/_copy/resident-record';
import { Button } from '@/app/_ui/button';
import { Section } from '@/app/_ui/page';
import { Table } from '@/app/_ui/table';
import type { Person } from './person';
import { WithdrawCoverageDialog } from './standing-dialogs';

const copy = record.standing;

interface StandingProps {
  readonly person: Person;
  readonly mayCorrect: boolean;
  readonly onDone: (change: { readonly changedVisits: number }) => void;
}

/** What holds of a resident day by day: coverage, key groups, and where they live. */
export function Standing({ person, mayCorrect, onDone }: StandingProps) {
  const [withdrawn, setWithdrawn] = useState<string | null>(null);
  const step = person.coverages.find(({ from }) => from === withdrawn);
  return (
    <>
      <Section title={copy.coverage}>
        <p>{copy.coverageText}</p>
        <Table
          rowKey={(row) => row.from ?? 'ever'}
          rows={person.coverages}
          columns={[
            { title: copy.columns.what, key: 'what', render: (_, { coverage }) => coverageText(coverage) },
            { title: copy.columns.days, key: 'days', render: (_, { from, to }) => record.days(from, to) },
            ...(mayCorrect
              ? [
                  {
                    title: copy.columns.act,
                    key: 'act',
                    render: (_: unknown, { from, to }: Person['coverages'][number]) =>
                      from === null ? null : (
                        <Button size="small" aria-label={record.coverage.withdrawTitle(record.days(from, to))} onClick={() => setWithdrawn(from)}>
                          {record.coverage.withdraw}
                        </Button>
                      ),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <Groups person={person} />
      <Section title={copy.absences}>
        {person.absences.length === 0 ? <p>{copy.noAbsences}</p> : null}
        <ul>
          {person.absences.map(({ from, to }) => (
            <li key={from}>{copy.awayDays(from, to)}</li>
          ))}
        </ul>
      </Section>
      {step?.from ? (
        <WithdrawCoverageDialog
          person={person}
          from={step.from}
          days={record.days(step.from, step.to)}
          onDone={(change) => {
            setWithdrawn(null);
            onDone(change);
          }}
          onClose={() => setWithdrawn(null)}
        />
      ) : null}
    </>
  );
}

/** Today's groups, and the days on which those that are registered hold. */
function Groups({ person }: { readonly person: Person }) {
  const today = person.groupsToday.map((group) => labelOf(keyGroups, group)).join('、');
  return (
    <Section title={copy.groups}>
      <p>{today === '' ? copy.noGroupsToday : copy.groupsToday(today)}</p>
      <p>{copy.groupsText}</p>
      {person.groups.length === 0 ? (
        <p>{copy.noGroups}</p>
      ) : (
        <Table
          rowKey={(row) => `${row.keyGroup}/${row.from ?? ''}`}
          rows={person.groups}
          columns={[
            { title: copy.groupColumns.group, key: 'group', render: (_, row) => labelOf(keyGroups, row.keyGroup) },
            { title: copy.groupColumns.days, key: 'days', render: (_, { from, to }) => record.days(from, to) },
          ]}
        />
      )}
    </Section>
  );
}

export function coverageText(coverage: Person['coverages'][number]['coverage']): string {
  if (coverage === null) return copy.uninsured;
  return copy.insured(labelOf(insutypes, coverage.insutype), coverage.insutype === '310' ? coverage.retired : null);
}
