'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { ScrollArea } from '@/app/_ui/scroll-area';
import { Table } from '@/app/_ui/table';
import type { ExceptionEffect } from '@/server/domain/quota/schedule';
import type { PlanEffect } from './plan-done';

interface ShownException {
  readonly id: string;
  readonly institutionCode: string;
  readonly resourceId: string | null;
  readonly resourceName: string | null;
  readonly fromDay: string;
  readonly toDay: string;
  readonly effect: ExceptionEffect;
  readonly capacity: number | null;
  readonly reason: string;
  readonly recordedBy: string;
}

interface ExceptionTableProps {
  readonly exceptions: readonly ShownException[];
  readonly mayKeep: boolean;
  readonly onDone: (effect: PlanEffect) => void;
}

/** The days of today and later that depart from the week. */
export function ExceptionTable({ exceptions, mayKeep, onDone }: ExceptionTableProps) {
  const trpc = useTRPC();
  const places = useQuery(trpc.institution.list.queryOptions({ levels: [] }, { staleTime: 300_000 }));
  const [ending, setEnding] = useState<ShownException | null>(null);
  const words = copy.exceptions;
  const hospitalOf = (code: string) => places.data?.find((place) => place.code === code)?.name ?? code;
  const what = ({ institutionCode, resourceId, resourceName }: ShownException) => (resourceId === null ? words.wholeHospital(hospitalOf(institutionCode)) : (resourceName ?? words.closedResource));
  const days = ({ fromDay, toDay }: ShownException) => words.days(fromDay, toDay);
  return (
    <>
      <ScrollArea label={words.label}>
        <Table<ShownException>
          rowKey="id"
          rows={exceptions}
          emptyText={words.empty}
          columns={[
            { title: words.columns.days, render: (_, row) => days(row) },
            { title: words.columns.what, render: (_, row) => what(row) },
            { title: words.columns.effect, render: (_, { effect, capacity }) => (capacity === null ? words.effects[effect] : words.capacityOf(capacity)) },
            { title: words.columns.reason, dataIndex: 'reason' },
            { title: words.columns.by, dataIndex: 'recordedBy' },
            {
              title: words.columns.acts,
              render: (_, row) =>
                mayKeep ? (
                  <Button size="small" aria-label={words.takeBackLabel(days(row), what(row))} onClick={() => setEnding(row)}>
                    {words.takeBack}
                  </Button>
                ) : null,
            },
          ]}
        />
      </ScrollArea>
      {ending ? <TakeBackDialog exceptionId={ending.id} text={words.takeBackDialog.text(days(ending), what(ending))} onDone={onDone} onClose={() => setEnding(null)} /> : null}
    </>
  );
}

interface TakeBackDialogProps {
  readonly exceptionId: string;
  readonly text: string;
  readonly onDone: (effect: PlanEffect) => void;
  readonly onClose: () => void;
}

function TakeBackDialog({ exceptionId, text, onDone, onClose }: TakeBackDialogProps) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const words = copy.exceptions.takeBackDialog;
  const takeBack = useMutation(
    trpc.capacity.takeExceptionBack.mutationOptions({
      onSuccess: async (effect) => {
        await queries.invalidateQueries(trpc.capacity.pathFilter());
        await queries.invalidateQueries(trpc.quota.pathFilter());
        onClose();
        onDone(effect);
      },
    }),
  );
  return (
    <ConfirmDialog title={words.title} text={text} confirm={words.confirm} working={words.working} cancel={words.cancel} mutation={takeBack} onConfirm={() => takeBack.mutate({ exceptionId })} onClose={onClose} />
  );
}
