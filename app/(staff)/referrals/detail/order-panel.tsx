'use client';

import { declineCodes, labelOf, referralKinds, sexes } from '@/app/_copy/labels';
import { referral as copy } from '@/app/_copy/referral';
import { course } from '@/app/_copy/referral-course';
import { dangerSigns, measures as measureWords } from '@/app/_copy/referral-form-words';
import Link from '@/app/_ui/link';
import { formatDay, formatInstant } from '@/app/_ui/moment';
import { Facts, Section } from '@/app/_ui/page';
import { StatusTag } from '@/app/_ui/status-tag';
import { measures } from '@/server/domain/referral/danger-signs';
import { AnswerClock } from '../answer-clock';
import { useNow } from '../use-now';
import type { ReferralDetail } from '../use-referral';

type Fact = Parameters<typeof Facts>[0]['items'][number];

/** What is asked for, for whom, by whom, and what has been said to it. */
export function OrderPanel({ shown }: { readonly shown: ReferralDetail }) {
  return (
    <Section title={copy.detail.order}>
      <Facts items={[...useStanding(shown), ...personOf(shown), ...caseOf(shown), ...answerOf(shown)]} />
    </Section>
  );
}

function useStanding({ referral }: ReferralDetail): Fact[] {
  const now = useNow();
  const { fields } = copy.detail;
  return [
    { name: fields.status, value: <StatusTag kind="referral" value={referral.status} /> },
    { name: fields.priority, value: <StatusTag kind="priority" value={referral.priority} /> },
    { name: fields.clock, value: <AnswerClock status={referral.status} answerDueAt={referral.answerDueAt} now={now} /> },
    ...(referral.status === 'waiting' ? [{ name: course.order.promised, value: formatDay(referral.promisedDay) }] : []),
  ];
}

function personOf(shown: ReferralDetail): Fact[] {
  const { referral, resident, contract } = shown;
  const { fields, none } = copy.detail;
  return [
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
    { name: fields.sentAt, value: formatInstant(referral.sentAt) },
  ];
}

function caseOf({ referral }: ReferralDetail): Fact[] {
  const { fields, none } = copy.detail;
  const { measurements } = referral.assessment;
  const measured = measures.flatMap((measure) => {
    const value = measurements[measure];
    const words = measureWords[measure];
    return value === undefined ? [] : [`${words.name} ${words.shown(value)} ${words.unit}`];
  });
  const signs = referral.dangerSigns.map((code) => labelOf(dangerSigns, code));
  const optional = (name: string, value: string | null): Fact[] => (value === null || value === '' ? [] : [{ name, value }]);
  return [
    { name: fields.diagnosis, value: copy.detail.diagnosis(referral.diagnosisName, referral.diagnosisCode) },
    { name: fields.reason, value: referral.reason },
    ...optional(course.order.purpose, referral.purpose),
    { name: fields.findings, value: referral.findings ?? none },
    ...optional(course.order.dangerSigns, signs.join('、')),
    ...optional(course.order.measurements, measured.join('；')),
    ...optional(course.order.history, referral.history),
    ...optional(course.order.treatment, referral.treatment),
  ];
}

function answerOf({ referral }: ReferralDetail): Fact[] {
  const { fields } = copy.detail;
  return [
    ...(referral.declineCode === null ? [] : [{ name: course.order.declineCode, value: labelOf(declineCodes, referral.declineCode) }]),
    ...(referral.declineReason === null ? [] : [{ name: fields.declineReason, value: referral.declineReason }]),
    ...(!referral.opinion ? [] : [{ name: fields.opinion, value: referral.opinion }]),
    ...(referral.followUpDay === null ? [] : [{ name: fields.followUpDay, value: formatDay(referral.followUpDay) }]),
  ];
}
