'use client';

import { useState } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { Button } from '@/app/_ui/button';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { type ShownResource, type ShownSchedule, daysOf } from '../shown-resource';
import styles from '../quotas.module.css';
import type { PlanEffect } from './plan-done';
import { ScheduleDialog } from './schedule-dialog';

interface Row {
  readonly resource: ShownResource;
  readonly schedule: ShownSchedule;
}

interface ScheduleTableProps {
  readonly resources: readonly ShownResource[];
  readonly mayKeep: boolean;
  readonly onDone: (effect: PlanEffect) => void;
}

/** Each pattern a row, resource by resource. */
export function ScheduleTable({ resources, mayKeep, onDone }: ScheduleTableProps) {
  const [changing, setChanging] = useState<Row | null>(null);
  const words = copy.schedules;
  const rows = resources.flatMap((resource) => resource.schedules.map((schedule): Row => ({ resource, schedule })));
  const terms = ({ urgentOnly, onHolidays, publicLeadDays }: ShownSchedule) => [words.lead(publicLeadDays), ...(urgentOnly ? [words.urgentOnly] : []), ...(onHolidays ? [words.onHolidays] : [])].join('；');
  return (
    <>
      <ScrollArea label={words.patternsLabel}>
        <Table<Row>
          rowKey={({ schedule }) => schedule.id}
          rows={rows}
          emptyText={words.empty}
          columns={[
            {
              title: words.columns.resource,
              render: (_, { resource }) => (
                <>
                  <strong>{resource.name}</strong> <span className={styles.note}>{resource.departmentName}</span>
                </>
              ),
            },
            { title: words.columns.days, render: (_, { schedule }) => daysOf(schedule) },
            { title: words.columns.hours, render: (_, { schedule }) => words.hours(schedule.fromTime, schedule.toTime) },
            { title: words.columns.capacity, render: (_, { resource, schedule }) => `${schedule.capacity} ${copy.unit[resource.kind]}` },
            { title: words.columns.valid, render: (_, { schedule }) => words.valid(schedule.validFrom, schedule.validTo) },
            { title: words.columns.terms, render: (_, { schedule }) => terms(schedule) },
            {
              title: words.columns.acts,
              render: (_, row) =>
                mayKeep ? (
                  <Button size="small" aria-label={words.changeLabel(row.resource.name, daysOf(row.schedule))} onClick={() => setChanging(row)}>
                    {words.change}
                  </Button>
                ) : null,
            },
          ]}
        />
      </ScrollArea>
      {changing ? (
        <ScheduleDialog
          {...changing}
          onClose={() => setChanging(null)}
          onDone={(effect) => {
            setChanging(null);
            onDone(effect);
          }}
        />
      ) : null}
    </>
  );
}
