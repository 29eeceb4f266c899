'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { carePlan as copy } from '@/app/_copy/care-plan';
import { measurements as measurementWords, servicePlaces } from '@/app/_copy/fulfilment-words';
import { careTaskKinds } from '@/app/_copy/labels-care-plan';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { StatusTag } from '@/app/_ui/status-tag';
import { Table } from '@/app/_ui/table';
import { measured } from '@/server/domain/fulfilment/service';
import type { CareDetail } from './use-plan-draft';

type Task = CareDetail['tasks'][number];

/** The plan's tasks as they stand today, with what was found. */
export function PlanTasks({ detail }: { readonly detail: CareDetail }) {
  const { taskColumns } = copy.panel;
  const [dropped, setDropped] = useState<Task | null>(null);
  return (
    <>
      <h3>{copy.panel.tasks}</h3>
      {detail.tasks.length === 0 ? <p>{copy.panel.noTasks}</p> : null}
      {detail.tasks.length === 0 ? null : (
        <ScrollArea label={copy.panel.tasks}>
          <Table<Task>
            rowKey="key"
            rows={detail.tasks}
            columns={[
              { title: taskColumns.title, key: 'title', render: (_, { kind, title }) => `${careTaskKinds[kind]}：${title}` },
              { title: taskColumns.due, key: 'due', render: (_, { dueFrom, dueOn }) => copy.panel.span(dueFrom, dueOn) },
              { title: taskColumns.state, key: 'state', render: (_, { state }) => <StatusTag kind="careTask" value={state} /> },
              { title: taskColumns.found, key: 'found', render: (_, task) => foundOf(task) },
              ...(detail.mayWork ? [{ title: taskColumns.act, key: 'act', render: (_: unknown, task: Task) => (isOpen(task) ? <Button onClick={() => setDropped(task)}>{copy.panel.drop}</Button> : null) }] : []),
            ]}
          />
        </ScrollArea>
      )}
      {dropped ? <DropDialog referralId={detail.referral.id} task={dropped} onClose={() => setDropped(null)} /> : null}
    </>
  );
}

function isOpen({ state }: Task): boolean {
  return state === 'upcoming' || state === 'due' || state === 'overdue';
}

/** Who ended it when, what was measured, and what was written. */
function foundOf({ endedOn, endedByName, place, note, measurements }: Task): string {
  if (endedOn === null) return copy.panel.none2;
  const values = measured.flatMap((name) => (measurements[name] === undefined ? [] : [`${measurementWords[name].name} ${measurementWords[name].shown(measurements[name])} ${measurementWords[name].unit}`]));
  return [copy.panel.ended(endedOn, endedByName ?? ''), place === null ? '' : servicePlaces[place], ...values, note ?? ''].filter((part) => part !== '').join('，');
}

function DropDialog({ referralId, task, onClose }: { readonly referralId: string; readonly task: Task; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const drop = useMutation(
    trpc.care.dropTask.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries(trpc.care.pathFilter());
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      title={copy.panel.dropTitle}
      text={`${task.title}。${copy.panel.dropText}`}
      confirm={copy.panel.dropConfirm}
      working={copy.panel.dropWorking}
      cancel={copy.panel.dropClose}
      mutation={drop}
      onConfirm={() => drop.mutate({ referralId, key: task.key, reason })}
      onClose={onClose}
    >
      <Form.Item layout="vertical" label={copy.panel.dropReason} htmlFor="drop-reason" required>
        <Input id="drop-reason" value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
      </Form.Item>
    </ConfirmDialog>
  );
}
