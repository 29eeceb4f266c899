'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { agreement as copy } from '@/app/_copy/agreement';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { AgreementPaper } from '@/app/_ui/agreement-paper';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatDay, formatInstant } from '@/app/_ui/moment';
import { nowrap } from '@/app/_ui/nowrap';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { useScopes } from '@/app/_ui/use-self';

type Template = RouterOutputs['agreement']['templates'][number];

/** The texts that residents sign: which is shown today, which comes, which was; any of them filled as an example. */
export default function AgreementsPage() {
  const trpc = useTRPC();
  const can = useScopes();
  const templates = useQuery(trpc.agreement.templates.queryOptions());
  const preview = useMutation(trpc.agreement.previewTemplate.mutationOptions());
  return (
    <Page
      title={copy.list.title}
      description={copy.list.description}
      actions={
        can('agreement:manage') ? (
          <Link href="/agreements/new">
            <Button type="primary">{copy.list.add}</Button>
          </Link>
        ) : null
      }
    >
      <RefusalList error={templates.error ?? preview.error} />
      <TemplateTable rows={templates.data} mayAdd={can('agreement:manage')} onView={({ kind, title, body }) => preview.mutate({ kind, title, body })} />
      {preview.data ? <Preview key={preview.submittedAt} document={preview.data} /> : null}
    </Page>
  );
}

interface TemplateTableProps {
  readonly rows: readonly Template[] | undefined;
  readonly mayAdd: boolean;
  readonly onView: (row: Template) => void;
}

function TemplateTable({ rows, mayAdd, onView }: TemplateTableProps) {
  const { columns } = copy.list;
  return (
    <ScrollArea label={copy.list.tableLabel}>
      <Table<Template>
        rowKey={({ kind, version }) => `${kind}/${version}`}
        rows={rows ?? []}
        isLoading={rows === undefined}
        emptyText={copy.list.none}
        columns={[
          { title: columns.kind, key: 'kind', ...nowrap, render: (_, row) => copy.kinds[row.kind] },
          { title: columns.version, key: 'version', ...nowrap, dataIndex: 'version' },
          { title: columns.title, key: 'title', dataIndex: 'title' },
          { title: columns.from, key: 'from', ...nowrap, render: (_, row) => formatDay(row.inForceFrom) },
          { title: columns.standing, key: 'standing', ...nowrap, render: (_, row) => copy.list.standings[row.standing] },
          {
            title: columns.author,
            key: 'author',
            render: (_, row) => (row.createdByName === null ? copy.list.shipped : copy.list.author(row.createdByName, formatInstant(row.createdAt))),
          },
          {
            title: copy.list.view,
            key: 'view',
            render: (_, row) => (
              <span style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
                <Button aria-label={copy.list.viewOf(row.title, row.version)} onClick={() => onView(row)}>
                  {copy.list.view}
                </Button>
                {mayAdd ? (
                  <Link href={`/agreements/new?kind=${row.kind}&from=${encodeURIComponent(row.version)}`}>
                    <Button>{copy.list.copy}</Button>
                  </Link>
                ) : null}
              </span>
            ),
          },
        ]}
      />
    </ScrollArea>
  );
}

function Preview({ document }: { readonly document: RouterOutputs['agreement']['previewTemplate'] }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.focus();
    place.current?.scrollIntoView({ block: 'start' });
  }, []);
  return (
    <div ref={place} tabIndex={-1}>
      <Section title={copy.list.previewTitle}>
        <AgreementPaper document={document} />
      </Section>
    </div>
  );
}
