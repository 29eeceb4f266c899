'use client';

import { useSearchParams } from 'next/navigation';
import { labelOf, sexes } from '@/app/_copy/labels';
import { recognition as copy } from '@/app/_copy/recognition';
import { shell } from '@/app/_copy/shell';
import { formatInstant } from '@/app/_ui/moment';
import { Page } from '@/app/_ui/page';
import { QrCode } from '@/app/_ui/qr-code';
import { RefusalList } from '@/app/_ui/refusal-list';
import { PrintTools, Slip } from '@/app/_ui/slip';
import { type RecognitionDetail, useRecognition } from '../use-recognition';

/** What the resident is handed: the decision, its days, and why. The code is the recognition's number, which says nothing about the person. */
export default function PrintPage() {
  const id = useSearchParams().get('id') ?? '';
  const found = useRecognition(id);
  return (
    <Page title={copy.print.pageTitle}>
      <PrintTools print={copy.print.print} back={copy.print.back} backHref={`/recognitions/detail?id=${id}`} />
      {found.data ? <RecognitionSlip shown={found.data} /> : found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
    </Page>
  );
}

function RecognitionSlip({ shown }: { readonly shown: RecognitionDetail }) {
  const { recognition, resident, institutionName } = shown;
  if (!('decidedAt' in recognition)) return <p role="status">{copy.print.pending}</p>;
  const { fields } = copy.detail;
  const rows: readonly (readonly [string, string])[] = [
    [fields.resident, copy.list.person(resident.name, labelOf(sexes, resident.sex), resident.age)],
    [fields.number, resident.maskedNumber],
    [fields.disease, recognition.diseaseName],
    [fields.diagnosis, copy.list.diagnosis(recognition.diagnosisName, recognition.diagnosisCode)],
    [fields.institution, institutionName ?? copy.list.takenOver],
    [fields.appliedAt, formatInstant(recognition.appliedAt)],
    [copy.print.result, labelOf(copy.print.results, recognition.status)],
    ...('validTo' in recognition ? [[fields.validity, copy.list.validity(recognition.validFrom, recognition.validTo)] as const] : []),
    ...('revokedFrom' in recognition ? [[fields.revokedFrom, copy.detail.revokedFrom(recognition.revokedFrom)] as const] : []),
    ...('reason' in recognition ? [[fields.reason, recognition.reason] as const] : []),
    [copy.print.decidedAt, formatInstant(recognition.decidedAt)],
    [fields.decidedBy, recognition.decidedByName],
  ];
  return (
    <Slip
      title={copy.print.title}
      rows={rows}
      signatures={Object.values(copy.print.signatures)}
      code={
        <>
          <QrCode text={recognition.number} label={copy.print.qrLabel} />
          <p>
            {recognition.number}
            <br />
            {recognition.status === 'approved' ? copy.print.note : null}
          </p>
        </>
      }
    />
  );
}
