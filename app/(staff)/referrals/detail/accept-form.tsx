'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { Radio } from 'antd';
import { useState } from 'react';
import { quota as quotaCopy } from '@/app/_copy/quota';
import { referral as copy } from '@/app/_copy/referral';
import { useTRPC } from '@/app/_trpc/client';
import { formatInstant } from '@/app/_ui/moment';
import { RefusalList } from '@/app/_ui/refusal-list';
import { addDays, dayOfInstant, weekday } from '@/server/domain/kernel/calendar-day';
import { type ActProps, useReload } from './act';
import { ConfirmRow } from './plain-act';

const daysAhead = 14;

/** Accept and book in one step: the place the referral holds, or another free one of the hospital. */
export function AcceptForm({ shown, onClose }: ActProps) {
  const trpc = useTRPC();
  const onSuccess = useReload();
  const { referral, slot, contract } = shown;
  const standing = slot !== null && slot.standing === 'held';
  const [today] = useState(() => dayOfInstant(Date.now()));
  const [choice, setChoice] = useState(standing || slot === null ? '' : 'none');
  const search = { departmentCode: referral.departmentCode, institutionCode: referral.toInstitutionCode, fromDay: today, toDay: addDays(today, daysAhead), priority: referral.priority };
  const others = useQuery(trpc.quota.search.queryOptions(search, { enabled: contract !== null }));
  const accept = useMutation(trpc.referral.accept.mutationOptions({ onSuccess }));
  const sessions = (others.data ?? []).filter(({ sessionId }) => sessionId !== slot?.sessionId);
  const own = slot === null ? copy.acts.acceptWithout : `${copy.acts.acceptOwn} ${formatInstant(slot.startsAt)} ${slot.resourceName}`;
  const options = [
    ...(standing || slot === null ? [{ value: '', label: own }] : []),
    ...sessions.map(({ sessionId, day, startsAt, endsAt, resourceName, free }) => ({
      value: sessionId,
      label: `${copy.acts.acceptOther}${copy.form.slot(day, quotaCopy.weekdays[weekday(day) - 1] ?? '', formatInstant(startsAt).slice(11), formatInstant(endsAt).slice(11))} ${resourceName}（${copy.form.left(free)}）`,
    })),
  ];
  return (
    <div>
      {slot !== null && !standing ? <p role="status">{copy.acts.lostHold}</p> : null}
      <RefusalList error={others.error} />
      <Radio.Group aria-label={copy.acts.acceptChoice} value={choice} onChange={(event) => setChoice(String(event.target.value))} options={options} style={{ display: 'flex', flexDirection: 'column', gap: 8 }} />
      {contract !== null && others.data && sessions.length === 0 ? <p>{copy.acts.noOther}</p> : null}
      <RefusalList error={accept.error} />
      <ConfirmRow
        label={copy.acts.accept}
        isPending={accept.isPending}
        onConfirm={() => accept.mutate({ referralId: referral.id, version: shown.version, places: choice === '' || choice === 'none' ? null : { sessionId: choice, stay: null } })}
        onClose={onClose}
      />
    </div>
  );
}
