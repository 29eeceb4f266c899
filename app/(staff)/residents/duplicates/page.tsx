'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { duplicate as copy } from '@/app/_copy/duplicate';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { formatInstant } from '@/app/_ui/moment';
import { Page } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { Segments } from '@/app/_ui/segments';
import { useUrlFilters } from '@/app/_ui/url-filters';
import { useScopes } from '@/app/_ui/use-self';
import { duplicateStatuses } from '@/server/domain/registry/duplicate';
import styles from './duplicates.module.css';
import { MergeHistory } from './merge-history';
import { PairTable } from './pair-table';

const defaults = { tab: 'open', strong: '', page: '1' };
const pageSize = 20;

/** Records that may be of one person, to be compared one pair after another; and what was merged before. */
export default function DuplicatesPage() {
  const can = useScopes();
  const [filters, setFilters] = useUrlFilters(defaults);
  const status = duplicateStatuses.find((each) => each === filters.tab);
  const page = Number(filters.page) || 1;
  return (
    <Page title={copy.title} description={copy.description} actions={can('resident:merge') ? <ScanButton /> : null}>
      <div className={styles.filters}>
        <Segments
          label={copy.filters.label}
          value={filters.tab}
          options={Object.entries(copy.tabs).map(([value, label]) => ({ value, label }))}
          onChange={(value) => setFilters({ tab: value })}
        />
        {status === undefined ? null : (
          <Checkbox checked={filters.strong === 'yes'} onChange={(event) => setFilters({ strong: event.target.checked ? 'yes' : '' })}>
            {copy.filters.onlyStrong}
          </Checkbox>
        )}
      </div>
      {status === undefined ? (
        <MergeHistory page={page} pageSize={pageSize} onPage={(at) => setFilters({ page: String(at) })} />
      ) : (
        <PairTable status={status} onlyStrong={filters.strong === 'yes'} page={page} pageSize={pageSize} onPage={(at) => setFilters({ page: String(at) })} />
      )}
    </Page>
  );
}

function ScanButton() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const scan = useMutation(trpc.duplicate.scan.mutationOptions({ onSuccess: () => client.invalidateQueries({ queryKey: trpc.duplicate.pathKey() }) }));
  const last = useQuery(trpc.duplicate.list.queryOptions({ status: 'open', onlyStrong: false, page: 1, pageSize: 1 }));
  const scanned = last.data?.lastScan;
  return (
    <div>
      <Button type="primary" disabled={scan.isPending} onClick={() => scan.mutate()}>
        {scan.isPending ? copy.scanning : copy.scan}
      </Button>
      <p className={styles.hint} role="status">
        {scan.data ? copy.scanDone(scan.data.found, scan.data.gone) : scanned ? copy.scanned(scanned.residents, formatInstant(scanned.scannedAt), scanned.scannedBy) : last.data ? copy.neverScanned : ''}
      </p>
      <RefusalList error={scan.error} />
    </div>
  );
}
