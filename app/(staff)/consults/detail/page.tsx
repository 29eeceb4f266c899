'use client';

import { useSearchParams } from 'next/navigation';
import { consult as copy } from '@/app/_copy/consult';
import { consultTypes, labelOf, referralPriorities, sexes } from '@/app/_copy/labels';
import { shell } from '@/app/_copy/shell';
import Link from '@/app/_ui/link';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import { Attachments } from '../../referrals/attachments';
import { AnswerClock } from '../../referrals/answer-clock';
import { useNow } from '../../referrals/use-now';
import { type ReferralDetail, useReferral } from '../../referrals/use-referral';
import { ConsultActs } from './consult-acts';
import { ConversationPanel } from './conversation-panel';

/** One e-consult: what is asked, what was said, and what can be done now. */
export default function ConsultPage() {
  const id = useSearchParams().get('id') ?? '';
  const found = useReferral(id);
  if (!found.data) {
    return <Page title={copy.title}>{id === '' ? <p>{copy.detail.missing}</p> : found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}</Page>;
  }
  const shown = found.data;
  const { referral } = shown;
  if (referral.kind !== 'e_consult') {
    return (
      <Page title={copy.title}>
        <p>{copy.detail.notConsult}</p>
        <Link href={`/referrals/detail?id=${referral.id}`}>{copy.detail.openReferral}</Link>
      </Page>
    );
  }
  return (
    <Page
      title={copy.detail.title(consultTypes[referral.consultType ?? 'clinical'])}
      description={
        <>
          {copy.detail.number(referral.number)} <StatusTag kind="referral" value={referral.status} />
        </>
      }
      actions={<Link href="/consults">{copy.detail.back}</Link>}
    >
      <Question shown={shown} />
      <ConsultActs key={shown.version} shown={shown} />
      <Section title={copy.detail.attachments}>{shown.resident ? <Attachments referralId={referral.id} /> : <p>{copy.detail.hidden}</p>}</Section>
      <ConversationPanel referralId={referral.id} />
    </Page>
  );
}

function Question({ shown }: { readonly shown: ReferralDetail }) {
  const now = useNow();
  const { referral, resident } = shown;
  const { facts } = copy.detail;
  return (
    <Section title={facts.reason}>
      <Facts
        items={[
          { name: facts.resident, value: resident ? copy.person(resident.name, labelOf(sexes, resident.sex), resident.age) : copy.detail.none },
          { name: facts.diagnosis, value: referral.diagnosisCode ? `${referral.diagnosisName} ${referral.diagnosisCode}` : referral.diagnosisName },
          { name: facts.reason, value: referral.reason },
          { name: facts.findings, value: referral.findings ?? copy.detail.none },
          { name: facts.from, value: `${shown.fromInstitutionName} ${shown.practitionerName}` },
          { name: facts.to, value: copy.place(shown.toInstitutionName, referral.departmentName) },
          { name: facts.priority, value: referralPriorities[referral.priority] },
          { name: facts.clock, value: <AnswerClock status={referral.status} answerDueAt={referral.answerDueAt} now={now} /> },
          ...(!referral.opinion ? [] : [{ name: facts.opinion, value: <strong>{referral.opinion}</strong> }]),
        ]}
      />
    </Section>
  );
}
