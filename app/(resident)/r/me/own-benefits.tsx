import { own } from '@/app/_copy/own';
import { acts } from '@/app/_copy/own-acts';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { formatDayInWords } from '@/app/_ui/moment';
import { yuanText } from '@/app/_ui/money';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { Go } from '../go';
import styles from '../resident.module.css';

type Benefits = NonNullable<RouterOutputs['own']['benefits']>;

export function OwnBenefits({ benefits }: { readonly benefits: Benefits | null }) {
  const { benefits: copy } = own;
  return (
    <section id="benefits" className={styles.card} aria-labelledby="benefits-title">
      <h1 id="benefits-title">{copy.title}</h1>
      {benefits ? <Year benefits={benefits} /> : <p>{copy.none}</p>}
    </section>
  );
}

function Year({ benefits }: { readonly benefits: Benefits }) {
  const { benefits: copy } = own;
  return (
    <>
      <p className={styles.lead}>{whatWasSaved(benefits)}</p>
      <p>
        {copy.total(benefits.visits, yuanText(benefits.payFen))}
        {copy.layered(benefits)}
      </p>
      <details className={styles.more}>
        <summary>{copy.list(benefits.newest.length)}</summary>
        <ul className={styles.list}>
          {benefits.newest.map((visit) => (
            <li key={`${visit.institutionName} ${visit.settlementId}`}>
              <p className={styles.strong}>
                {formatDayInWords(visit.settledAt.slice(0, 10))} {visit.institutionName}
              </p>
              <p>
                {copy.visit(visit.medType, yuanText(visit.payFen))}
                {copy.layered(visit)}
              </p>
              <p>{copy.shares(yuanText(visit.totalFen), yuanText(visit.selfPaidFen))}</p>
              <p>{copy.why(visit)}</p>
              <Go as="textLink" href={`/r/me/visit?place=${encodeURIComponent(visit.institutionCode)}&id=${encodeURIComponent(visit.settlementId)}`}>
                {acts.visit.open}
              </Go>
            </li>
          ))}
        </ul>
      </details>
      {benefits.otherYears.map((day) => (
        <Go key={day} as="quietAction" href={benefitsOf(day)}>
          {copy.openYear(yearName(day))}
        </Go>
      ))}
    </>
  );
}

/** A year that is over has no “not yet”. */
function whatWasSaved({ enhancementFen, isThisYear, benefitYear }: Benefits): string {
  const { benefits: copy } = own;
  const year = isThisYear ? copy.thisYear : yearName(benefitYear);
  if (enhancementFen > 0) return copy.saved(year, yuanText(enhancementFen));
  return isThisYear ? copy.nothingSavedYet(year) : copy.nothingSaved(year);
}

/** Where the figures of a benefit year stand. */
export function benefitsOf(benefitYear: Day): string {
  return `/r/me/benefits?year=${benefitYear}`;
}

/** A benefit year that is the calendar's is called by its number, as people do. */
function yearName(benefitYear: Day): string {
  const { benefits: copy } = own;
  return benefitYear.endsWith('-01-01') ? copy.yearOf(benefitYear.slice(0, 4)) : copy.yearFrom(formatDayInWords(benefitYear));
}
