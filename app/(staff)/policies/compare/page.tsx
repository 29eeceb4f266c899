'use client';

import { useQuery } from '@tanstack/react-query';
import { labelOf } from '@/app/_copy/labels';
import { policyScreen } from '@/app/_copy/policy-screen';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Choice } from '@/app/_ui/choice';
import Link from '@/app/_ui/link';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { useUrlFilters } from '@/app/_ui/url-filters';
import type { Parameter } from '@/server/domain/policy/list-parameters';
import { nameOf, valueTexts } from '../parameter-text';
import styles from '../policies.module.css';

const copy = policyScreen.compare;
const noFilter = { before: '', after: '' };

type Comparison = RouterOutputs['policy']['compare'];

/** Two versions side by side: only what differs, with clause and confidence of both. */
export default function ComparePoliciesPage() {
  const trpc = useTRPC();
  const [{ before, after }, setFilters] = useUrlFilters(noFilter);
  const list = useQuery(trpc.policy.list.queryOptions());
  const isChosen = before !== '' && after !== '';
  const found = useQuery(trpc.policy.compare.queryOptions({ beforeId: before, afterId: after }, { enabled: isChosen }));
  const options = [['', copy.pick] as const, ...(list.data ?? []).map(({ id, title, inForceFrom, inForceTo }) => [id, `${title}（${policyScreen.days(inForceFrom, inForceTo)}）`] as const)];
  return (
    <Page title={copy.title} description={copy.description} actions={<Link href="/policies">{copy.back}</Link>}>
      <form role="search" aria-label={copy.filter} className={styles.filter} onSubmit={(event) => event.preventDefault()}>
        <Choice label={copy.before} value={before} onChange={(chosen) => setFilters({ before: chosen })} options={options} />
        <Choice label={copy.after} value={after} onChange={(chosen) => setFilters({ after: chosen })} options={options} />
      </form>
      <RefusalList error={list.error ?? found.error} />
      {!isChosen ? <p>{copy.choose}</p> : found.data ? <Differences comparison={found.data} /> : found.error ? null : <p role="status">{shell.loading}</p>}
    </Page>
  );
}

function Differences({ comparison }: { readonly comparison: Comparison }) {
  const { changes, unchanged, beforeAgeBands, afterAgeBands } = comparison;
  if (changes.length === 0) return <p>{copy.same}</p>;
  return (
    <Section title={copy.counted(changes.length, unchanged)}>
      <ScrollArea label={copy.label}>
        <Table<Comparison['changes'][number]>
          rowKey="key"
          rows={changes}
          size="small"
          columns={[
            { title: copy.columns.name, key: 'name', render: (_, row) => (row.after ? nameOf(row.after, afterAgeBands) : row.before ? nameOf(row.before, beforeAgeBands) : row.key) },
            { title: copy.columns.before, key: 'before', render: (_, { before }) => <Held parameter={before} /> },
            { title: copy.columns.after, key: 'after', render: (_, { after }) => <Held parameter={after} /> },
            { title: copy.columns.parts, key: 'parts', render: (_, row) => partsText(row) },
          ]}
        />
      </ScrollArea>
    </Section>
  );
}

function Held({ parameter }: { readonly parameter: Parameter | null }) {
  if (parameter === null) return copy.missing;
  return (
    <>
      <ul className={styles.values}>
        {valueTexts(parameter).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p>
        <StatusTag kind="confidence" value={parameter.confidence} /> {parameter.clause}
      </p>
    </>
  );
}

function partsText({ before, after, parts }: Comparison['changes'][number]): string {
  if (before === null) return copy.added;
  if (after === null) return copy.removed;
  return parts.map((part) => labelOf(copy.parts, part)).join('、');
}
