import { imports as copy } from '@/app/_copy/imports';
import { ExportButton } from '@/app/_ui/export-button';
import { Section } from '@/app/_ui/page';
import type { ReviewKind } from '@/server/domain/import/review';

/** Files to be filled in. */
export function Templates({ kind }: { readonly kind: ReviewKind }) {
  return (
    <Section title={copy.new.templates}>
      <p>{copy.new.templatesNote}</p>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        <ExportButton name="template" query={{ kind }} label={copy.new.excel} />
        <ExportButton name="template" query={{ kind, format: 'csv' }} label={copy.new.csv} />
        <ExportButton name="template" query={{ kind: 'institutions' }} label={copy.new.others.institutions} />
        <ExportButton name="template" query={{ kind: 'visits' }} label={copy.new.others.visits} />
      </div>
    </Section>
  );
}
