'use client';

import { useMutation } from '@tanstack/react-query';
import { Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { course } from '@/app/_copy/referral-course';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { ageOfConsent } from '@/server/domain/referral/consent';
import { type ActProps, useReload } from './act';
import { ConfirmRow } from './confirm-row';

const ways = ['desk', 'paper'] as const;

/** The resident was asked on their phone and agreed at the desk or on paper instead. */
export function AgreeForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const onSuccess = useReload();
  const [way, setWay] = useState<(typeof ways)[number]>('desk');
  const [name, setName] = useState('');
  const [relation, setRelation] = useState('');
  const agree = useMutation(trpc.referral.agree.mutationOptions({ onSuccess }));
  const says = course.forms.agree;
  return (
    <Form onFinish={() => agree.mutate({ referralId: shown.referral.id, version: shown.version, way, guardian: name.trim() === '' ? null : { name, relation } })}>
      <p>{says.text}</p>
      <Radio.Group
        aria-label={says.way}
        value={way}
        onChange={(event) => setWay(ways.find((known) => known === event.target.value) ?? 'desk')}
        options={ways.map((value) => ({ value, label: says.ways[value] }))}
        style={{ display: 'flex', flexDirection: 'column', gap: 8 }}
      />
      {shown.resident && shown.resident.age < ageOfConsent ? (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, margin: '12px 0' }}>
          <Form.Item label={says.guardian} htmlFor="act-guardian" required layout="vertical">
            <Input id="act-guardian" autoComplete="off" maxLength={50} value={name} onChange={(event) => setName(event.target.value)} />
          </Form.Item>
          <Form.Item label={says.relation} htmlFor="act-relation" layout="vertical">
            <Input id="act-relation" autoComplete="off" maxLength={20} value={relation} onChange={(event) => setRelation(event.target.value)} />
          </Form.Item>
        </div>
      ) : null}
      <RefusalList error={agree.error} />
      <ConfirmRow name={course.acts.names.agree} isPending={agree.isPending} onClose={onClose} />
    </Form>
  );
}
