'use client';

import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Input } from 'antd';
import Link from 'next/link';
import { useState } from 'react';
import { labelOf, referralStatuses, sexes } from '@/app/_copy/labels';
import { referral as copy } from '@/app/_copy/referral';
import { useTRPC } from '@/app/_trpc/client';
import { Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { readNumber } from '../../residents/identity';
import { useResidentByNumber } from '../../residents/use-resident-by-number';

interface ResidentStepProps {
  readonly residentId: string;
  readonly onChoose: (residentId: string) => void;
}

/** Who is referred: found by number or name; then whether they are signed, and what is under way for them already. */
export function ResidentStep({ residentId, onChoose }: ResidentStepProps) {
  return (
    <Section title={copy.form.resident} actions={residentId === '' ? null : <Button onClick={() => onChoose('')}>{copy.form.change}</Button>}>
      {residentId === '' ? <ResidentSearch onChoose={onChoose} /> : <Subject residentId={residentId} />}
    </Section>
  );
}

function ResidentSearch({ onChoose }: { readonly onChoose: (residentId: string) => void }) {
  const trpc = useTRPC();
  const [number, setNumber] = useState('');
  const [typed, setTyped] = useState('');
  const [name, setName] = useState('');
  const found = useResidentByNumber('01', number);
  const { problems } = readNumber('01', number);
  const list = useQuery(trpc.resident.list.queryOptions({ text: name, page: 1, pageSize: 10 }, { enabled: name !== '' }));
  const person = found.data;
  const known = name === '' ? [] : (list.data?.rows ?? []);
  return (
    <>
      <Form.Item label={copy.form.byNumber} htmlFor="referral-number" help={problems.join('') || undefined} validateStatus={problems.length > 0 ? 'error' : undefined}>
        <Input id="referral-number" autoComplete="off" spellCheck={false} maxLength={50} style={{ maxWidth: 320 }} value={number} onChange={(event) => setNumber(event.target.value)} />
      </Form.Item>
      <div aria-live="polite">
        {found.isFetching ? <p>{copy.form.loading}</p> : null}
        <RefusalList error={found.error} />
        {person === null ? <p>{copy.form.unknown}</p> : null}
        {person && !person.inReach ? <p>{copy.form.outside}</p> : null}
        {person?.inReach ? <PersonChoice person={person} onChoose={onChoose} /> : null}
      </div>
      <Form.Item label={copy.form.byName} htmlFor="referral-name">
        <div style={{ display: 'flex', gap: 8, maxWidth: 420 }}>
          <Input
            id="referral-name"
            autoComplete="off"
            maxLength={50}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onPressEnter={(event) => {
              event.preventDefault();
              setName(typed.trim());
            }}
          />
          <Button onClick={() => setName(typed.trim())}>{copy.form.search}</Button>
        </div>
      </Form.Item>
      <div aria-live="polite">
        <RefusalList error={list.error} />
        {name !== '' && list.data && known.length === 0 ? <p>{copy.form.noneFound}</p> : null}
        <ul style={{ margin: 0, padding: 0, listStyle: 'none' }}>
          {known.map((each) => (
            <li key={each.id}>
              <PersonChoice person={each} onChoose={onChoose} />
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

interface PersonChoiceProps {
  readonly person: { readonly id: string; readonly name: string; readonly sex: string; readonly age: number; readonly maskedNumber: string };
  readonly onChoose: (residentId: string) => void;
}

function PersonChoice({ person, onChoose }: PersonChoiceProps) {
  return (
    <Button type="link" aria-label={copy.form.choose(person.name)} onClick={() => onChoose(person.id)}>
      {copy.form.person(person.name, labelOf(sexes, person.sex), person.age, person.maskedNumber)}
    </Button>
  );
}

function Subject({ residentId }: { readonly residentId: string }) {
  const trpc = useTRPC();
  const subject = useQuery(trpc.referral.subject.queryOptions({ residentId }, { refetchOnWindowFocus: false, refetchOnReconnect: false }));
  if (!subject.data) return subject.error ? <RefusalList error={subject.error} /> : <p role="status">{copy.form.loading}</p>;
  const { resident, contract, live } = subject.data;
  return (
    <>
      <p>
        <strong>{copy.form.person(resident.name, labelOf(sexes, resident.sex), resident.age, resident.maskedNumber)}</strong>
      </p>
      <p>{contract ? copy.form.signed(contract.teamName, contract.until) : copy.form.unsigned}</p>
      {live.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={copy.form.live}
          description={
            <ul style={{ margin: 0, paddingLeft: '1.2em' }}>
              {live.map(({ id, number, toInstitutionName, departmentName, status }) => (
                <li key={id}>
                  <Link href={`/referrals/detail?id=${id}`}>{copy.form.liveItem(number, toInstitutionName, departmentName, labelOf(referralStatuses, status))}</Link>
                </li>
              ))}
            </ul>
          }
        />
      ) : null}
    </>
  );
}
