'use client';

import Link from '@/app/_ui/link';
import { Page } from '@/app/_ui/page';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { imports } from '@/app/_copy/imports';
import { visit as copy } from '@/app/_copy/visit';
import { useState } from 'react';
import { BatchProgress } from './batch-progress';
import { FileColumns } from './file-columns';
import { RecentBatches } from './recent-batches';
import { UploadForm } from './upload-form';

const defaults = { batch: '', page: '1', recent: '1' };

/** Import a file of settled visits: choose it, watch it, and see what was not taken and why. */
export default function ImportPage() {
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(defaults);
  /** How many rows the chosen file seems to have; unknown for an import that was opened from the list. */
  const [expected, setExpected] = useState<{ batchId: string; rows: number | null } | null>(null);
  const { batch } = filters;
  return (
    <Page title={copy.import.title} description={copy.import.description} actions={can('import:review') ? <Link href="/imports">{imports.title}</Link> : null}>
      <UploadForm
        onStarted={(batchId, rows) => {
          setExpected({ batchId, rows });
          setFilters({ batch: batchId });
        }}
      />
      {batch ? (
        <BatchProgress
          key={batch}
          batchId={batch}
          expectedRows={expected?.batchId === batch ? expected.rows : null}
          page={Math.max(1, Number(filters.page) || 1)}
          onPage={(page) => setFilters({ page: String(page) })}
        />
      ) : (
        <FileColumns />
      )}
      <RecentBatches page={Math.max(1, Number(filters.recent) || 1)} onPage={(recent) => setFilters({ recent: String(recent), page: filters.page })} onOpen={(id) => setFilters({ batch: id })} />
    </Page>
  );
}
