'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input } from 'antd';
import { carePlan as copy } from '@/app/_copy/care-plan';
import { servicePlaces as placeNames } from '@/app/_copy/fulfilment-words';
import { careTaskKinds } from '@/app/_copy/labels-care-plan';
import { shell } from '@/app/_copy/shell';
import { useTRPC } from '@/app/_trpc/client';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { RefusalList } from '@/app/_ui/refusal-list';
import { Segments } from '@/app/_ui/segments';
import { useDraft } from '@/app/_ui/use-draft';
import { useScopes } from '@/app/_ui/use-self';
import { isStay } from '@/server/domain/care-plan/care-work';
import { type ServicePlace, servicePlaces } from '@/server/domain/fulfilment/service';
import type { ReferralKind } from '@/server/domain/referral/codes';
import { noteLimit } from '@/server/domain/referral/texts';
import { MeasurementFields, type MeasurementTexts, measurementsOf } from '../../fulfilment/measurement-fields';
import { useActed, useReload } from '../detail/act';
import { ConfirmRow } from '../detail/confirm-row';
import { DangerNote } from './danger-note';

interface CareActProps {
  readonly referralId: string;
  readonly version: number;
  readonly onClose: () => void;
}

/** 接回: the patient is back; what differs from the plan is noted for both sides. */
export function ReceiveForm({ referralId, version, onClose }: CareActProps) {
  const trpc = useTRPC();
  const [note, setNote, clear] = useDraft(`care.receive.${referralId}`, '');
  const onSuccess = useActed(clear);
  const receive = useMutation(trpc.care.receive.mutationOptions({ onSuccess }));
  return (
    <Form layout="vertical" style={{ maxWidth: 640 }} onFinish={() => receive.mutate({ referralId, version, note: note.trim() || null })}>
      <p>{copy.acts.receiveText}</p>
      <Form.Item label={copy.acts.receiveNote} htmlFor="receive-note" extra={copy.form.counted([...note.trim()].length, noteLimit)}>
        <Input.TextArea id="receive-note" rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
      </Form.Item>
      <RefusalList error={receive.error} />
      <ConfirmRow name={copy.acts.receive} isPending={receive.isPending} onClose={onClose} />
    </Form>
  );
}

interface Found {
  readonly note: string;
  readonly place: ServicePlace;
  readonly texts: MeasurementTexts;
  readonly taskKeys: readonly string[];
}

/** 登记随访: one record for the follow-up and for the plan's tasks that it was. */
export function FollowUpForm({ referralId, version, taskKey, onClose }: CareActProps & { readonly taskKey: string | null }) {
  const trpc = useTRPC();
  const detail = useQuery(trpc.care.plan.queryOptions({ referralId }, { refetchOnWindowFocus: false, refetchOnReconnect: false }));
  const [found, setFound, clear] = useDraft<Found>(`care.follow-up.${referralId}.${taskKey ?? 'any'}`, { note: '', place: 'clinic', texts: {}, taskKeys: taskKey === null ? [] : [taskKey] });
  const reload = useActed(clear);
  const followUp = useMutation(trpc.care.followUp.mutationOptions({ onSuccess: reload }));
  const set = (change: Partial<Found>) => setFound({ ...found, ...change });
  if (!detail.data) return detail.error ? <RefusalList error={detail.error} /> : <p role="status">{shell.loading}</p>;
  const tasks = detail.data.tasks.filter(({ state }) => state === 'due' || state === 'overdue');
  const measurements = measurementsOf(found.texts);
  const taskKeys = found.taskKeys.filter((key) => tasks.some((task) => task.key === key));
  return (
    <Form layout="vertical" style={{ maxWidth: 760 }} onFinish={() => followUp.mutate({ referralId, version, place: found.place, note: found.note, measurements, taskKeys })}>
      <fieldset style={{ border: 0, padding: 0, margin: '0 0 12px' }}>
        <legend>{copy.acts.followUpTasks}</legend>
        {tasks.length === 0 ? <p>{copy.acts.noTasksNow}</p> : null}
        <Checkbox.Group
          value={taskKeys}
          onChange={(keys) => set({ taskKeys: keys.map(String) })}
          options={tasks.map(({ key, kind, title, dueOn }) => ({ value: key, label: `${careTaskKinds[kind]}：${copy.print.task(title, dueOn)}` }))}
          style={{ display: 'flex', flexDirection: 'column', gap: 6 }}
        />
      </fieldset>
      <Form.Item label={copy.acts.place}>
        <Segments label={copy.acts.place} value={found.place} onChange={(value) => set({ place: value })} options={servicePlaces.map((value) => ({ value, label: placeNames[value] }))} />
      </Form.Item>
      <MeasurementFields texts={found.texts} onChange={(texts) => set({ texts })} />
      <DangerNote found={measurements} residentId={detail.data.resident?.id ?? null} />
      <Form.Item label={copy.acts.followUpNote} htmlFor="follow-up-note" extra={copy.form.counted([...found.note.trim()].length, noteLimit)} style={{ marginTop: 12 }}>
        <Input.TextArea id="follow-up-note" rows={3} value={found.note} onChange={(event) => set({ note: event.target.value })} />
      </Form.Item>
      <RefusalList error={followUp.error} />
      <ConfirmRow name={copy.acts.followUp} isPending={followUp.isPending} onClose={onClose} />
    </Form>
  );
}

/** 办结. */
export function CloseForm({ referralId, version, onClose }: CareActProps) {
  const trpc = useTRPC();
  const can = useScopes();
  const onSuccess = useReload();
  const atHome = useMutation(trpc.care.closeAtHome.mutationOptions({ onSuccess }));
  const atHospital = useMutation(trpc.care.close.mutationOptions({ onSuccess }));
  const close = can('referral:receive') ? atHome : atHospital;
  return (
    <Form onFinish={() => close.mutate({ referralId, version })}>
      <p>{copy.acts.closeText}</p>
      <RefusalList error={close.error} />
      <ConfirmRow name={copy.acts.closeIt} isPending={close.isPending} onClose={onClose} />
    </Form>
  );
}

/** 转回: with a plan by way of its form; a visit may go back as it is. */
export function ReturnForm({ referralId, version, kind, onClose }: CareActProps & { readonly kind: ReferralKind }) {
  const trpc = useTRPC();
  const onSuccess = useReload();
  const giveBack = useMutation(trpc.care.return.mutationOptions({ onSuccess }));
  return (
    <Form onFinish={() => giveBack.mutate({ referralId, version, opinion: null, plan: null })}>
      <p>{copy.acts.returnText}</p>
      <p>
        <Link href={`/referrals/care-plan?id=${referralId}`}>
          <Button type={isStay(kind) ? 'primary' : 'default'}>{copy.acts.returnWithPlan}</Button>
        </Link>
      </p>
      <RefusalList error={giveBack.error} />
      {isStay(kind) ? null : <ConfirmRow name={copy.acts.returnPlain} isPending={giveBack.isPending} onClose={onClose} />}
    </Form>
  );
}
