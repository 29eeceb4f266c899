'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { notice as copy } from '@/app/_copy/notice';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { DataTable } from '@/app/_ui/data-table';
import { formatInstant } from '@/app/_ui/moment';
import { nowrap } from '@/app/_ui/nowrap';
import styles from './notices.module.css';

type Asked = RouterOutputs['notice']['phoneChanges']['rows'][number];

/** New phones that wait for the team's word: nobody could ask the old one. */
export function PhoneChanges() {
  const trpc = useTRPC();
  const list = useQuery(trpc.notice.phoneChanges.queryOptions());
  const [chosen, setChosen] = useState<{ readonly asked: Asked; readonly agree: boolean } | null>(null);
  const { columns } = copy.phones;
  return (
    <>
      <p className={styles.note}>{copy.phones.description}</p>
      <DataTable<Asked>
        rowKey="id"
        label={copy.views.phones}
        query={list}
        page={1}
        pageSize={Math.max(1, list.data?.total ?? 1)}
        onPage={() => undefined}
        emptyText={copy.phones.empty}
        columns={[
          { title: columns.asked, key: 'asked', ...nowrap, render: (_, row) => formatInstant(row.askedAt) },
          { title: columns.resident, key: 'resident', ...nowrap, render: (_, row) => <a href={`/residents/detail?id=${row.residentId}`}>{row.residentName}</a> },
          { title: columns.old, key: 'old', ...nowrap, render: (_, row) => row.oldMasked ?? copy.phones.none },
          { title: columns.next, key: 'next', ...nowrap, render: (_, row) => row.newMasked },
          {
            title: columns.act,
            key: 'act',
            render: (_, row) => (
              <div className={styles.acts}>
                <Button type="primary" size="small" onClick={() => setChosen({ asked: row, agree: true })}>
                  {copy.phones.confirm}
                </Button>
                <Button size="small" onClick={() => setChosen({ asked: row, agree: false })}>
                  {copy.phones.refuse}
                </Button>
              </div>
            ),
          },
        ]}
      />
      {chosen ? <Decide asked={chosen.asked} agree={chosen.agree} onClose={() => setChosen(null)} /> : null}
    </>
  );
}

function Decide({ asked, agree, onClose }: { readonly asked: Asked; readonly agree: boolean; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const decide = useMutation(
    trpc.notice.decidePhone.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries(trpc.notice.phoneChanges.pathFilter());
        onClose();
      },
    }),
  );
  const { phones } = copy;
  return (
    <ConfirmDialog
      title={agree ? phones.confirmTitle : phones.refuseTitle}
      text={agree ? phones.confirmText(asked.residentName, asked.newMasked) : phones.refuseText}
      confirm={agree ? phones.confirm : phones.refuse}
      working={phones.working}
      cancel={phones.cancel}
      mutation={decide}
      onConfirm={() => decide.mutate({ id: asked.id, agree, reason: agree ? null : reason })}
      onClose={onClose}
    >
      {agree ? null : (
        <Form.Item label={phones.reason} htmlFor="phone-reason" layout="vertical">
          <Input.TextArea id="phone-reason" rows={2} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      )}
    </ConfirmDialog>
  );
}
