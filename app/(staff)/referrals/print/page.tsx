'use client';

import { Button } from 'antd';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { labelOf, referralDirections, referralKinds, referralPriorities, sexes } from '@/app/_copy/labels';
import { referral as copy } from '@/app/_copy/referral';
import { shell } from '@/app/_copy/shell';
import { formatInstant } from '@/app/_ui/moment';
import { Page } from '@/app/_ui/page';
import { QrCode } from '@/app/_ui/qr-code';
import { RefusalList } from '@/app/_ui/refusal-list';
import { type ReferralDetail, useReferral } from '../use-referral';
import styles from './print.module.css';

/** The slip the resident takes to the hospital; its code is the referral's number, which says nothing about the person. */
export default function PrintPage() {
  const id = useSearchParams().get('id') ?? '';
  const found = useReferral(id);
  return (
    <Page title={copy.print.pageTitle}>
      <div className={styles.screenOnly}>
        <Button type="primary" onClick={() => window.print()}>
          {copy.print.print}
        </Button>
        <Link href={`/referrals/detail?id=${id}`}>
          <Button>{copy.print.back}</Button>
        </Link>
      </div>
      {found.data ? <Slip shown={found.data} /> : found.error ? <RefusalList error={found.error} /> : <p role="status">{shell.loading}</p>}
    </Page>
  );
}

function Slip({ shown }: { readonly shown: ReferralDetail }) {
  const { fields } = copy.detail;
  const { referral, resident, slot } = shown;
  const rows: readonly (readonly [string, string])[] = [
    [fields.priority, `${labelOf(referralDirections, referral.direction)} ${labelOf(referralKinds, referral.kind)} ${labelOf(referralPriorities, referral.priority)}`],
    [fields.resident, resident ? copy.list.person(resident.name, labelOf(sexes, resident.sex), resident.age) : copy.detail.hidden],
    [fields.number, resident?.maskedNumber ?? copy.detail.none],
    [fields.from, `${shown.fromInstitutionName} ${shown.practitionerName}`],
    [fields.to, copy.list.place(shown.toInstitutionName, referral.departmentName)],
    [fields.time, slot && slot.standing !== 'lost' ? `${formatInstant(slot.startsAt)} ${slot.specialistName} ${copy.detail.placeNumber(slot.number)}` : copy.print.noSlot],
    [fields.diagnosis, copy.detail.diagnosis(referral.diagnosisName, referral.diagnosisCode)],
    [fields.reason, referral.reason],
    [fields.findings, referral.findings ?? copy.detail.none],
    [fields.sentAt, formatInstant('sentAt' in referral ? referral.sentAt : null)],
  ];
  return (
    <article className={styles.slip} aria-label={copy.print.title}>
      <h2>{copy.print.title}</h2>
      <table className={styles.rows}>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.code}>
        <QrCode text={referral.number} label={copy.print.qrLabel} />
        <p>
          {referral.number}
          <br />
          {copy.print.scan}
        </p>
      </div>
      <div className={styles.signatures}>
        {Object.values(copy.print.signatures).map((label) => (
          <span key={label}>{label}</span>
        ))}
      </div>
    </article>
  );
}
