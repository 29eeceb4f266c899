import { verify as copy } from '@/app/_copy/verify';
import resident from '../r/resident.module.css';
import styles from './verify.module.css';

export function VerifyForm({ number, isAgain }: { readonly number: string; readonly isAgain: boolean }) {
  return (
    <section className={resident.card} aria-labelledby="by-hand">
      <h2 id="by-hand">{isAgain ? copy.again : copy.title}</h2>
      <form method="get" action="/verify" className={`${resident.form} ${styles.form}`}>
        <label htmlFor="number">{copy.number}</label>
        <span id="number-hint" className={resident.hint}>
          {copy.numberHint}
        </span>
        <input id="number" name="number" required maxLength={40} autoComplete="off" autoCapitalize="characters" spellCheck={false} aria-describedby="number-hint" defaultValue={number} />
        <label htmlFor="code">{copy.code}</label>
        <span id="code-hint" className={resident.hint}>
          {copy.codeHint}
        </span>
        <input id="code" name="code" required maxLength={30} autoComplete="off" autoCapitalize="characters" spellCheck={false} aria-describedby="code-hint" />
        <button type="submit">{copy.submit}</button>
      </form>
    </section>
  );
}
