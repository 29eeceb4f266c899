import { labelOf, medTypes } from '@/app/_copy/labels';
import { acts } from '@/app/_copy/own-acts';
import { operandName, working } from '@/app/_copy/working';
import { formatDayInWords } from '@/app/_ui/moment';
import { yuanText } from '@/app/_ui/money';
import { quantityText } from '@/app/_ui/quantity';
import { notFound } from 'next/navigation';
import { refusalsOf } from '@/app/_trpc/server';
import { Go } from '../../go';
import { benefitsOf } from '../own-benefits';
import { signedIn } from '../signed-in';
import styles from '../../resident.module.css';

interface VisitProps {
  readonly searchParams: Promise<{ readonly place?: string; readonly id?: string }>;
}

/** One visit opened to its working: each step with its rule in words, what went in and what came out. */
export default async function OwnVisitPage({ searchParams }: VisitProps) {
  const { place = '', id = '' } = await searchParams;
  const api = await signedIn();
  const visit = await api.own.visit({ institutionCode: place, settlementId: id }).catch((error: unknown) => {
    if (refusalsOf(error).length > 0) notFound();
    throw error;
  });
  const { visit: copy } = acts;
  return (
    <>
      <h1>{copy.title}</h1>
      <p className={styles.lead}>
        {formatDayInWords(visit.settledOn)} {visit.institutionName} {labelOf(medTypes, visit.medType)}
      </p>
      <p>
        {copy.total(yuanText(visit.totalFen))}。{copy.policy(visit.policyTitle)}
      </p>
      {visit.working.length === 0 ? <p>{copy.none}</p> : null}
      <ol className={styles.working}>
        {visit.working.map((step, index) => (
          <li key={`${step.step}-${index}`}>
            <p className={styles.strong}>
              {labelOf(working.steps, step.step)}：{quantityText(step.result)}
            </p>
            <p>{labelOf(working.formulas, step.formula)}</p>
            <ul>
              {Object.entries(step.operands).map(([name, quantity]) => (
                <li key={name}>
                  {operandName(step.step, name)} {working.is} {quantityText(quantity)}
                </li>
              ))}
            </ul>
            {step.clause ? (
              <p className={styles.small}>
                {working.clause}
                {step.clause}
              </p>
            ) : null}
          </li>
        ))}
      </ol>
      <Go as="quietAction" href={visit.benefitYear === null ? '/r/me/benefits' : benefitsOf(visit.benefitYear)}>
        {copy.back}
      </Go>
    </>
  );
}
