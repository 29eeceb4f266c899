'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { shell } from '@/app/_copy/shell';
import { waiting as copy } from '@/app/_copy/waiting';
import { useTRPC } from '@/app/_trpc/client';
import { formatInstant } from '@/app/_ui/moment';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useDraft } from '@/app/_ui/use-draft';
import { addDays, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { waitsFor } from '@/server/domain/waiting/turn';
import type { ReferralDetail } from '../use-referral';
import { type ActProps, useActed } from './act';
import { ConfirmRow } from './confirm-row';

const daysAhead = 21;
const mostOffered = 100;

interface Choosable {
  readonly value: string;
  readonly sessionId: string;
  readonly insteadOf: string | null;
  readonly label: string;
}

/** The office gives somebody who waits a place of its choice: a free one, or one that another has not answered yet; out of the order with a reason. */
export function GiveForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const { referral, version } = shown;
  const [chosen, setChosen] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const [reason, setReason, clear] = useDraft(`referrals.give.${referral.id}`, '');
  const give = useMutation(trpc.waiting.give.mutationOptions({ onSuccess: useActed(clear) }));
  const turn = useQuery(trpc.waiting.turn.queryOptions({ referralId: referral.id }));
  const nights = Math.max(1, turn.data?.nights ?? 1);
  const { places, error, isPending } = useChoosable(shown, nights);
  const place = places.find(({ value }) => value === chosen);
  const send = () => {
    if (!place) return;
    const wish = waitsFor(referral.kind) === 'ward' ? { sessionId: null, stay: { sessionId: place.sessionId, nights } } : { sessionId: place.sessionId, stay: null };
    give.mutate({ referralId: referral.id, version, places: wish, insteadOf: place.insteadOf, reason, confirmed });
  };
  return (
    <Form layout="vertical" style={{ maxWidth: 640 }} onFinish={send}>
      <p>{copy.acts.giveText}</p>
      <RefusalList error={error} />
      {isPending ? <p role="status">{shell.loading}</p> : null}
      {!isPending && places.length === 0 ? <p role="status">{copy.acts.none}</p> : null}
      <Radio.Group
        aria-label={copy.acts.place}
        value={chosen}
        onChange={(event) => setChosen(String(event.target.value))}
        style={{ display: 'flex', flexDirection: 'column', gap: 8 }}
        options={places.map(({ value, label }) => ({ value, label }))}
      />
      <Form.Item label={copy.acts.reason} htmlFor="give-reason" style={{ marginTop: 12 }}>
        <Input id="give-reason" value={reason} onChange={(event) => setReason(event.target.value)} />
      </Form.Item>
      <Checkbox checked={confirmed} onChange={(event) => setConfirmed(event.target.checked)}>
        {copy.acts.confirmed}
      </Checkbox>
      <RefusalList error={give.error} />
      {place ? null : <p>{copy.acts.pick}</p>}
      <ConfirmRow name={copy.acts.giveTitle} isPending={give.isPending} isBarred={!place} onClose={onClose} />
    </Form>
  );
}

/** Free places of the department, and those that others on the list have been offered and not answered. */
function useChoosable({ referral }: ReferralDetail, nights: number): { readonly places: readonly Choosable[]; readonly error: unknown; readonly isPending: boolean } {
  const trpc = useTRPC();
  const [today] = useState(() => dayOfInstant(Date.now()));
  const kind = waitsFor(referral.kind) ?? 'clinic';
  const { departmentCode, toInstitutionCode: institutionCode, fromInstitutionCode, priority } = referral;
  const free = useQuery(trpc.quota.search.queryOptions({ kind, departmentCode, institutionCode, fromInstitutionCode, priority, fromDay: today, toDay: addDays(today, daysAhead), nights }));
  const queue = useQuery(trpc.waiting.queue.queryOptions({ institutionCode, departmentCode, kind, page: 1, pageSize: mostOffered }));
  const places: Choosable[] = (free.data ?? []).map(({ sessionId, startsAt, resourceName }) => ({ value: sessionId, sessionId, insteadOf: null, label: `${copy.acts.free}：${formatInstant(startsAt)} ${resourceName}` }));
  for (const { referralId, number, offer } of queue.data?.rows ?? []) {
    if (offer === null || referralId === referral.id) continue;
    places.push({ value: offer.id, sessionId: offer.sessionId, insteadOf: referralId, label: copy.acts.offered(number, `${formatInstant(offer.startsAt)} ${offer.resourceName}`) });
  }
  return { places, error: free.error ?? queue.error, isPending: free.isPending || queue.isPending };
}
