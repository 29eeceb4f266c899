'use client';

import { useSearchParams } from 'next/navigation';
import { labelOf, referralDirections, referralKinds, referralPriorities, sexes } from '@/app/_copy/labels';
import { referral as copy } from '@/app/_copy/referral';
import { shell } from '@/app/_copy/shell';
import { formatInstant } from '@/app/_ui/moment';
import { Page } from '@/app/_ui/page';
import { QrCode } from '@/app/_ui/qr-code';
import { RefusalList } from '@/app/_ui/refusal-list';
import { PrintTools, Slip } from '@/app/_ui/slip';
import { type ReferralDetail, useReferral } from '../use-referral';

/** The slip the resident takes to the hospital; its code is the referral's number, which says nothing about the person. */
export default function PrintPage() {
  const id = useSearchParams().get('id') ?? '';
  const found = useReferral(id);
  return (
    <Page title={copy.print.pageTitle}>
      <PrintTools print={copy.print.print} back={copy.print.back} backHref={`/referrals/detail?id=${id}`} />
      {found.data ? <ReferralSlip shown={found.data} /> : found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
    </Page>
  );
}

function ReferralSlip({ shown }: { readonly shown: ReferralDetail }) {
  const { fields } = copy.detail;
  const { referral, resident, slot } = shown;
  const rows: readonly (readonly [string, string])[] = [
    [fields.priority, `${labelOf(referralDirections, referral.direction)} ${labelOf(referralKinds, referral.kind)} ${labelOf(referralPriorities, referral.priority)}`],
    [fields.resident, resident ? copy.list.person(resident.name, labelOf(sexes, resident.sex), resident.age) : copy.detail.hidden],
    [fields.number, resident?.maskedNumber ?? copy.detail.none],
    [fields.from, `${shown.fromInstitutionName} ${shown.practitionerName}`],
    [fields.to, copy.list.place(shown.toInstitutionName, referral.departmentName)],
    [fields.time, slot && slot.standing !== 'lost' ? `${formatInstant(slot.startsAt)} ${slot.resourceName} ${copy.detail.placeNumber(slot.number)}` : copy.print.noSlot],
    [fields.diagnosis, copy.detail.diagnosis(referral.diagnosisName, referral.diagnosisCode)],
    [fields.reason, referral.reason],
    [fields.findings, referral.findings ?? copy.detail.none],
    [fields.sentAt, formatInstant('sentAt' in referral ? referral.sentAt : null)],
  ];
  return (
    <Slip
      title={copy.print.title}
      rows={rows}
      signatures={Object.values(copy.print.signatures)}
      code={
        <>
          <QrCode text={referral.number} label={copy.print.qrLabel} />
          <p>
            {referral.number}
            <br />
            {copy.print.scan}
          </p>
        </>
      }
    />
  );
}
