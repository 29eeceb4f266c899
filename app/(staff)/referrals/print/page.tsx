'use client';

import { useSearchParams } from 'next/navigation';
import { labelOf, referralDirections, referralKinds, referralPriorities, referralStatuses, sexes } from '@/app/_copy/labels';
import { referral as copy } from '@/app/_copy/referral';
import { dangerSigns } from '@/app/_copy/referral-form-words';
import { slipWords } from '@/app/_copy/referral-slip';
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
  const { referral } = shown;
  return (
    <Slip
      title={slipWords.title[referral.direction]}
      rows={rowsOf(shown).filter(([, value]) => value !== '')}
      signatures={Object.values(copy.print.signatures)}
      code={
        <>
          <QrCode text={referral.number} label={copy.print.qrLabel} />
          <p>
            <strong>{referral.number}</strong>
            <br />
            {slipWords.where}
            <br />
            {slipWords.free}
          </p>
        </>
      }
    />
  );
}

/** What stands on the slip, in the order of the national form; what was not written leaves no line. */
function rowsOf(shown: ReferralDetail): readonly (readonly [string, string])[] {
  const { fields } = copy.detail;
  const { fields: more } = slipWords;
  const { referral, resident } = shown;
  return [
    [fields.priority, `${labelOf(referralDirections, referral.direction)} ${labelOf(referralKinds, referral.kind)} ${labelOf(referralPriorities, referral.priority)}`],
    [more.status, labelOf(referralStatuses, referral.status)],
    [fields.resident, resident ? copy.list.person(resident.name, labelOf(sexes, resident.sex), resident.age) : copy.detail.hidden],
    [fields.number, resident?.maskedNumber ?? ''],
    [fields.from, `${shown.fromInstitutionName} ${shown.practitionerName}`],
    [fields.to, copy.list.place(shown.toInstitutionName, referral.departmentName)],
    ...placeRows(shown),
    [fields.diagnosis, copy.detail.diagnosis(referral.diagnosisName, referral.diagnosisCode)],
    [more.signs, referral.dangerSigns.map((sign) => labelOf(dangerSigns, sign)).join('；')],
    [fields.reason, referral.reason],
    [more.purpose, referral.purpose ?? ''],
    [fields.findings, referral.findings ?? ''],
    [more.history, referral.history ?? ''],
    [more.treatment, referral.treatment ?? ''],
    [fields.sentAt, formatInstant(referral.sentAt)],
    [more.bring, slipWords.bring(referral.kind)],
  ];
}

/** A visit or examination with its hour, a stay with its days; a place that is only held is said to be so. */
function placeRows({ referral, slot, beds }: ReferralDetail): readonly (readonly [string, string])[] {
  const { fields } = copy.detail;
  const [firstBed] = beds.filter(({ standing }) => standing !== 'lost');
  const note = referral.status === 'accepted' || referral.status === 'arrived' || referral.status === 'in_treatment' ? '' : slipWords.notBooked;
  const visit: readonly (readonly [string, string])[] = slot && slot.standing !== 'lost' ? [[fields.time, `${slipWords.visit(formatInstant(slot.startsAt), slot.resourceName, slot.number)}${note}`]] : [];
  const stay: readonly (readonly [string, string])[] = firstBed ? [[slipWords.fields.stay, `${slipWords.stay(firstBed.day, beds.length, firstBed.resourceName)}${note}`]] : [];
  const both = [...visit, ...stay];
  return both.length > 0 ? both : [[fields.time, copy.print.noSlot]];
}
