'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { specialty as copy } from '@/app/_copy/specialty';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import type { Specialty } from './specialty-table';
import { useSettled } from './use-settled';
import styles from './specialty.module.css';

interface SpecialtyDialogProps {
  /** Null: a new one. */
  readonly specialty: Specialty | null;
  readonly today: string;
  readonly onClose: () => void;
}

/** Founds a specialty alliance, or changes its name and departments. */
export function SpecialtyDialog({ specialty, today, onClose }: SpecialtyDialogProps) {
  const trpc = useTRPC();
  const onSuccess = useSettled(onClose);
  const choices = useQuery(trpc.specialty.choices.queryOptions());
  const found = useMutation(trpc.specialty.found.mutationOptions({ onSuccess }));
  const change = useMutation(trpc.specialty.change.mutationOptions({ onSuccess }));
  const [form, setForm] = useState({ name: specialty?.name ?? '', hospitalCode: '', fromDay: today, toDay: '' });
  const [chosen, setChosen] = useState<readonly string[]>(specialty?.departments.map(({ departmentCode }) => departmentCode) ?? []);
  const { form: words } = copy;
  const known = choices.data?.departments ?? [];
  // What it shares already stays choosable, whatever the list says today.
  const offered = [...known, ...(specialty?.departments ?? []).filter(({ departmentCode }) => !known.some(({ code }) => code === departmentCode)).map(({ departmentCode, departmentName }) => ({ code: departmentCode, name: departmentName }))];
  const departments = offered.filter(({ code }) => chosen.includes(code)).map(({ code, name }) => ({ departmentCode: code, departmentName: name }));
  const hospitals = choices.data?.hospitals ?? [];
  const hospitalCode = form.hospitalCode || (hospitals[0]?.code ?? '');
  const send = () => {
    if (specialty) change.mutate({ id: specialty.id, version: specialty.version, name: form.name, departments });
    else found.mutate({ name: form.name, hospitalCode, departments, fromDay: form.fromDay, toDay: form.toDay || null });
  };
  return (
    <ConfirmDialog
      title={specialty ? words.changeTitle(specialty.name) : words.foundTitle}
      text={specialty ? words.changeText : words.foundText}
      confirm={specialty ? words.confirmChange : words.confirmFound}
      working={copy.working}
      cancel={copy.cancel}
      mutation={specialty ? change : found}
      onConfirm={send}
      onClose={onClose}
    >
      <Form layout="vertical" component={false}>
        <Form.Item label={words.name} htmlFor="specialty-name" required>
          <Input id="specialty-name" maxLength={50} placeholder={words.namePlaceholder} value={form.name} onChange={(event) => setForm({ ...form, name: event.target.value })} />
        </Form.Item>
        {specialty ? null : <Choice label={words.hospital} value={hospitalCode} onChange={(code) => setForm({ ...form, hospitalCode: code })} options={hospitals.map(({ code, name }) => [code, name])} />}
        <fieldset className={styles.departments}>
          <legend>{words.departments}</legend>
          <div>
            {offered.map(({ code, name }) => (
              <Checkbox key={code} checked={chosen.includes(code)} onChange={(event) => setChosen(event.target.checked ? [...chosen, code] : chosen.filter((each) => each !== code))}>
                {name}
              </Checkbox>
            ))}
          </div>
        </fieldset>
        {specialty ? null : (
          <>
            <Form.Item label={words.fromDay} htmlFor="specialty-from" required>
              <Input id="specialty-from" type="date" min={today} value={form.fromDay} onChange={(event) => setForm({ ...form, fromDay: event.target.value })} />
            </Form.Item>
            <Form.Item label={words.toDay} htmlFor="specialty-to">
              <Input id="specialty-to" type="date" min={form.fromDay} value={form.toDay} onChange={(event) => setForm({ ...form, toDay: event.target.value })} />
            </Form.Item>
          </>
        )}
      </Form>
    </ConfirmDialog>
  );
}
