import { recognition } from '@/app/_copy/recognition';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { formatDayInWords } from '@/app/_ui/moment';
import styles from '../resident.module.css';

type Own = RouterOutputs['own']['recognitions'][number];

/** From this many days before the end on, renewing is suggested. */
const renewDays = 60;

/** Whether it nears its end and nobody has applied for what follows. */
function endsSoon(one: Own, all: readonly Own[]): boolean {
  if (one.standing !== 'in_force' || one.daysLeft === null || one.daysLeft > renewDays) return false;
  return !all.some(({ diseaseName, standing }) => diseaseName === one.diseaseName && (standing === 'applied' || standing === 'upcoming'));
}

/** 门诊慢特病资格: for what, until when, and what to do. */
export function OwnRecognitions({ recognitions }: { readonly recognitions: readonly Own[] }) {
  const { own: copy } = recognition;
  return (
    <section id="recognitions" className={styles.card} aria-labelledby="recognitions-title">
      <h1 id="recognitions-title">{copy.title}</h1>
      {recognitions.length === 0 ? <p className={styles.lead}>{copy.none}</p> : null}
      {recognitions.map((one) => (
        <div key={one.number}>
          <p className={styles.lead}>
            {one.diseaseName}：{copy.standings[one.standing]}
          </p>
          {one.standing === 'in_force' && one.validTo !== null ? <p>{copy.until(formatDayInWords(one.validTo))}</p> : null}
          {one.standing === 'upcoming' && one.validFrom !== null ? <p>{copy.from(formatDayInWords(one.validFrom))}</p> : null}
          {endsSoon(one, recognitions) ? <p>{copy.endsSoon}</p> : null}
          {one.reason === null ? null : <p>{copy.because(one.reason)}</p>}
        </div>
      ))}
    </section>
  );
}
