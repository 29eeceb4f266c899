'use client';

import { useQuery } from '@tanstack/react-query';
import { agreement } from '@/app/_copy/agreement';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import Link from '@/app/_ui/link';
import { formatInstant } from '@/app/_ui/moment';
import { nowrap } from '@/app/_ui/nowrap';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import { useScopes } from '@/app/_ui/use-self';

type ConsentRow = RouterOutputs['consent']['list'][number];

const { consents: copy } = agreement;

/** What a resident agreed to, how, and what of it they took back. Taking it back is done from the contract. */
export function Consents({ residentId }: { readonly residentId: string }) {
  const trpc = useTRPC();
  const can = useScopes();
  const list = useQuery(trpc.consent.list.queryOptions({ residentId }));
  const { columns } = copy;
  return (
    <Section title={copy.title}>
      <RefusalList error={list.error} />
      <ScrollArea label={copy.label}>
        <Table<ConsentRow>
          rowKey="id"
          rows={list.data ?? []}
          isLoading={list.isPending}
          emptyText={copy.empty}
          columns={[
            { title: columns.scene, key: 'scene', ...nowrap, render: (_, row) => copy.scenes[row.scene] },
            { title: columns.text, key: 'text', render: (_, row) => copy.text(row.textTitle, row.textVersion) },
            { title: columns.given, key: 'given', ...nowrap, render: (_, row) => formatInstant(row.givenAt) },
            { title: columns.by, key: 'by', render: (_, row) => (row.guardianName === null ? copy.methods[row.method] : copy.guardian(row.guardianName, row.guardianRelation ?? '')) },
            { title: columns.how, key: 'how', render: (_, row) => (row.evidenceMethod === null ? copy.noEvidence : agreement.methods[row.evidenceMethod]) },
            { title: columns.contract, key: 'contract', ...nowrap, render: (_, row) => <ContractLink row={row} mayOpen={can('contract:read')} /> },
            { title: columns.standing, key: 'standing', render: (_, row) => <Standing row={row} /> },
          ]}
        />
      </ScrollArea>
    </Section>
  );
}

function ContractLink({ row, mayOpen }: { readonly row: ConsentRow; readonly mayOpen: boolean }) {
  if (row.contractId === null || row.contractNumber === null) return copy.none;
  return mayOpen ? <Link href={`/contracts/detail?id=${row.contractId}`}>{row.contractNumber}</Link> : row.contractNumber;
}

function Standing({ row }: { readonly row: ConsentRow }) {
  if (row.revokedAt === null) return copy.stands;
  return (
    <>
      {copy.revoked(formatInstant(row.revokedAt))}
      {row.revokedReason ? <div>{copy.reason(row.revokedReason)}</div> : null}
    </>
  );
}
