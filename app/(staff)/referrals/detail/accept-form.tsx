'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { quota as quotaCopy } from '@/app/_copy/quota';
import { referral as copy } from '@/app/_copy/referral';
import { course } from '@/app/_copy/referral-course';
import { useTRPC } from '@/app/_trpc/client';
import { formatInstant } from '@/app/_ui/moment';
import { RefusalList } from '@/app/_ui/refusal-list';
import { addDays, dayOfInstant, weekday } from '@/server/domain/kernel/calendar-day';
import type { CapacityKind } from '@/server/domain/quota/slot';
import type { ReferralKind } from '@/server/domain/referral/codes';
import { type ActProps, useReload } from './act';
import { ConfirmRow } from './confirm-row';

const daysAhead = 14;
const longestStay = 30;
const says = course.forms.accept;
type Way = 'own' | 'without' | 'other';

/** Accept and book in one step: the places that the referral holds, others of the hospital, or none. */
export function AcceptForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const onSuccess = useReload();
  const { referral, version, slot, beds, contract } = shown;
  const places = [...(slot ? [slot] : []), ...beds];
  const [first] = places;
  const stands = places.length > 0 && places.every(({ standing }) => standing === 'held');
  const [way, setWay] = useState<Way>(stands ? 'own' : places.length > 0 && contract !== null ? 'other' : 'without');
  const [sessionId, setSession] = useState('');
  const [nights, setNights] = useState(Math.max(1, beds.length));
  const accept = useMutation(trpc.referral.accept.mutationOptions({ onSuccess }));
  const kind = capacityOf(referral.kind);
  const other = kind === 'ward' ? { sessionId: null, stay: { sessionId, nights } } : { sessionId, stay: null };
  // Naming no place at all gives back what is held; naming nothing keeps it.
  const wish = way === 'own' ? null : way === 'other' ? other : places.length > 0 ? { sessionId: null, stay: null } : null;
  const options = [
    ...(stands && first ? [{ value: 'own' as const, label: says.own(`${formatInstant(first.startsAt)} ${first.resourceName}`) }] : []),
    { value: 'without' as const, label: says.without },
    // Whoever waits is offered a reserved place in the order of the list.
    ...(contract === null || referral.status === 'waiting' ? [] : [{ value: 'other' as const, label: says.other }]),
  ];
  return (
    <Form onFinish={() => accept.mutate({ referralId: referral.id, version, places: wish })}>
      {places.length > 0 && !stands ? <p role="status">{says.lost}</p> : null}
      {contract === null ? <p>{says.unsigned}</p> : null}
      <Radio.Group
        aria-label={says.way}
        value={way}
        onChange={(event) => setWay(options.find(({ value }) => value === event.target.value)?.value ?? 'without')}
        options={options}
        style={{ display: 'flex', flexDirection: 'column', gap: 8 }}
      />
      {way === 'other' ? <OtherPlaces kind={kind} nights={nights} onNights={setNights} chosen={sessionId} onChoose={setSession} shown={shown} /> : null}
      <RefusalList error={accept.error} />
      <ConfirmRow name={course.acts.names.accept} isPending={accept.isPending} isBarred={way === 'other' && sessionId === ''} onClose={onClose} />
    </Form>
  );
}

interface OtherPlacesProps extends Pick<ActProps, 'shown'> {
  readonly kind: CapacityKind;
  readonly nights: number;
  readonly onNights: (nights: number) => void;
  readonly chosen: string;
  readonly onChoose: (sessionId: string) => void;
}

function OtherPlaces({ shown: { referral, slot }, kind, nights, onNights, chosen, onChoose }: OtherPlacesProps) {
  const trpc = useTRPC();
  const [today] = useState(() => dayOfInstant(Date.now()));
  const { departmentCode, toInstitutionCode: institutionCode, fromInstitutionCode, priority } = referral;
  const found = useQuery(trpc.quota.search.queryOptions({ kind, departmentCode, institutionCode, fromInstitutionCode, priority, fromDay: today, toDay: addDays(today, daysAhead), nights }));
  const sessions = (found.data ?? []).filter(({ sessionId }) => sessionId !== slot?.sessionId);
  const label = kind === 'ward' ? says.beds : says.sessions;
  return (
    <div style={{ margin: '12px 0 0 24px' }}>
      {kind === 'ward' ? (
        <Form.Item label={says.nights} htmlFor="act-nights">
          <InputNumber id="act-nights" min={1} max={longestStay} value={nights} onChange={(value) => onNights(value ?? 1)} />
        </Form.Item>
      ) : null}
      <RefusalList error={found.error} />
      {found.isPending ? <p role="status">{says.searching}</p> : null}
      {found.data && sessions.length === 0 ? <p role="status">{says.none}</p> : null}
      <Radio.Group
        aria-label={label}
        value={chosen}
        onChange={(event) => onChoose(String(event.target.value))}
        style={{ display: 'flex', flexDirection: 'column', gap: 8 }}
        options={sessions.map(({ sessionId, day, startsAt, endsAt, resourceName, free }) => ({
          value: sessionId,
          label: `${copy.form.slot(day, quotaCopy.weekdays[weekday(day) - 1] ?? '', formatInstant(startsAt).slice(11), formatInstant(endsAt).slice(11))} ${resourceName}（${says.free(free)}）`,
        }))}
      />
      {sessions.length > 0 && chosen === '' ? <p>{says.pick}</p> : null}
    </div>
  );
}

function capacityOf(kind: ReferralKind): CapacityKind {
  if (kind === 'inpatient' || kind === 'rehabilitation') return 'ward';
  return kind === 'exam' ? 'exam' : 'clinic';
}
