import { verify as copy } from '@/app/_copy/verify';
import type { VerificationAnswer, VerifiedAgreement } from '@/app/_trpc/verification';
import { formatDayInWords } from '@/app/_ui/moment';
import resident from '../r/resident.module.css';
import styles from './verify.module.css';

export function Answer({ answer }: { readonly answer: VerificationAnswer }) {
  switch (answer.kind) {
    case 'found':
      return <Found agreement={answer.agreement} />;
    case 'unknown':
      return <Problem title={copy.unknown} text={copy.unknownWhy} />;
    case 'locked':
      return <Problem title={copy.locked} text={copy.lockedWhy} />;
  }
}

function Problem({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div className={resident.problem} role="alert">
      <p className={resident.strong}>{title}</p>
      <p>{text}</p>
    </div>
  );
}

function Found({ agreement }: { readonly agreement: VerifiedAgreement }) {
  const { fields } = copy;
  const rows: readonly (readonly [string, string])[] = [
    [fields.status, agreement.hasBegun || agreement.status !== 'in_force' ? copy.statuses[agreement.status] : copy.notBegun(formatDayInWords(agreement.startDay))],
    [fields.number, agreement.number],
    [fields.name, agreement.maskedName],
    [fields.institution, agreement.institutionName],
    [fields.signed, formatDayInWords(agreement.signedDay)],
    [fields.term, copy.term(formatDayInWords(agreement.startDay), formatDayInWords(agreement.endDay))],
  ];
  return (
    <section className={resident.card} aria-labelledby="found">
      <h2 id="found">{copy.found}</h2>
      <p className={`${resident.lead} ${agreement.isIntact ? styles.good : styles.bad}`}>{agreement.isIntact ? copy.intact : copy.changed}</p>
      {agreement.consentRevoked ? <p className={resident.strong}>{copy.revoked}</p> : null}
      <dl className={resident.facts}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {agreement.digest === '' ? null : (
          <div>
            <dt>{fields.digest}</dt>
            <dd className={styles.digest}>{agreement.digest}</dd>
          </div>
        )}
      </dl>
      {agreement.digest === '' ? null : <p className={resident.hint}>{copy.digestHint}</p>}
    </section>
  );
}
