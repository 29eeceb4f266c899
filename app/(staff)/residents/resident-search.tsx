'use client';

import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { labelOf, sexes } from '@/app/_copy/labels';
import { resident as copy } from '@/app/_copy/resident';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';
import { readNumber } from './identity';
import { useResidentByNumber } from './use-resident-by-number';

interface ResidentSearchProps {
  /** Keeps the ids of the fields apart from those of the form around them. */
  readonly idPrefix: string;
  /** What is said of somebody outside the institution's reach; null when they may be chosen as well. */
  readonly outside: string | null;
  readonly onChoose: (residentId: string, name: string) => void;
}

/** One resident, by the whole number anywhere in the region, or by name within reach. */
export function ResidentSearch({ idPrefix, outside, onChoose }: ResidentSearchProps) {
  const trpc = useTRPC();
  const [number, setNumber] = useState('');
  const [typed, setTyped] = useState('');
  const [name, setName] = useState('');
  const found = useResidentByNumber('01', number);
  const { problems } = readNumber('01', number);
  const list = useQuery(trpc.resident.list.queryOptions({ text: name, page: 1, pageSize: 10 }, { enabled: name !== '' }));
  const person = found.data;
  const known = name === '' ? [] : (list.data?.rows ?? []);
  const mayChoose = person ? person.inReach || outside === null : false;
  return (
    <>
      <Form.Item label={copy.search.byNumber} htmlFor={`${idPrefix}-number`} help={problems.join('') || undefined} validateStatus={problems.length > 0 ? 'error' : undefined}>
        <Input id={`${idPrefix}-number`} autoComplete="off" spellCheck={false} maxLength={50} style={{ maxWidth: 320 }} value={number} onChange={(event) => setNumber(event.target.value)} />
      </Form.Item>
      <div aria-live="polite">
        {found.isFetching ? <p>{copy.search.loading}</p> : null}
        <RefusalList error={found.error} />
        {person === null ? <p>{copy.search.unknown}</p> : null}
        {person && !mayChoose ? <p>{outside}</p> : null}
        {person && mayChoose ? <PersonChoice person={person} onChoose={onChoose} /> : null}
      </div>
      <Form.Item label={copy.search.byName} htmlFor={`${idPrefix}-name`}>
        <div style={{ display: 'flex', gap: 8, maxWidth: 420 }}>
          <Input
            id={`${idPrefix}-name`}
            autoComplete="off"
            maxLength={50}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onPressEnter={(event) => {
              event.preventDefault();
              setName(typed.trim());
            }}
          />
          <Button onClick={() => setName(typed.trim())}>{copy.search.search}</Button>
        </div>
      </Form.Item>
      <div aria-live="polite">
        <RefusalList error={list.error} />
        {name !== '' && list.data && known.length === 0 ? <p>{copy.search.noneFound}</p> : null}
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
  readonly onChoose: (residentId: string, name: string) => void;
}

function PersonChoice({ person, onChoose }: PersonChoiceProps) {
  return (
    <Button type="link" aria-label={copy.search.choose(person.name)} onClick={() => onChoose(person.id, person.name)}>
      {copy.search.person(person.name, labelOf(sexes, person.sex), person.age, person.maskedNumber)}
    </Button>
  );
}
