'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { capacity as copy } from '@/app/_copy/capacity';
import { capacityKinds as kindNames, labelOf } from '@/app/_copy/labels';
import { useTRPC } from '@/app/_trpc/client';
import { Choice } from '@/app/_ui/choice';
import { ConfirmDialog } from '@/app/_ui/confirm-dialog';
import { capacityKinds } from '@/server/domain/quota/slot';
import { departments } from '@/server/domain/referral/departments';
import type { ShownResource } from '../shown-resource';

/** Enters a specialist, a device or a ward, or mends how it is called. */
export function ResourceDialog({ resource, onClose }: { readonly resource: ShownResource | null; readonly onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const words = copy.resources.form;
  const [form, setForm] = useState({ kind: resource?.kind ?? 'clinic', departmentCode: resource?.departmentCode ?? departments[0]?.code ?? '', name: resource?.name ?? '', note: resource?.note ?? '' });
  const done = {
    onSuccess: async () => {
      await queries.invalidateQueries(trpc.capacity.pathFilter());
      onClose();
    },
  };
  const add = useMutation(trpc.capacity.addResource.mutationOptions(done));
  const change = useMutation(trpc.capacity.changeResource.mutationOptions(done));
  const { kind, departmentCode, name, note } = form;
  // A department that only this hospital knows keeps the hospital's name of it.
  const isOwnDepartment = resource !== null && departmentCode === resource.departmentCode;
  const entry = { departmentCode, departmentName: isOwnDepartment ? resource.departmentName : null, name: name.trim(), note: note.trim() };
  const options = departments.map((each) => [each.code, each.name] as const);
  const isListed = options.some(([code]) => code === departmentCode);
  return (
    <ConfirmDialog
      title={resource ? words.changeTitle(resource.name) : words.addTitle}
      text={words.text}
      confirm={words.confirm}
      working={words.working}
      cancel={words.cancel}
      mutation={resource ? change : add}
      isReady={name.trim() !== ''}
      onConfirm={() => (resource ? change.mutate({ resourceId: resource.id, version: resource.version, ...entry }) : add.mutate({ institutionCode: null, kind, ...entry }))}
      onClose={onClose}
    >
      <Form layout="vertical" component={false}>
        {resource ? null : (
          <Choice label={copy.kind} value={kind} onChange={(value) => setForm({ ...form, kind: capacityKinds.find((each) => each === value) ?? 'clinic' })} options={capacityKinds.map((each) => [each, labelOf(kindNames, each)] as const)} />
        )}
        <br />
        <Choice
          label={copy.department}
          value={departmentCode}
          onChange={(value) => setForm({ ...form, departmentCode: value })}
          options={isListed ? options : [[departmentCode, resource?.departmentName ?? departmentCode] as const, ...options]}
        />
        <br />
        <Form.Item label={words.name} htmlFor="resource-name" extra={words.nameHint[kind]} required>
          <Input id="resource-name" maxLength={50} autoComplete="off" value={name} onChange={(event) => setForm({ ...form, name: event.target.value })} />
        </Form.Item>
        <Form.Item label={`${words.note}${copy.optional}`} htmlFor="resource-note">
          <Input id="resource-note" maxLength={50} autoComplete="off" value={note} onChange={(event) => setForm({ ...form, note: event.target.value })} />
        </Form.Item>
      </Form>
    </ConfirmDialog>
  );
}
