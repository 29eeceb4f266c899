'use client';

import { Button } from 'antd';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { labelOf, referralDirections, referralKinds, sexes } from '@/app/_copy/labels';
import { referral as copy } from '@/app/_copy/referral';
import { shell } from '@/app/_copy/shell';
import { formatDay, formatInstant } from '@/app/_ui/moment';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import { EventTimeline } from '@/app/_ui/timeline';
import { AnswerClock } from '../answer-clock';
import { useNow } from '../use-now';
import { type ReferralDetail, useReferral } from '../use-referral';
import { ActPanel } from './act-panel';

/** One referral: what is asked, its place, what can be done now and why the rest cannot, and what happened. */
export default function ReferralPage() {
  const found = useReferral(useSearchParams().get('id') ?? '');
  const shown = found.data;
  if (!shown) {
    return (
      <Page title={copy.detail.title}>
        {found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
      </Page>
    );
  }
  return (
    <Page
      title={copy.detail.titleOf(labelOf(referralDirections, shown.referral.direction), shown.referral.number)}
      actions={
        <>
          <Link href="/referrals">
            <Button>{copy.detail.back}</Button>
          </Link>
          <Link href={`/referrals/print?id=${shown.referral.id}`}>
            <Button>{copy.detail.print}</Button>
          </Link>
        </>
      }
    >
      <ActPanel key={shown.version} shown={shown} />
      <Section title={copy.detail.slot}>
        <SlotFacts shown={shown} />
      </Section>
      <Section title={copy.detail.order}>
        <OrderFacts shown={shown} />
      </Section>
      <Section title={copy.detail.timeline}>
        <EventTimeline events={shown.events.map(eventOf)} />
      </Section>
    </Page>
  );
}

function SlotFacts({ shown: { slot } }: { readonly shown: ReferralDetail }) {
  const { fields, standings } = copy.detail;
  if (slot === null) return <p>{copy.detail.noSlot}</p>;
  return (
    <Facts
      items={[
        { name: fields.time, value: `${formatInstant(slot.startsAt)}–${formatInstant(slot.endsAt).slice(11)}` },
        { name: fields.specialist, value: slot.resourceName },
        { name: fields.place, value: copy.detail.placeNumber(slot.number) },
        { name: fields.standing, value: standings[slot.standing](formatInstant(slot.heldUntil)) },
      ]}
    />
  );
}

function OrderFacts({ shown }: { readonly shown: ReferralDetail }) {
  const now = useNow();
  const { fields, none } = copy.detail;
  const { referral, resident, contract } = shown;
  const sentAt = 'sentAt' in referral ? referral.sentAt : null;
  const answerDueAt = 'answerDueAt' in referral ? referral.answerDueAt : null;
  const closed = 'opinion' in referral ? referral : null;
  return (
    <Facts
      items={[
        { name: fields.status, value: <StatusTag kind="referral" value={referral.status} /> },
        { name: fields.priority, value: <StatusTag kind="priority" value={referral.priority} /> },
        { name: fields.clock, value: <AnswerClock status={referral.status} answerDueAt={answerDueAt} now={now} /> },
        {
          name: fields.resident,
          value: resident ? <Link href={`/residents/detail?id=${resident.id}`}>{copy.list.person(resident.name, labelOf(sexes, resident.sex), resident.age)}</Link> : copy.detail.hidden,
        },
        { name: fields.number, value: resident?.maskedNumber ?? none },
        { name: fields.contract, value: contract ? copy.detail.contract(contract.teamName, contract.until) : copy.detail.unsigned },
        { name: fields.from, value: shown.fromInstitutionName },
        { name: fields.doctor, value: shown.practitionerName },
        { name: fields.to, value: copy.list.place(shown.toInstitutionName, referral.departmentName) },
        { name: fields.kind, value: labelOf(referralKinds, referral.kind) },
        { name: fields.diagnosis, value: copy.detail.diagnosis(referral.diagnosisName, referral.diagnosisCode) },
        { name: fields.sentAt, value: formatInstant(sentAt) },
        { name: fields.reason, value: referral.reason },
        { name: fields.findings, value: referral.findings ?? none },
        ...('declineReason' in referral ? [{ name: fields.declineReason, value: referral.declineReason }] : []),
        ...(closed ? [{ name: fields.opinion, value: closed.opinion }, { name: fields.followUpDay, value: formatDay(closed.followUpDay) }] : []),
      ]}
    />
  );
}

function eventOf({ at, action, actorName, facts }: ReferralDetail['events'][number]) {
  const { eventNotes, events } = copy.detail;
  const { slotStartsAt, reason, followUpDay } = facts;
  const notes = [
    typeof slotStartsAt === 'number' ? eventNotes.slot(formatInstant(slotStartsAt)) : null,
    typeof reason === 'string' ? eventNotes.reason(reason) : null,
    typeof followUpDay === 'string' ? eventNotes.followUp(followUpDay) : null,
  ];
  // A job is named by its code, which is no name for readers.
  const isJob = /^[a-z-]+$/.test(actorName);
  return { at, title: labelOf(events, action), actorName: isJob ? copy.detail.system : actorName, note: notes.filter((note) => note !== null).join('；') || null };
}
