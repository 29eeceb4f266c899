import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { fulfilment } from '@/app/_copy/fulfilment';
import { measurements, servicePlaces } from '@/app/_copy/fulfilment-words';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { formatDay } from '@/app/_ui/moment';
import { nowrap } from '@/app/_ui/nowrap';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { useScopes } from '@/app/_ui/use-self';
import { measured } from '@/server/domain/fulfilment/service';
import { RecordForm } from '../../fulfilment/record-form';

const copy = fulfilment.services;
type Services = RouterOutputs['fulfilment']['ofResident'];
type Given = Services['given'][number];

/** What a resident's packages hold this year, what falls due, what was given; recorded and withdrawn in place. */
export function ResidentServices({ residentId }: { readonly residentId: string }) {
  const trpc = useTRPC();
  const can = useScopes();
  const [recording, setRecording] = useState(false);
  const services = useQuery(trpc.fulfilment.ofResident.queryOptions({ residentId }));
  const { contract, entitlements } = services.data ?? { contract: null, entitlements: [] };
  const mayRecord = can('service:record') && contract !== null;
  return (
    <Section title={copy.title} actions={mayRecord ? <Button onClick={() => setRecording(!recording)}>{recording ? copy.cancel : copy.record}</Button> : null}>
      <RefusalList error={services.error} />
      {services.isPending ? <p role="status">{shell.loading}</p> : null}
      {recording && contract ? <RecordForm contract={contract} items={entitlements} itemCode={null} onDone={() => setRecording(false)} /> : null}
      {services.data ? (
        <>
          <Entitlements services={services.data} />
          <FollowUps rows={services.data.followUps} />
          <GivenTable rows={services.data.given} />
        </>
      ) : null}
    </Section>
  );
}

function Entitlements({ services: { contract, entitlements } }: { readonly services: Services }) {
  const { columns } = copy;
  const year = entitlements[0]?.year;
  if (!contract || !year) return <p>{copy.noContract}</p>;
  return (
    <>
      <h3>
        {copy.entitlements}（{copy.year(year.start, year.end)}）
      </h3>
      <ScrollArea label={copy.entitlements}>
        <Table
          rowKey="itemCode"
          size="small"
          rows={entitlements}
          columns={[
            { title: columns.package, key: 'package', dataIndex: 'packageName' },
            { title: columns.item, key: 'item', dataIndex: 'name' },
            { title: columns.perYear, key: 'perYear', ...nowrap, render: (_, row) => copy.times(row.perYear) },
            { title: columns.used, key: 'used', render: (_, row) => copy.used(row.used, row.beyond) },
            { title: columns.left, key: 'left', ...nowrap, render: (_, row) => copy.times(row.left) },
            { title: columns.last, key: 'last', ...nowrap, render: (_, row) => formatDay(row.lastGivenDay) },
          ]}
        />
      </ScrollArea>
    </>
  );
}

function FollowUps({ rows }: { readonly rows: Services['followUps'] }) {
  const { followUpColumns: columns } = copy;
  return (
    <>
      <h3>{copy.followUps}</h3>
      <ScrollArea label={copy.followUps}>
        <Table
          rowKey={(row) => `${row.planCode} ${row.dueOn}`}
          size="small"
          emptyText={copy.noFollowUps}
          rows={rows}
          columns={[
            { title: columns.plan, key: 'plan', dataIndex: 'planName' },
            { title: columns.due, key: 'due', ...nowrap, render: (_, row) => copy.due(row.dueFrom, row.dueOn) },
            { title: columns.state, key: 'state', render: (_, row) => <StatusTag kind="followUp" value={row.state} /> },
            { title: columns.done, key: 'done', ...nowrap, render: (_, row) => formatDay(row.doneOn) },
          ]}
        />
      </ScrollArea>
    </>
  );
}

function GivenTable({ rows }: { readonly rows: readonly Given[] }) {
  const can = useScopes();
  const [withdrawing, setWithdrawing] = useState<string | null>(null);
  const { givenColumns: columns } = copy;
  const withdraw = (row: Given) => (
    <Button aria-label={`${copy.withdraw.button} ${row.day} ${row.itemName}`} onClick={() => setWithdrawing(row.id)}>
      {copy.withdraw.button}
    </Button>
  );
  return (
    <>
      <h3>{copy.given}</h3>
      <ScrollArea label={copy.given}>
        <Table<Given>
          rowKey="id"
          size="small"
          pageSize={10}
          emptyText={copy.noGiven}
          rows={rows}
          columns={[
            { title: columns.day, key: 'day', ...nowrap, dataIndex: 'day' },
            { title: columns.item, key: 'item', dataIndex: 'itemName' },
            { title: columns.place, key: 'place', ...nowrap, render: (_, row) => servicePlaces[row.place] },
            { title: columns.giver, key: 'giver', ...nowrap, render: (_, row) => (row.bySubstitute ? copy.substitute(row.practitionerName) : row.practitionerName) },
            { title: columns.measured, key: 'measured', render: (_, row) => measurementsText(row) },
            { title: columns.note, key: 'note', dataIndex: 'note' },
            { title: columns.state, key: 'state', render: (_, row) => (row.withdrawn ? copy.withdrawn(row.withdrawn.reason) : row.beyondPackage ? copy.beyond : copy.counted) },
            ...(can('service:record') ? [{ title: columns.act, key: 'act', render: (_: unknown, row: Given) => (row.withdrawn ? null : withdraw(row)) }] : []),
          ]}
        />
      </ScrollArea>
      {withdrawing === null ? null : <WithdrawDialog serviceId={withdrawing} onClose={() => setWithdrawing(null)} />}
    </>
  );
}

function measurementsText({ measurements: found }: Given): string {
  return measured.flatMap((name) => (found[name] === undefined ? [] : [`${measurements[name].name} ${measurements[name].shown(found[name])}${measurements[name].unit}`])).join('，');
}

function WithdrawDialog({ serviceId, onClose }: { readonly serviceId: string; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const words = copy.withdraw;
  const withdraw = useMutation(
    trpc.fulfilment.withdraw.mutationOptions({
      onSuccess: async () => {
        onClose();
        await queries.invalidateQueries(trpc.fulfilment.pathFilter());
      },
    }),
  );
  return (
    <ConfirmDialog title={words.title} text={words.text} confirm={words.confirm} working={words.working} cancel={words.cancel} mutation={withdraw} onConfirm={() => withdraw.mutate({ serviceId, reason })} onClose={onClose}>
      <Form.Item label={words.reason} htmlFor="withdraw-reason" layout="vertical" required>
        <Input id="withdraw-reason" maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Form.Item>
    </ConfirmDialog>
  );
}
