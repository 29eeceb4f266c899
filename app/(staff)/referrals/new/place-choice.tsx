'use client';

import { useQuery } from '@tanstack/react-query';
import { Radio } from 'antd';
import { quota as quotaCopy } from '@/app/_copy/quota';
import { referralForm as copy } from '@/app/_copy/referral-form';
import { useTRPC } from '@/app/_trpc/client';
import type { RouterInputs, RouterOutputs } from '@/app/_trpc/outputs';
import { formatInstant } from '@/app/_ui/moment';
import { RefusalList } from '@/app/_ui/refusal-list';
import { useSentenceOf } from '@/app/_ui/sentences';
import { daysBetween, weekday } from '@/server/domain/kernel/calendar-day';
import styles from './new.module.css';

type Search = RouterInputs['quota']['search'];
type Found = RouterOutputs['quota']['search'][number];

interface PlaceChoiceProps {
  readonly id: string;
  readonly title: string;
  readonly search: Search;
  readonly chosen: string | null;
  readonly isDisabled: boolean;
  readonly onChoose: (found: Found) => void;
}

/** Reserved places that can be held now, earliest first; when there is none, what is withheld and why. */
export function PlaceChoice({ id, title, search, chosen, isDisabled, onChoose }: PlaceChoiceProps) {
  const trpc = useTRPC();
  const places = useQuery(trpc.quota.search.queryOptions(search, { refetchInterval: 60_000 }));
  const found = places.data ?? [];
  const label = (session: Found) => {
    const day = quotaCopy.weekdays[weekday(session.day) - 1] ?? '';
    const when =
      session.kind === 'ward'
        ? copy.ward(session.day, day, search.nights ?? 1)
        : copy.slot(session.day, day, formatInstant(session.startsAt).slice(11), formatInstant(session.endsAt).slice(11));
    const notes = [copy.left(session.free), session.borrowed > 0 ? copy.borrowed : null, session.urgentOnly ? copy.urgentOnly : null].filter((note) => note !== null);
    return (
      <>
        <strong>{when}</strong> {copy.slotPlace(session.institutionName, session.departmentName, session.resourceName)} · {notes.join(' · ')}
      </>
    );
  };
  return (
    <div aria-busy={places.isFetching}>
      <p id={id}>
        <strong>{title}</strong>
      </p>
      <RefusalList error={places.error} />
      {places.isPending ? <p role="status">{copy.slotsLoading}</p> : null}
      {places.data && found.length === 0 ? <Withheld search={search} /> : null}
      <Radio.Group
        aria-labelledby={id}
        className={styles.slots}
        value={chosen}
        disabled={isDisabled}
        onChange={(event) => {
          const session = found.find(({ sessionId }) => sessionId === event.target.value);
          if (session) onChoose(session);
        }}
        options={found.map((session) => ({ value: session.sessionId, label: label(session) }))}
      />
    </div>
  );
}

/** Asked only when nothing was found: places there are, and why they are not for this referral. */
function Withheld({ search }: { readonly search: Search }) {
  const trpc = useTRPC();
  const withheld = useQuery(trpc.quota.withheld.queryOptions(search));
  const sentenceOf = useSentenceOf(true);
  return (
    <>
      <p>{copy.noSlots(daysBetween(search.fromDay, search.toDay))}</p>
      <ul>
        {(withheld.data ?? []).map(({ reason, sessions }) => (
          <li key={reason.code}>{copy.withheld(sessions, sentenceOf?.(reason) ?? '')}</li>
        ))}
      </ul>
    </>
  );
}
