import { capacity as copy } from '@/app/_copy/capacity';
import styles from '../quotas.module.css';

export interface PlanEffect {
  readonly made: number;
  readonly resized: number;
  readonly calledOff: number;
  readonly displaced: readonly { readonly number: string }[];
  readonly unknownYears: readonly number[];
}

/** What a change of pattern or exception did to the sessions that stood, and to whoever counted on them. */
export function PlanDone({ effect }: { readonly effect: PlanEffect }) {
  const { made, resized, calledOff, displaced, unknownYears } = effect;
  return (
    <div role="status" className={styles.done}>
      <p>{copy.schedules.done(made, resized, calledOff)}</p>
      {displaced.length > 0 ? <p>{copy.schedules.displaced(displaced.length, displaced.map(({ number }) => number).join('、'))}</p> : null}
      {unknownYears.length > 0 ? <p>{copy.schedules.unknownYears(unknownYears)}</p> : null}
    </div>
  );
}
