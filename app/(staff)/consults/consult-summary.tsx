'use client';

import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { consult as copy } from '@/app/_copy/consult';
import { consultTypes } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { DataTable } from '@/app/_ui/data-table';
import { Section } from '@/app/_ui/page';
import { dayOfInstant, firstDayOf, isDay, monthOf } from '@/server/domain/kernel/calendar-day';

/** How many consults were asked and answered in some days, by hospital and type, and how many people that helped. */
export function ConsultSummary() {
  const trpc = useTRPC();
  const [today] = useState(() => dayOfInstant(Date.now()));
  const [span, setSpan] = useState(() => ({ fromDay: firstDayOf(monthOf(today)), toDay: today }));
  const isSpan = isDay(span.fromDay) && isDay(span.toDay);
  const found = useQuery(trpc.consult.summary.queryOptions(span, { enabled: isSpan }));
  const rows = (found.data ?? []).map((row) => ({ ...row, id: `${row.institutionCode} ${row.type}` }));
  const { columns } = copy.summary;
  return (
    <Section title={copy.summary.title}>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, marginBottom: 16 }}>
        {(['fromDay', 'toDay'] as const).map((name) => (
          <Form.Item key={name} layout="vertical" label={name === 'fromDay' ? copy.summary.from : copy.summary.to} htmlFor={`consult-${name}`} style={{ marginBottom: 0 }}>
            <Input id={`consult-${name}`} type="date" value={span[name]} onChange={(event) => setSpan({ ...span, [name]: event.target.value })} />
          </Form.Item>
        ))}
      </div>
      <DataTable
        rowKey="id"
        label={copy.summary.title}
        query={{ ...found, data: found.data && { rows, total: rows.length } }}
        page={1}
        pageSize={Math.max(rows.length, 1)}
        onPage={() => undefined}
        emptyText={copy.summary.empty}
        columns={[
          { title: columns.institution, dataIndex: 'institutionName' },
          { title: columns.type, key: 'type', render: (_, row) => consultTypes[row.type] },
          { title: columns.asked, dataIndex: 'asked', align: 'right' },
          { title: columns.answered, dataIndex: 'answered', align: 'right' },
          { title: columns.people, dataIndex: 'people', align: 'right' },
        ]}
      />
    </Section>
  );
}
