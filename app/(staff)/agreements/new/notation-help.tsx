import { agreement as copy } from '@/app/_copy/agreement';
import { slotNames, tableNames } from '@/server/domain/agreement/slots';
import styles from './new.module.css';

/** The names that may stand in a text, beside where it is written. */
export function NotationHelp() {
  return (
    <aside className={styles.help}>
      <h2>{copy.form.slots}</h2>
      <ul>
        {Object.values(slotNames).map((name) => (
          <li key={name}>
            <code>{copy.form.slot(name)}</code>
          </li>
        ))}
      </ul>
      <h2>{copy.form.tables}</h2>
      <ul>
        {Object.values(tableNames).map((name) => (
          <li key={name}>
            <code>{copy.form.table(name)}</code>
          </li>
        ))}
      </ul>
    </aside>
  );
}
