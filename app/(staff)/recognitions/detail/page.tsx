'use client';

import { useSearchParams } from 'next/navigation';
import { evidenceKinds, labelOf, recognitionStandings, sexes } from '@/app/_copy/labels';
import { recognition as copy } from '@/app/_copy/recognition';
import { shell } from '@/app/_copy/shell';
import { Button } from '@/app/_ui/button';
import Link from '@/app/_ui/link';
import { formatDay, formatInstant } from '@/app/_ui/moment';
import { Facts, Page, Section } from '@/app/_ui/page';
import { RefusalList } from '@/app/_ui/refusal-list';
import { StatusTag } from '@/app/_ui/status-tag';
import { EventTimeline } from '@/app/_ui/timeline';
import { type RecognitionDetail, useRecognition } from '../use-recognition';
import { ActPanel } from './act-panel';
import { eventsOf } from './events-of';

/** One recognition: what can be done now and why the rest cannot, what was applied for, the evidence, what happened. */
export default function RecognitionPage() {
  const found = useRecognition(useSearchParams().get('id') ?? '');
  const shown = found.data;
  if (!shown) {
    return (
      <Page title={copy.detail.title}>
        {found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
      </Page>
    );
  }
  const { recognition } = shown;
  return (
    <Page
      title={copy.detail.titleOf(recognition.diseaseName, recognition.number)}
      actions={
        <>
          <Link href="/recognitions">
            <Button>{copy.detail.back}</Button>
          </Link>
          <Link href={`/recognitions/print?id=${recognition.id}`}>
            <Button>{copy.detail.print}</Button>
          </Link>
        </>
      }
    >
      <ActPanel key={shown.version} shown={shown} />
      <Section title={copy.detail.order}>
        <Facts items={factsOf(shown)} />
      </Section>
      <Section title={copy.detail.evidence}>
        <EvidenceList evidence={recognition.evidence} />
      </Section>
      <Section title={copy.detail.timeline}>
        <EventTimeline events={eventsOf(recognition)} />
      </Section>
    </Page>
  );
}

function factsOf({ recognition, standing, resident, institutionName, renews, renewedBy, renewableFrom }: RecognitionDetail) {
  const { fields, none } = copy.detail;
  const validity = 'validTo' in recognition ? copy.list.validity(recognition.validFrom, recognition.validTo) : none;
  return [
    { name: fields.standing, value: <StatusTag kind="recognition" value={standing} /> },
    {
      name: fields.resident,
      value: <Link href={`/residents/detail?id=${resident.id}`}>{copy.list.person(resident.name, labelOf(sexes, resident.sex), resident.age)}</Link>,
    },
    { name: fields.number, value: resident.maskedNumber },
    { name: fields.disease, value: recognition.diseaseName },
    { name: fields.diagnosis, value: copy.list.diagnosis(recognition.diagnosisName, recognition.diagnosisCode) },
    { name: fields.institution, value: institutionName ?? copy.list.takenOver },
    { name: fields.applicant, value: recognition.appliedByName },
    { name: fields.appliedAt, value: formatInstant(recognition.appliedAt) },
    { name: fields.validity, value: validity },
    ...(renewableFrom === null ? [] : [{ name: fields.renewableFrom, value: formatDay(renewableFrom) }]),
    ...('decidedByName' in recognition ? [{ name: fields.decidedBy, value: recognition.decidedByName }] : []),
    ...('revokedFrom' in recognition ? [{ name: fields.revokedFrom, value: copy.detail.revokedFrom(recognition.revokedFrom) }] : []),
    ...('reason' in recognition ? [{ name: fields.reason, value: recognition.reason }] : []),
    ...(renews ? [{ name: fields.renews, value: <Linked link={renews} /> }] : []),
    ...renewedBy.map((link) => ({ name: fields.renewedBy, value: <Linked key={link.id} link={link} /> })),
  ];
}

function Linked({ link }: { readonly link: NonNullable<RecognitionDetail['renews']> }) {
  return <Link href={`/recognitions/detail?id=${link.id}`}>{copy.detail.linked(link.number, labelOf(recognitionStandings, link.standing))}</Link>;
}

function EvidenceList({ evidence }: { readonly evidence: RecognitionDetail['recognition']['evidence'] }) {
  if (evidence.length === 0) return <p>{copy.detail.noEvidence}</p>;
  return (
    <ol style={{ margin: 0, paddingLeft: '1.4em' }}>
      {evidence.map((item, at) => (
        <li key={at}>
          <strong>{copy.detail.evidenceItem(labelOf(evidenceKinds, item.kind), item.issuer, item.issuedOn)}</strong>
          <p>{item.text}</p>
        </li>
      ))}
    </ol>
  );
}
