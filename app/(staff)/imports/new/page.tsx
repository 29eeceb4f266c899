'use client';

import { useRouter } from 'next/navigation';
import { imports as copy } from '@/app/_copy/imports';
import Link from '@/app/_ui/link';
import { Page, Section } from '@/app/_ui/page';
import { Segments } from '@/app/_ui/segments';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { type ReviewKind, reviewKinds } from '@/server/domain/import/review';
import { ColumnList } from './column-list';
import { DropForm } from './drop-form';
import { Templates } from './templates';

const defaults = { kind: '' };
const scopes = { residents: 'resident:import', contracts: 'contract:import' } as const satisfies Record<ReviewKind, string>;

/** Choose what a file holds, get a template for it, and upload it to be looked at. */
export default function NewImportPage() {
  const router = useRouter();
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(defaults);
  const offered = reviewKinds.filter((kind) => can(scopes[kind]));
  const kind = offered.find((each) => each === filters.kind) ?? offered[0];
  return (
    <Page title={copy.new.title} description={copy.new.description} actions={<Link href="/imports">{copy.review.back}</Link>}>
      {kind === undefined ? null : (
        <>
          <Section title={copy.new.kind}>
            <Segments label={copy.new.kind} value={kind} onChange={(value) => setFilters({ kind: value })} options={offered.map((value) => ({ value, label: copy.new.kinds[value] }))} />
            <p>{copy.new.kindNotes[kind]}</p>
            <DropForm key={kind} kind={kind} onStarted={(reviewId) => router.push(`/imports/review?id=${reviewId}`)} />
          </Section>
          <Templates kind={kind} />
          <ColumnList kind={kind} />
        </>
      )}
    </Page>
  );
}
