'use client';

import { useQuery } from '@tanstack/react-query';
import { diagnosis as copy } from '@/app/_copy/diagnosis';
import { labelOf } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { formatInstant } from '@/app/_ui/moment';
import { Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import ui from '@/app/_ui/ui.module.css';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { BatchProgress } from '../visits/import/batch-progress';
import { UploadList } from './upload-list';

const defaults = { batch: '', page: '1' };

/** The lists that diagnoses are chosen from: which is offered, which come, and importing another one. */
export default function DiagnosesPage() {
  const [{ batch, page }, setFilters] = useUrlFilters(defaults);
  return (
    <Page title={copy.title} description={copy.description}>
      <Lists batch={batch} />
      <UploadList onStarted={(batchId) => setFilters({ batch: batchId, page: '1' })} />
      {batch === '' ? null : <BatchProgress key={batch} batchId={batch} expectedRows={null} page={Math.max(1, Number(page) || 1)} onPage={(next) => setFilters({ page: String(next) })} />}
    </Page>
  );
}

function Lists({ batch }: { readonly batch: string }) {
  const trpc = useTRPC();
  // While an import runs, the list it makes becomes ready by itself.
  const lists = useQuery(trpc.diagnosis.versions.queryOptions(undefined, { refetchInterval: batch === '' ? false : 3000 }));
  if (!lists.data) return lists.error ? <RefusalList error={lists.error} /> : <p role="status">{shell.loading}</p>;
  return (
    <Section title={copy.lists}>
      {lists.data.length === 0 ? (
        <p>{copy.empty}</p>
      ) : (
        <div className={ui.tableScroll} tabIndex={0} role="group" aria-label={copy.lists}>
          <table style={{ width: '100%', borderCollapse: 'collapse' }}>
            <thead>
              <tr>
                {Object.values(copy.columns).map((name) => (
                  <th key={name} scope="col" style={{ padding: '8px 12px', textAlign: 'left' }}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {lists.data.map(({ version, inForceFrom, entries, status, inForce, createdAt, createdByName }) => (
                <tr key={version}>
                  {[version, inForceFrom, String(entries), inForce ? copy.inForce : labelOf(copy.statuses, status), copy.created(createdByName, formatInstant(createdAt))].map((cell, at) => (
                    <td key={at} style={{ padding: '8px 12px' }}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
