'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Form, Modal } from 'antd';
import { useState } from 'react';
import { contractActs as copy } from '@/app/_copy/contract-acts';
import { sentenceOf } from '@/app/_copy/refusals';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { Choice } from '@/app/_ui/choice';
import { RefusalList } from '@/app/_ui/refusal-list';
import type { Refusal } from '@/server/domain/kernel/outcome';

/** A contract that can be ticked. */
export interface Row {
  readonly id: string;
  readonly residentName: string;
}

/** What became of one of them. */
interface Renewed {
  readonly contractId: string;
  readonly residentName: string | null;
  readonly renewed: { readonly endDay: string } | null;
  readonly refusals: readonly Refusal[];
}

interface RenewManyProps {
  readonly chosen: readonly Row[];
  readonly onDone: () => void;
}

/** Renews the ticked contracts whose residents have signed on paper, and says of each what became of it. */
export function RenewMany({ chosen, onDone }: RenewManyProps) {
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    onDone();
  };
  return (
    <p>
      <span role="status">{copy.batch.chosen(chosen.length)}</span>{' '}
      {chosen.length > 0 ? <Button onClick={() => setOpen(true)}>{copy.batch.open}</Button> : null}
      {isOpen ? <RenewManyDialog chosen={chosen} onClose={close} /> : null}
    </p>
  );
}

function RenewManyDialog({ chosen, onClose }: { readonly chosen: readonly Row[]; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const terms = useQuery(trpc.contract.terms.queryOptions());
  // What was ticked when the dialog opened; the list behind it changes with each renewal.
  const [rows] = useState(chosen);
  const [requestKey] = useState(() => crypto.randomUUID());
  const [years, setYears] = useState('');
  const [agreed, setAgreed] = useState(false);
  const renew = useMutation(trpc.contract.renewMany.mutationOptions({ onSuccess: () => queries.invalidateQueries(trpc.contract.pathFilter()) }));
  const confirm = () => renew.mutate({ requestKey, contractIds: rows.map(({ id }) => id), termYears: years === '' ? null : Number(years), textVersion: agreed ? (terms.data?.consentVersion ?? null) : null });
  const options: (readonly [string, string])[] = [['', copy.form.keep], ...(terms.data?.termYears ?? []).map((count) => [String(count), copy.form.years(count)] as const)];
  return (
    <Modal
      open
      title={copy.batch.title(rows.length)}
      okText={renew.isPending ? copy.batch.working : copy.batch.confirm}
      okButtonProps={{ disabled: renew.isPending || renew.data !== undefined }}
      cancelText={copy.batch.cancel}
      onOk={confirm}
      onCancel={onClose}
    >
      <p>{copy.batch.text}</p>
      <Form layout="vertical">
        <Choice label={copy.form.term} value={years} onChange={setYears} options={options} />
        <Checkbox checked={agreed} onChange={(event) => setAgreed(event.target.checked)}>
          {copy.batch.agreed}
        </Checkbox>
      </Form>
      <RefusalList error={renew.error} />
      {renew.data ? <Report rows={renew.data} names={new Map(rows.map(({ id, residentName }) => [id, residentName]))} /> : null}
    </Modal>
  );
}

function Report({ rows, names }: { readonly rows: readonly Renewed[]; readonly names: ReadonlyMap<string, string> }) {
  const done = rows.filter(({ renewed }) => renewed !== null).length;
  const { columns } = copy.batch;
  return (
    <section aria-label={copy.batch.report} role="status">
      <p>
        {copy.batch.done(done)}
        {done < rows.length ? `；${copy.batch.failed(rows.length - done)}` : null}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.resident}</th>
            <th scope="col">{columns.result}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ contractId, residentName, renewed, refusals }) => (
            <tr key={contractId}>
              <td>{residentName ?? names.get(contractId)}</td>
              <td>{renewed ? copy.batch.until(renewed.endDay) : refusals.map(sentenceOf).join(' ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
